import type { Element } from '../element.ts';
import { next, targetOf, type Outcome, type Perform, type Stage } from '../step.ts';
import type { Form } from '../webhooks.ts';
import { ConferenceDial } from './dial-conference.ts';
import { NumberDial } from './dial-number.ts';

export const dial: Perform = (verb, stage, done) => {
  const conference = verb.children.find((noun) => noun.name === 'Conference');
  const over = (result: Form): void => done(afterDial(verb, stage, result));
  const dialling = conference
    ? new ConferenceDial(verb, conference, stage, over)
    : new NumberDial(verb, stage, over);
  dialling.begin();
  return {
    press: (key) => dialling.press(key),
    stop: () => {
      const result = dialling.stop();
      if (result && !stage.leg.live && stage.exchange.options.actionAfterHangUp)
        tellAfterHangUp(verb, stage, result);
    },
  };
};

/** With an action, what follows the Dial in its document is not run. */
function afterDial(verb: Element, stage: Stage, result: Form): Outcome {
  const { action, method } = verb.attributes;
  return action ? { kind: 'request', target: targetOf(stage, action, method), form: result } : next;
}

/** Some carriers ask for the action though the leg is over; what is answered is of no use. */
function tellAfterHangUp(verb: Element, stage: Stage, result: Form): void {
  const { action, method } = verb.attributes;
  if (!action) return;
  const form = { ...stage.leg.parameters(), ...result };
  const target = targetOf(stage, action, method);
  stage.leg.lane.add(async () => void (await stage.exchange.webhooks.request(target, form)));
}
