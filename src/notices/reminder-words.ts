import { fitted } from '../texts/gsm.ts';
import { firstOf, spanWords } from '../texts/notice-words.ts';
import type { Duty } from '../texts/duties.ts';
import type { Said } from '../texts/reply-words.ts';

/** "Reminder: you are on Haematology tomorrow 9am to 5pm. …", of one duty at least. */
export function reminderWords(duties: readonly Duty[], { now, zone }: Said): string {
  const each = duties.map((duty) => `${duty.line.name} ${spanWords(duty, now, zone)}`);
  const first = duties.slice(0, 1).map((duty) => spanWords(duty, now, zone));
  const more = duties.length > 1 ? ` and ${duties.length - 1} more` : '';
  return fitted(
    `Reminder: you are on ${firstOf(each, each.length)}. Cannot? Text SWAP and a name and date. No more texts: STOP.`,
    `Reminder: you are on ${firstOf(each, each.length)}.`,
    `Reminder: you are on ${firstOf(each, 2)}.`,
    `Reminder: you are on ${firstOf(each, 1)}.`,
    `Reminder: you are on shift ${first.join()}${more}.`,
  );
}
