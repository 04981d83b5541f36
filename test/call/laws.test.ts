import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isTrying, offerOf, type Call } from '../../src/call/call.ts';
import { callerDocument, holdDocument, type Setting } from '../../src/call/caller-document.ts';
import { clinicianDocument } from '../../src/call/clinician-document.ts';
import { isUnchanged } from '../../src/call/decision.ts';
import type { Document } from '../../src/call/document.ts';
import type { CallEvent, Effect } from '../../src/call/event.ts';
import { lineByRef } from '../../src/rota/directory.ts';
import type { Rotas } from '../../src/rota/types.ts';
import { practiceNumber } from '../stories/a-rota.ts';
import { areaOf, CallAtHand } from './a-call.ts';
import { anyRota, eventOf, moves, type Move } from './any-moves.ts';

type TimerEffect = Extract<Effect, { kind: 'timer' }>;

interface Moment {
  readonly before: Call;
  readonly event: CallEvent;
  readonly after: Call;
  readonly effects: readonly Effect[];
  /** Timers that have yet to fire. */
  readonly timers: readonly TimerEffect[];
  readonly hand: CallAtHand;
}

/** Plays the moves on a call of this rota, and shows every moment of it. */
function play(rotas: Rotas, from: string | null, all: readonly Move[], look: (moment: Moment) => void): void {
  const hand = new CallAtHand(rotas, from);
  let timers: readonly TimerEffect[] = [];
  for (const move of all) {
    const event = eventOf(move, hand, timers);
    if (!event) continue;
    const before = hand.call;
    const { at, ...rest } = event;
    hand.then(rest, Math.max(0, at - hand.at) / 1000);
    timers = timers.filter((timer) => event.kind !== 'time-up' || !isOf(timer, event));
    timers = [...timers, ...hand.last.effects.filter((effect) => effect.kind === 'timer')];
    look({ before, event, after: hand.call, effects: hand.last.effects, timers, hand });
  }
}

function isOf(timer: TimerEffect, event: Extract<CallEvent, { kind: 'time-up' }>): boolean {
  return timer.timer === event.timer && timer.attempt === event.attempt && timer.dueAt === event.at;
}

function always(
  look: (moment: Moment) => void,
  runs: { numRuns: number; seed?: number } = { numRuns: 250 },
): void {
  const caller = fc.constantFrom(practiceNumber, '+441632960123', '+447700900102', null);
  const law = fc.property(anyRota, caller, moves, (rotas, from, all) => play(rotas, from, all, look));
  fc.assert(law, runs);
}

function settingOf({ hand }: Moment): Setting {
  const { rotas } = hand;
  return { area: areaOf(rotas), line: (ref) => lineByRef(rotas, ref)?.line, now: hand.at };
}

function clinicianDocuments(moment: Moment): Document[] {
  const { after } = moment;
  return after.attempts.map((each) =>
    clinicianDocument(after, each.id, each.legSid ?? 'nobody', settingOf(moment)),
  );
}

/** Where what the law forbids needs a long way to come about. */
const many = { numRuns: 1_500 };
const sameEachTime = { numRuns: 1_000, seed: 1 };

/** The random calls reach what the laws are about: without this they could hold of nothing. */
test('random calls go everywhere', () => {
  const places = new Set<string>();
  always(({ after: { journey, room } }) => {
    places.add(journey.at === 'over' ? `over ${journey.how}` : journey.at);
    if (journey.at === 'talking' && room.number > 1) places.add('talking again');
    if (journey.at === 'hunting' && journey.walk.walked.length > 0) places.add('overflowing');
    if (journey.at === 'hunting' && journey.walk.pass > 1) places.add('second pass');
  }, sameEachTime);
  expect([...places].sort()).toEqual([
    'hunting',
    'joining',
    'menu',
    'nhs-number',
    'nhs-number-check',
    'outcome',
    'over abandoned',
    'over no-choice',
    'over refused',
    'over stopped',
    'over talked',
    'over unanswered',
    'overflowing',
    'pin',
    'second pass',
    'talking',
    'talking again',
  ]);
});

