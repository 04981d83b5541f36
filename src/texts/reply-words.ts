import type { Instant } from '../clock.ts';
import type { OnCall } from '../rota/types.ts';
import { spokenInstant } from '../rota/words.ts';
import { fitted } from './gsm.ts';
import { endWords, firstOf, listed, shortName, spanWords } from './notice-words.ts';
import type { Duty } from '../rota/duties/clinician-duties.ts';

/** Where and when words are said. */
export interface Said {
  readonly now: Instant;
  readonly zone: string;
}

export const helpWords = fitted(
  'OFF, OFF 2H or OFF UNTIL 14:00: not rung. ON: rung again. WHO: on call now. NEXT: your next shift. SWAP BROWN 4 DEC: ask a colleague. STOP: no texts.',
);
export const unclearOff = fitted(
  'Nothing changed. To be off from now, text OFF (rest of the shift), OFF 2H, OFF 30M or OFF UNTIL 14:00. For other days, text SWAP or ask your manager.',
);
export const tooLongOff = fitted(
  'Nothing changed: a pause by text lasts 7 days at most. Please ask the manager of your rota to enter leave.',
);
export const unclearOn = fitted('Nothing changed. To be rung again from now, text just ON.');
export const unclearWho = fitted(
  'WHO says who is on call now. NEXT says when you are next on. For other days, please ask the manager of your rota.',
);
export const sharedPhone = fitted(
  'Several people share this phone in the rota, so I cannot tell who you are. Please text from a phone of your own, or ask the manager of your rota.',
);
/** Of no use where Twilio has heard the STOP itself: then it sends its own words, and not these. */
export const stoppedWords = fitted(
  'You get no more texts from here, reminders and swaps included. To get them again, text START.',
);
export const startedWords = fitted('You get texts again. HELP says what you can text here.');
export const nothingWaits = fitted('No swap waits for your answer. HELP says what you can text here.');
/** An OFF while the database is away: other processes learn of it when it is back. */
export const offInTroubleWords = fitted(
  'We have noted it, but have a technical problem and may still ring you. Please send it again in a few minutes.',
);
export const troubleWords = fitted(
  'We have a technical problem and nothing was changed. Please send it again in a few minutes.',
);

/** `alone`: lines on which nobody else is now; `area`: named where there is another that may ring them. */
export function offWords(
  to: Instant,
  { alone, area }: { readonly alone: readonly string[]; readonly area: string | undefined },
  { now, zone }: Said,
): string {
  const off = (place: string | undefined): string =>
    `You will not be rung${place === undefined ? '' : ` for ${place}`} until ${endWords(to, now, zone)}.`;
  const left = (lines: string): string => (alone.length > 0 ? ` Nobody else is on ${lines} now.` : '');
  const here = area === undefined ? undefined : 'this area';
  return fitted(
    `${off(area)}${left(listed(alone))} Text ON to be rung again sooner.`,
    `${off(here)}${left(listed(alone))} Text ON to be rung again sooner.`,
    `${off(here)}${left('your line')} Text ON to be rung again sooner.`,
  );
}

/** `still`: why they are not rung all the same. */
export function onWords(
  removed: number,
  shift: Duty | undefined,
  still: string | undefined,
  said: Said,
): string {
  const begin = removed > 0 ? 'You can be rung again' : 'You had no pause';
  if (still !== undefined)
    return fitted(`${begin}, but ${still}.`, `${begin}, but not yet: ask your manager.`);
  if (!shift) return fitted(`${begin}. No shift of yours is in the rota.`);
  return shift.from <= said.now
    ? fitted(`${begin}. You are on ${shift.line.name} until ${endWords(shift.to, said.now, said.zone)}.`)
    : fitted(
        `${begin}. Your next shift: ${shift.line.name} ${spanWords(shift, said.now, said.zone)}.`,
        `${begin}. Your next shift is ${spanWords(shift, said.now, said.zone)}.`,
      );
}

export function nextWords(current: readonly Duty[], next: readonly Duty[], said: Said): string {
  const now = current.length > 0 ? `Now: ${currentWords(current, said)}. ` : '';
  const [first] = next;
  if (!first)
    return fitted(
      now === ''
        ? 'You have no shift in the next 60 days.'
        : `${now}You have no other shift in the next 60 days.`,
      'You have no other shift in the next 60 days.',
    );
  const at = spanWords(first, said.now, said.zone);
  const lines = next
    .filter(({ from, to }) => from === first.from && to === first.to)
    .map(({ line }) => line.name);
  return fitted(
    `${now}Next: ${listed(lines)} ${at}.`,
    `Next: ${firstOf(lines, 1)} ${at}.`,
    `Your next shift: ${at}.`,
  );
}

/** "Haematology and Cardiology until 5pm", or each with its own end. */
function currentWords(current: readonly Duty[], { now, zone }: Said): string {
  const ends = [...new Set(current.map(({ to }) => to))].sort((one, other) => one - other);
  return listed(
    ends.map((end) => {
      const names = current.filter(({ to }) => to === end).map(({ line }) => line.name);
      return `${listed([...new Set(names)])} until ${endWords(end, now, zone)}`;
    }),
  );
}

/** Who is on the ladder of each of somebody's lines. */
export interface LineNow {
  readonly name: string;
  readonly onCall: OnCall;
}

export function whoWords(lines: readonly LineNow[], said: Said): string {
  if (lines.length === 0) return fitted('You are on no line of this rota.');
  const say = (people: number, name: (full: string) => string, count = lines.length): string => {
    const more = lines.length > count ? ` And ${lines.length - count} more lines.` : '';
    return (
      lines
        .slice(0, count)
        .map((line) => lineWords(line, people, name, said))
        .join(' ') + more
    );
  };
  return fitted(
    say(99, (name) => name),
    say(99, shortName),
    say(3, shortName),
    say(2, shortName),
    say(1, shortName),
    ...[4, 3, 2, 1].map((count) => say(1, shortName, count)),
  );
}

function lineWords(
  { name, onCall }: LineNow,
  people: number,
  of: (full: string) => string,
  said: Said,
): string {
  if (!onCall.open) {
    const opens =
      onCall.opensNext === undefined ? '' : `, opens ${spokenInstant(onCall.opensNext, said.now, said.zone)}`;
    return `${name}: closed${opens}.`;
  }
  const names = onCall.ladder.map(({ clinician }) => of(clinician.name));
  return `${name}: ${names.length > 0 ? firstOf(names, people) : 'nobody'}.`;
}
