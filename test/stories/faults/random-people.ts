import type { LegHandle } from '../../../src/phone-network/leg-handle.ts';
import type { Behaviour } from '../../../src/phone-network/phone.ts';

type Random = () => number;

/** One of these, each as likely as the others. */
export function pick<T>(random: Random, among: readonly [T, ...T[]]): T {
  return among[Math.floor(random() * among.length)] ?? among[0];
}

function between(random: Random, from: number, to: number): number {
  return from + random() * (to - from);
}

const whatClinicians = [
  '1',
  '1',
  '1',
  '1',
  '1',
  '2',
  '7',
  '',
  '4421',
  'hangs up',
  'ignores',
  'is engaged',
] as const;

/** A clinician who answers, passes, presses nonsense, is engaged, ignores it, or hangs up at any time: never twice the same. */
export function anyClinician(random: Random): Behaviour {
  return (leg) => {
    const keys = random() < 0.02 ? '3' : pick(random, whatClinicians);
    const after = between(random, 0.5, 18);
    if (keys === 'ignores') return;
    if (keys === 'is engaged') return void leg.in(after / 5, () => leg.reject());
    leg.in(after, () => leg.answer());
    leg.onHears(/press 1 to take/i, () => (keys === 'hangs up' ? leg.hangUp() : leg.press(keys)), {
      afterSeconds: between(random, 0, 4),
    });
    leg.onHears('Putting you through', () => talk(leg, random));
    leg.onHears('what your advice led to', () => answerOutcome(leg, random), {
      afterSeconds: between(random, 0, 12),
    });
  };
}

/** A caller who chooses, waits for a while, presses star, talks, says an outcome: or hangs up in the middle of any of it. */
export function anyCaller(leg: LegHandle, random: Random): void {
  const line = pick(random, ['1', '1', '2', '9', '']);
  const patience = between(random, 3, 200);
  leg.onHears(/For Haematology, press/, () => leg.press(line));
  leg.onHears('I did not get that', () => leg.press(pick(random, ['1', '2'])));
  leg.onHears(/We are ringing/, () =>
    leg.in(patience, () => leg.conference && !isTalking(leg) && leg.hangUp()),
  );
  leg.onHears(/We are trying/, () => random() < 0.15 && leg.press('*'), {
    afterSeconds: between(random, 0, 20),
  });
  leg.onHears('For another line, press 1', () => leg.press(pick(random, ['1', '2', '', '5'])));
  leg.onHears('Putting you through', () => talk(leg, random));
  leg.onHears('referral was avoided, press 1', () => answerOutcome(leg, random), {
    afterSeconds: between(random, 0, 10),
  });
}

function isTalking(leg: LegHandle): boolean {
  return leg.heard.some((text) => text.includes('Putting you through'));
}

/** Either may end it, at any time; whoever has more to say is cut short by the other. */
function talk(leg: LegHandle, random: Random): void {
  leg.in(between(random, 8, 240), () => leg.conference && leg.hangUp());
}

function answerOutcome(leg: LegHandle, random: Random): void {
  const answer = pick(random, ['1', '1', '2', '4', '6', '9', '', '8', 'hangs up']);
  if (answer === 'hangs up') leg.hangUp();
  else leg.press(answer);
}
