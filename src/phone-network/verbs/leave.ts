import { targetOf, type Perform } from '../step.ts';

export const redirect: Perform = (verb, stage, done) => {
  done({ kind: 'request', target: targetOf(stage, verb.text, verb.attributes['method']), form: {} });
  return { stop: () => undefined };
};

export const hangup: Perform = (_verb, _stage, done) => {
  done({ kind: 'end', status: 'completed' });
  return { stop: () => undefined };
};

/** Turns an inbound leg away without answering it. On a leg that is answered already it only hangs up. */
export const reject: Perform = (verb, stage, done) => {
  const refused = verb.attributes['reason'] === 'busy' ? 'busy' : 'no-answer';
  done({ kind: 'end', status: stage.leg.answeredAt === undefined ? refused : 'completed' });
  return { stop: () => undefined };
};
