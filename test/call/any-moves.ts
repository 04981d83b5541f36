import fc from 'fast-check';
import type { CallEvent, Effect } from '../../src/call/event.ts';
import { outcomes, type Call } from '../../src/call/call.ts';
import { aLine, aRota } from '../stories/a-rota.ts';
import { anotherRoom, callerSid, keys, room, sid, type CallAtHand } from './a-call.ts';

/** Something that may happen, whether or not it makes sense where the call stands. */
export interface Move {
  readonly what: (typeof kinds)[number];
  /** Which attempt, which timer, which member: taken modulo how many there are. */
  readonly which: number;
  readonly digits: string | null;
  readonly seconds: number;
  /** The leg's own SID, or a stranger's. */
  readonly stranger: boolean;
}

const kinds = [
  'pin-keyed',
  'line-chosen',
  'nhs-number-keyed',
  'nhs-number-checked',
  'waiting',
  'left-room',
  'choice-keyed',
  'outcome-keyed',
  'caller-gone',
  'caller-joined',
  'clinician-joined',
  'two-in-room',
  'both-seen',
  'nobody-seen',
  'leg-placed',
  'leg-refused',
  'leg-sought',
  'leg-unknown',
  'leg-rings',
  'leg-answered',
  'leg-over',
  'whisper-keyed',
  'clinician-left',
  'clinician-outcome-keyed',
  'outcome-texted',
  'timer',
  'fitting',
] as const;

const digits = fc.oneof(
  { weight: 3, arbitrary: fc.constant('1') },
  { weight: 3, arbitrary: fc.constantFrom('2', '3', '9', '*', '#', null) },
  { weight: 1, arbitrary: fc.constantFrom('9434765919', '2468', '11', '') },
);

export const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.record({
    what: fc.oneof(
      { weight: 3, arbitrary: fc.constant('fitting' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...kinds) },
    ),
    which: fc.nat(5),
    digits,
    seconds: fc.constantFrom(0, 1, 5, 20),
    stranger: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  }),
  { maxLength: 60, size: 'max' },
);

/** Areas of every kind: PINs, NHS numbers, several at once, passes, overflow, few people. */
export const anyRota = fc
  .record({
    callers: fc.constantFrom('open', 'pin', 'known'),
    askNhsNumber: fc.boolean(),
    record: fc.boolean(),
    people: fc.constantFrom([], ['ahmed'], ['ahmed', 'brown'], ['ahmed', 'brown', 'patel', 'jones']),
    atOnce: fc.integer({ min: 1, max: 3 }),
    passes: fc.integer({ min: 1, max: 2 }),
    overflow: fc.boolean(),
    open: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
    goesHome: fc.constantFrom('10:31', '10:32', '24:00'),
  })
  .map(({ callers, askNhsNumber, record, people, atOnce, passes, overflow, open, goesHome }) => {
    const [shift] = aLine('haematology', '1', people.slice(0, 1)).shifts;
    const [others] = aLine('haematology', '1', people.slice(1)).shifts;
    const early =
      shift?.hours.kind === 'weekly' ? [{ ...shift, hours: { ...shift.hours, to: goesHome } }] : [];
    const first = aLine('haematology', '1', people, {
      shifts: [...early, ...(others ? [others] : [])],
      ring: { atOnce, passes, giveUpAfter: 60 },
      overflow: overflow ? ['riverside/endocrinology'] : [],
      ...(open ? {} : { open: [] }),
    });
    const lines = [first, aLine('endocrinology', '2', ['okafor', 'ahmed'])];
    return aRota(lines, { callers, askNhsNumber, record, pin: '2468' });
  });

type TimerEffect = Extract<Effect, { kind: 'timer' }>;

/** The event that a move is at this call; `undefined` where there is no leg or timer for it to be about. */
export function eventOf(move: Move, hand: CallAtHand, timers: readonly TimerEffect[]): CallEvent | undefined {
  const at = hand.at + move.seconds * 1000;
  const answer = keys(move.digits);
  switch (move.what) {
    case 'fitting':
      return eventOf({ ...move, ...fitting(move, hand) }, hand, timers);
    case 'pin-keyed':
    case 'line-chosen':
    case 'nhs-number-keyed':
    case 'nhs-number-checked':
    case 'choice-keyed':
    case 'outcome-keyed':
      return { kind: move.what, at, answer };
    case 'waiting':
      return { kind: 'waiting', at, conference: conferenceOf(move, hand) };
    case 'left-room':
    case 'caller-gone':
      return { kind: move.what, at };
    case 'caller-joined':
      return { kind: 'joined', at, sid: callerSid, conference: conferenceOf(move, hand), room: roomOf(hand) };
    case 'two-in-room':
      return { kind: 'joined', at, sid: null, conference: conferenceOf(move, hand), room: roomOf(hand) };
    case 'outcome-texted':
      return outcomeTexted(move, hand, at);
    case 'timer':
      return timerEvent(move, timers);
    default:
      return legEvent(move, hand, at);
  }
}

