import { practiceByPin } from '../rota/directory.ts';
import type { Line } from '../rota/types.ts';
import type { Offer } from './call.ts';
import { chooseLine } from './choose-line.ts';
import { withJourney, withNote, type Decision, type World } from './decision.ts';
import type { CallEvent } from './event.ts';
import { beginHunt } from './hunt.ts';

const PIN_TRIES = 3;
const MENU_MISSES = 3;

type Of<K extends CallEvent['kind']> = Extract<CallEvent, { kind: K }>;

/** A PIN lets the caller in; a practice's own PIN also says which practice it is. */
export function pinKeyed(before: Decision, { answer }: Of<'pin-keyed'>, { area }: World): Decision {
  const { call } = before;
  if (call.journey.at !== 'pin') return before;
  const practice = practiceByPin(area, answer.digits ?? '');
  if (practice || (area.pin && answer.digits === area.pin)) {
    const known = { ...before, call: { ...call, practice: practice?.ods ?? call.practice } };
    const note = practice ? `The PIN is that of ${practice.name}.` : "The area's PIN was keyed.";
    return withNote(withJourney(known, { at: 'menu', misses: 0, notice: null }), note);
  }
  const tries = call.journey.tries + 1;
  if (tries < PIN_TRIES) return withJourney(before, { at: 'pin', tries });
  const refused = withJourney(before, { at: 'over', how: 'refused', offer: null });
  return withNote(refused, 'No correct PIN in three tries.');
}

/** A line is chosen: an offer begins, in its open hours. */
export function lineChosen(before: Decision, event: Of<'line-chosen'>, world: World): Decision {
  const { journey } = before.call;
  if (journey.at !== 'menu') return before;
  const line = chooseLine(world.area.lines, event.answer);
  if (!line) return miss(before, journey.misses + 1);
  const { open, opensNext } = world.onCall(line.ref);
  const offer = newOffer(line, event.at, world);
  if (open) return opened(withOfferAdded(before, offer), offer, line, event, world);
  const closed = withOfferAdded(before, { ...offer, ending: 'closed', endedAt: event.at });
  const notice = { kind: 'closed', line: line.id, opensNext: opensNext ?? null } as const;
  return withNote(
    withJourney(closed, { at: 'menu', misses: journey.misses, notice }),
    `${line.name} was chosen, and is closed now.`,
  );
}

function opened(
  decision: Decision,
  offer: Offer,
  line: Line,
  event: Of<'line-chosen'>,
  world: World,
): Decision {
  const noted = withNote(decision, `${line.name} was chosen.`);
  return world.area.askNhsNumber && !decision.call.nhsNumber
    ? withJourney(noted, { at: 'nhs-number', offer: offer.id, misses: 0, wrong: false })
    : beginHunt(noted, offer.id, event.at, world);
}

function miss(before: Decision, misses: number): Decision {
  if (misses < MENU_MISSES) return withJourney(before, { at: 'menu', misses, notice: { kind: 'wrong-key' } });
  return withNote(
    withJourney(before, { at: 'over', how: 'no-choice', offer: null }),
    'No line of the menu was chosen in three tries.',
  );
}

function newOffer(line: Line, at: number, world: World): Offer {
  return {
    id: world.newId(),
    line: line.id,
    chosenAt: at,
    ending: null,
    endedAt: null,
    connectedAt: null,
    connectedFirst: false,
    clinician: null,
    outcome: { caller: null, clinician: null },
  };
}

function withOfferAdded(decision: Decision, offer: Offer): Decision {
  return { ...decision, call: { ...decision.call, offers: [...decision.call.offers, offer] } };
}
