import type { Instant } from '../clock.ts';
import { nextRoom, offerOf } from './call.ts';
import { withEffects, withJourney, type Decision, type World } from './decision.ts';
import { walkOn } from './walk.ts';

/** However long the caller took before, the walk has this long at least. */
const AT_LEAST = 30_000;

/** The caller goes to the room and the first clinician of the ladder is rung at the same instant. */
export function beginHunt(decision: Decision, offerId: string, at: Instant, world: World): Decision {
  const { call } = decision;
  const offer = offerOf(call, offerId);
  if (!offer) return decision;
  const line = world.line(`${call.area}/${offer.line}`);
  const budget = (line?.ring.giveUpAfter ?? 0) * 1000;
  const giveUpAt = Math.max(offer.chosenAt + budget, at + AT_LEAST);
  return hunt(decision, { offerId, at, giveUpAt, tried: [] }, world);
}

/** The caller was cut off: the walk goes on with the next clinician, in a room of its own. */
export function huntAgain(
  decision: Decision,
  offerId: string,
  cutOff: readonly string[],
  at: Instant,
  world: World,
): Decision {
  const { call } = decision;
  const line = world.line(`${call.area}/${offerOf(call, offerId)?.line ?? ''}`);
  const giveUpAt = at + Math.max(AT_LEAST, (line?.ring.giveUpAfter ?? 0) * 1000);
  const room = nextRoom(call.room);
  return hunt({ ...decision, call: { ...call, room } }, { offerId, at, giveUpAt, tried: cutOff }, world);
}

interface Beginning {
  readonly offerId: string;
  readonly at: Instant;
  readonly giveUpAt: Instant;
  readonly tried: readonly string[];
}

function hunt(decision: Decision, { offerId, at, giveUpAt, tried }: Beginning, world: World): Decision {
  const { call } = decision;
  const line = `${call.area}/${offerOf(call, offerId)?.line ?? ''}` as const;
  const hunting = withJourney(decision, {
    at: 'hunting',
    ear: 'coming',
    cutOff: tried.length > 0,
    walk: {
      offer: offerId,
      line,
      walked: [],
      giveUpAt,
      pass: 1,
      tried,
      nextPhone: {},
      said: [],
      spent: [],
      allBusy: false,
    },
  });
  const timed = withEffects(hunting, {
    kind: 'timer',
    timer: 'give-up',
    attempt: null,
    offer: offerId,
    dueAt: giveUpAt,
  });
  const walked = walkOn(timed, at, world);
  // Whom nobody could be rung for is told so by the reply, and need not be fetched to hear it.
  return { ...walked, effects: walked.effects.filter((effect) => effect.kind !== 'redirect-caller') };
}
