import { chosen, type Random } from './chance.ts';
import type { LegHandle } from '../phone-network/leg-handle.ts';
import type { Behaviour } from '../phone-network/phone.ts';
import type { Line } from '../rota/types.ts';

/**
 * How the advice ends, by key. The shares are those published for a similar service: referral avoided 53%, admission
 * avoided 3%, diagnostics 13%, referred 29%, admitted 2%.
 */
const outcomeKeys = [
  { key: '1', weight: 53 },
  { key: '2', weight: 3 },
  { key: '3', weight: 13 },
  { key: '4', weight: 29 },
  { key: '5', weight: 2 },
] as const;

const whisperKeys = [
  { key: '1', weight: 82 },
  { key: '2', weight: 15 },
  { key: '3', weight: 3 },
] as const;

/** A clinician as they are on a working day: most pick up, some pass, some are with a patient. */
export function clinicianAtWork(random: Random): Behaviour {
  return (leg) => {
    const mood = random();
    if (mood < 0.42) return;
    if (mood < 0.5) return void leg.in(2 + random() * 3, (ringing) => ringing.reject());
    leg.in(2 + random() * 9, (ringing) => ringing.answer());
    leg.onHears('press 1 to take', (whisper) => whisper.press(chosen(whisperKeys, random)));
    leg.onHears('Putting you through', (talk) => talk.in(100 + random() * 240, (tired) => tired.hangUp()));
    saysOutcome(leg, 0.9, random);
  };
}

/** A caller who wants one line, waits as long as patience lasts, and talks until one of the two hangs up. */
export function callerWanting(line: Line, random: Random): (leg: LegHandle) => void {
  return (leg) => {
    leg.onHears(`For ${line.name}, press`, (menu) => menu.press(line.menu), { upon: 'start' });
    const patience = 40 + random() * 140;
    leg.in(patience, (waiting) => waiting.conference !== undefined && isAlone(waiting) && waiting.hangUp());
    if (random() < 0.3) leg.onHears('Putting you through', (talk) => talk.in(60 + random() * 200, hangUp));
    saysOutcome(leg, 0.85, random);
  };
}

function isAlone(leg: LegHandle): boolean {
  return !leg.heard.at(-1)?.startsWith('Putting you through');
}

function hangUp(leg: LegHandle): void {
  leg.hangUp();
}

/** Most people who are asked say what it led to; some hang up on the question. */
function saysOutcome(leg: LegHandle, share: number, random: Random): void {
  leg.onHears('referral was avoided, press 1', (asked) => {
    if (random() < share) asked.press(chosen(outcomeKeys, random));
    else asked.hangUp();
  });
}
