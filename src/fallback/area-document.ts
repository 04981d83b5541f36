import type { Area, Line, OnCall } from '../rota/types.ts';
import { shortTime, spokenDate } from '../rota/words.ts';
import { anyKey, goodbye, say, twiml } from './shared-documents.ts';

export interface LineNow {
  readonly line: Line;
  readonly now: OnCall;
  /** The line's own document. */
  readonly url: string;
}

/** Who chose nothing the first time hears the lines once more. */
const rounds = 2;

/** What a caller of the area hears first: each open line, for any key. */
export function areaDocument(area: Area, lines: readonly LineNow[]): string {
  const open = lines.filter(({ now }) => now.open);
  return twiml((response) => {
    say(response, area.greeting);
    if (open.length === 0)
      return goodbye(response, 'I am sorry, no line is open now.', ...openings(area, lines));
    say(response, 'Our usual service cannot be reached, so we will ring whoever is on duty for you.');
    for (let round = 0; round < rounds; round++) {
      for (const { line, url } of open) {
        anyKey(response, url, 2, `If you need ${line.name}, press any key now.`);
      }
    }
    goodbye(response, 'I am sorry, I did not get your choice. Please ring again.');
  });
}

/** With the day's date, since the file may be heard on a later day than it was written. */
function openings({ timezone }: Area, lines: readonly LineNow[]): string[] {
  return lines.flatMap(({ line, now: { opensNext } }) =>
    opensNext === undefined
      ? []
      : [`${line.name} opens on ${spokenDate(opensNext, timezone)} at ${shortTime(opensNext, timezone)}.`],
  );
}