describe('whatever happens, in whatever order', () => {
  test('one clinician at most is sent to the room, and it is the one the caller is put through to', () => {
    always((moment) => {
      const meeting = clinicianDocuments(moment).filter((document) =>
        document.some(({ verb }) => verb === 'conference'),
      );
      const { at } = moment.after.journey;
      expect(meeting.length).toBeLessThanOrEqual(1);
      expect(meeting.length).toBe(at === 'joining' || at === 'talking' ? 1 : 0);
    });
  });

  test('nobody is sent to a room where somebody may be who was sent there for another ringing', () => {
    const sent = new WeakMap<CallAtHand, Map<string, Set<string>>>();
    always((moment) => {
      const { hand, after } = moment;
      const rooms = sent.get(hand) ?? new Map<string, Set<string>>();
      sent.set(hand, rooms);
      clinicianDocuments(moment).forEach((document, place) => {
        const meet = document.find((verb) => verb.verb === 'conference');
        const attempt = after.attempts[place];
        if (!meet || !attempt) return;
        const others = rooms.get(meet.room) ?? new Set();
        rooms.set(meet.room, others.add(attempt.id));
        const there = after.attempts.filter(({ id, legOver }) => others.has(id) && !legOver);
        expect(there.filter((other) => other !== attempt)).toEqual([]);
      });
    }, many);
  });

  test('nobody is rung twice at once, nor two people who share what only one can use', () => {
    always(({ after }) => {
      const inUse = after.attempts.filter(({ legOver }) => !legOver).flatMap((attempt) => attempt.keys);
      expect(new Set(inUse).size).toBe(inUse.length);
    });
  });

  test('nobody is rung who is off duty, or pressed 3, or has the telephone that the caller rings from', () => {
    always(({ before, after, hand }) => {
      for (const attempt of after.attempts.slice(before.attempts.length)) {
        const { ladder } = hand.world.onCall(attempt.line);
        expect(ladder.map(({ clinician }) => clinician.id)).toContain(attempt.clinician);
        expect(attempt.phone).not.toBe(after.callerNumber);
      }
    }, many);
  });

  test('nobody rings for a caller who is gone, or for whom it is over', () => {
    always(({ after, effects }) => {
      if (!after.callerGone && after.journey.at !== 'over') return;
      expect(after.attempts.filter(isTrying)).toEqual([]);
      expect(effects.filter(({ kind }) => kind === 'place-leg')).toEqual([]);
    });
  });

  test('no document ends in silence: it hangs up, listens, meets, or asks again, and it has words', () => {
    always((moment) => {
      const { after } = moment;
      const all = [callerDocument(after, settingOf(moment)), ...clinicianDocuments(moment)];
      for (const document of all) {
        expect(document.at(-1)?.verb).toMatch(/^(hang-up|conference|go)$/);
        expect(
          document.some((verb) => verb.verb === 'say' || (verb.verb === 'gather' && verb.words.length > 0)),
        ).toBe(true);
      }
    });
  });

  test('what is heard in the room says, plays, pauses and asks again, and nothing that Twilio would refuse there', () => {
    always((moment) => {
      const document = holdDocument(moment.after, settingOf(moment));
      expect(document.at(-1)).toEqual({ verb: 'go', to: 'hold' });
      expect(document.every(({ verb }) => ['say', 'pause', 'hold-audio', 'go'].includes(verb))).toBe(true);
    });
  });

  test('a caller who waits has an end of waiting ahead, and somebody ringing, ringing off or looked for again', () => {
    always(({ after, timers }) => {
      const { journey } = after;
      if (journey.at !== 'hunting') return;
      const ours = timers.filter(({ offer }) => offer === journey.walk.offer).map(({ timer }) => timer);
      expect(ours).toContain('give-up');
      const inUse = after.attempts.some(({ legOver }) => !legOver);
      expect(inUse || ours.includes('look-again')).toBe(true);
    });
  });
});

describe('what is once so stays so', () => {
  test('a call that is over, the end of a choice of a line, and when it was connected', () => {
    always(({ before, after }) => {
      if (before.journey.at === 'over') expect(after.journey).toEqual(before.journey);
      for (const offer of before.offers) {
        const now = offerOf(after, offer.id);
        if (offer.ending) expect(now).toMatchObject({ ending: offer.ending, endedAt: offer.endedAt });
        if (offer.connectedAt) expect(now?.connectedAt).toBe(offer.connectedAt);
      }
    });
  });

  test('a leg that is over, a ringing that has ended, and who took or passed on a call', () => {
    always(({ before, after }) => {
      before.attempts.forEach((attempt, place) => {
        const now = after.attempts[place];
        expect(now?.id).toBe(attempt.id);
        if (attempt.legOver) expect(now?.legOver).toBe(true);
        if (attempt.status === 'ended') expect(now?.status).toBe('ended');
        if (attempt.result === 'declined' || attempt.result === 'cancelled')
          expect(now?.result).toBe(attempt.result);
        // Who could not be brought together with the caller in time is lost to the call.
        if (attempt.result === 'accepted') expect(['accepted', 'failed']).toContain(now?.result);
      });
    });
  });

  test('a call that is over has an end for every choice of a line, and a result for every ringing', () => {
    always(({ after }) => {
      if (after.journey.at !== 'over') return;
      expect(after.offers.filter(({ ending }) => ending === null)).toEqual([]);
      expect(after.attempts.filter(({ result }) => result === null)).toEqual([]);
    });
  });
});

describe('repeated', () => {
  const news = ['leg-status', 'leg-placed', 'leg-answered', 'leg-refused', 'joined', 'waiting'];
  const asked = ['line-chosen', 'nhs-number-checked', 'left-room'];
  const said = ['caller-gone', 'clinician-left', 'outcome-texted'];

  test('news changes nothing', () => {
    always(({ event, after, hand }) => {
      if (![...news, ...said].includes(event.kind)) return;
      expect([event, isUnchanged(hand.decide(event), after)]).toEqual([event, true]);
    });
  });

  test('what the caller or a clinician does changes nothing, when the request comes again with its token', () => {
    const caller = fc.constantFrom(practiceNumber, null);
    fc.assert(
      fc.property(anyRota, caller, moves, (rotas, from, all) => {
        const hand = new CallAtHand(rotas, from);
        all.forEach((move, place) => {
          const event = eventOf(move, hand, []);
          if (!event || !(event.kind.endsWith('keyed') || asked.includes(event.kind))) return;
          const { at, ...rest } = event;
          hand.then({ ...rest, token: String(place) }, Math.max(0, at - hand.at) / 1000);
          expect(isUnchanged(hand.decide({ ...event, token: String(place) }), hand.call)).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });
});