/** Most random calls would be over, or nowhere, after two moves: so half of them are what comes next in a call. */
function fitting({ which, digits: any }: Move, { call }: CallAtHand): Partial<Move> & Pick<Move, 'what'> {
  const { journey } = call;
  switch (journey.at) {
    case 'pin':
      return { what: 'pin-keyed', digits: which > 1 ? '2468' : any };
    case 'menu':
      return { what: 'line-chosen' };
    case 'nhs-number':
      return { what: 'nhs-number-keyed', digits: which > 1 ? '9434765919' : any };
    case 'nhs-number-check':
      return { what: 'nhs-number-checked' };
    case 'hunting':
      return journey.ear === 'choices' && which > 2
        ? { what: 'choice-keyed' }
        : { what: nextOfLeg(which, call) };
    case 'joining':
      return which > 4
        ? { what: 'nobody-seen', seconds: 20 }
        : { what: joinings[which] ?? 'waiting', which: 0 };
    case 'talking':
      return { what: which > 3 ? 'left-room' : 'leg-over' };
    case 'outcome':
      return { what: 'outcome-keyed', digits: which > 2 ? '9' : any };
    case 'over':
      return { what: 'leg-over' };
  }
}

/** What comes next for a leg, or for the caller in the room. */
function nextOfLeg(which: number, call: Call): Move['what'] {
  const attempt = call.attempts[call.attempts.length - 1 - (which % Math.max(1, call.attempts.length))];
  switch (attempt?.status) {
    case 'placing':
      return 'leg-placed';
    case 'ringing':
      return which > 3 ? 'leg-over' : 'leg-answered';
    case 'answered':
      return 'whisper-keyed';
    case 'ended':
      return attempt.legOver ? 'waiting' : 'leg-over';
    case undefined:
      return 'timer';
  }
}

const joinings: readonly Move['what'][] = [
  'waiting',
  'waiting',
  'clinician-joined',
  'clinician-joined',
  'two-in-room',
];

/** The conference of now; in a stranger's words the one that the caller had left. */
function conferenceOf({ stranger }: Move, { call }: CallAtHand): string {
  const { sid: now, left } = call.room;
  if (stranger) return left ?? room;
  return now ?? (left === room ? anotherRoom : room);
}

function roomOf({ call }: CallAtHand): string {
  return `${call.id}-${call.room.number}`;
}

function outcomeTexted({ which }: Move, { call }: CallAtHand, at: number): CallEvent | undefined {
  const offer = call.offers[which % Math.max(1, call.offers.length)]?.id;
  const outcome = outcomes[which] ?? 'other';
  return offer
    ? { kind: 'outcome-texted', at, offer, party: which % 2 ? 'caller' : 'clinician', outcome }
    : undefined;
}

function timerEvent({ which }: Move, timers: readonly TimerEffect[]): CallEvent | undefined {
  const due = timers[which % Math.max(1, timers.length)];
  return due && { kind: 'time-up', at: due.dueAt, timer: due.timer, attempt: due.attempt, offer: due.offer };
}

function legEvent(move: Move, hand: CallAtHand, at: number): CallEvent | undefined {
  const { attempts } = hand.call;
  const latest = attempts.length - 1 - (move.which % Math.max(1, attempts.length));
  const attempt = attempts[latest];
  if (!attempt) return undefined;
  const own = attempt.legSid ?? sid(String(attempt.number));
  const leg = { attempt: attempt.id, sid: move.stranger ? sid('e') : own };
  const conference = conferenceOf(move, hand);
  const answer = keys(move.digits);
  switch (move.what) {
    case 'clinician-joined':
      return { kind: 'joined', at, sid: leg.sid, conference, room: roomOf(hand) };
    case 'both-seen':
      return { kind: 'seen-in-room', at, conference, members: [callerSid, leg.sid] };
    case 'nobody-seen':
      return { kind: 'seen-in-room', at, conference, members: [] };
    case 'leg-refused':
    case 'leg-unknown':
      return { kind: move.what, at, attempt: attempt.id, reason: 'chance' };
    case 'leg-sought':
      return { kind: 'leg-refused', at, attempt: attempt.id, reason: 'chance', sought: true };
    case 'leg-rings':
      return { kind: 'leg-status', at, ...leg, status: 'ringing' };
    case 'leg-over': {
      const endings = ['completed', 'busy', 'no-answer', 'failed', 'canceled'] as const;
      return { kind: 'leg-status', at, ...leg, status: endings[move.which] ?? 'completed' };
    }
    case 'leg-placed':
    case 'leg-answered':
    case 'clinician-left':
      return { kind: move.what, at, ...leg };
    case 'whisper-keyed':
    case 'clinician-outcome-keyed':
      return { kind: move.what, at, ...leg, answer };
    default:
      return undefined;
  }
}
