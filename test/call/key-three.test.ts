import { describe, expect, test } from '@jest/globals';
import { clinicianDocument } from '../../src/call/clinician-document.ts';
import type { Shift } from '../../src/rota/types.ts';
import { aLine, aRota, mondayMorning } from '../stories/a-rota.ts';
import { areaOf, CallAtHand, keys } from './a-call.ts';

const hour = 3_600_000;
const together = aRota([aLine('haematology', '1', ['ahmed', 'brown'], { ring: { atOnce: 2 } })]);

function shift(from: string, to: string): Shift {
  return { hours: { kind: 'dated', date: '2026-11-23', from, to }, people: ['ahmed'], tier: 1 };
}

/** What this clinician's leg is told now. */
function heard(hand: CallAtHand, clinician: string): string {
  const { id, legSid } = hand.attempt(clinician);
  const setting = { area: areaOf(hand.rotas), line: () => undefined, now: hand.at };
  return JSON.stringify(clinicianDocument(hand.call, id, legSid ?? '', setting));
}

/** Rung for the line at this time, and 3 is pressed five seconds after it. */
function pressedAt(clinician: string, at: string, hand: CallAtHand): CallAtHand {
  hand.at = Date.parse(at) - 10_000;
  hand.chooses().picksUp(clinician);
  hand.at = Date.parse(at) + 4_000;
  return hand.keysAtWhisper(clinician, '3');
}

describe('3, when the call has moved on while the whisper played', () => {
  test.each([
    ['the caller hung up', (hand: CallAtHand) => hand.then({ kind: 'caller-gone' }), 'caller-gone'],
    ['a colleague took it', (hand: CallAtHand) => hand.picksUp('brown').keysAtWhisper('brown', '1'), 'taken'],
    [
      'the caller chose another line',
      (hand: CallAtHand) =>
        hand
          .waits()
          .then({ kind: 'left-room' })
          .then({ kind: 'choice-keyed', answer: keys('1') }),
      'other-line',
    ],
  ])('as %s: still pauses, once, and says so', (_name, movesOn, cancelled) => {
    const hand = new CallAtHand(together).chooses().picksUp('ahmed');
    movesOn(hand).keysAtWhisper('ahmed', '3');
    expect(hand.last.pauses).toMatchObject([{ area: 'riverside', clinician: 'ahmed', from: hand.at }]);
    expect(hand.attempt('ahmed')).toMatchObject({ result: 'cancelled', cancelled, paused: true });
    expect(heard(hand, 'ahmed')).toContain('You will not be rung again before your shift ends at midnight.');
    const before = hand.call;
    hand.keysAtWhisper('ahmed', '3');
    expect(hand.call).toBe(before);
    expect(hand.last.pauses).toEqual([]);
  });

  test('pauses nobody who took the call, nor on another leg or one that is over', () => {
    const took = new CallAtHand(together).chooses().talksWith('ahmed').keysAtWhisper('ahmed', '3');
    expect(took.last.pauses).toEqual([]);
    const over = new CallAtHand(together).chooses().picksUp('ahmed').then({ kind: 'caller-gone' });
    const stranger = { kind: 'whisper-keyed', attempt: over.attempt('ahmed').id, sid: 'another' } as const;
    expect(over.then({ ...stranger, answer: keys('3') }).last.pauses).toEqual([]);
    expect(over.legEnds('ahmed', 'completed').keysAtWhisper('ahmed', '3').last.pauses).toEqual([]);
  });
});

describe('3 pauses until the end of the last shift on which they are at that moment', () => {
  test.each([
    [
      'begun while they were rung',
      '2026-11-23T13:00:00Z',
      '5pm',
      [shift('09:00', '13:00'), shift('13:00', '17:00')],
    ],
    ['of the night, on the next day', '2026-11-23T22:00:00Z', '8am tomorrow', [shift('20:00', '08:00')]],
  ])('%s', (_name, at, until, shifts) => {
    const hand = new CallAtHand(aRota([aLine('haematology', '1', ['ahmed'], { shifts })]));
    pressedAt('ahmed', at, hand);
    expect(heard(hand, 'ahmed')).toContain(`before your shift ends at ${until}.`);
  });

  test('of another line', () => {
    const short = aLine('haematology', '1', [], { shifts: [shift('09:00', '11:00')] });
    const long = aLine('cardiology', '2', [], { shifts: [shift('09:00', '17:00')] });
    const hand = new CallAtHand(aRota([short, long]));
    pressedAt('ahmed', '2026-11-23T10:30:00Z', hand);
    expect(hand.pauses.map(({ to }) => to)).toEqual([mondayMorning + 6.5 * hour]);
    expect(heard(hand, 'ahmed')).toContain('before your shift ends at 5pm.');
  });
});
