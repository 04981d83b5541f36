import { fitted } from '../texts/gsm.ts';
import { firstOf, spanWords } from '../texts/notice-words.ts';
import type { Duty } from '../rota/duties/clinician-duties.ts';
import type { Said } from '../texts/reply-words.ts';

/** "Reminder: you are on Haematology tomorrow 9am to 5pm. …", of one duty at least. */
export function reminderWords(shifts: readonly Duty[], { now, zone }: Said): string {
  const duties = joined(shifts);
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

/** Shifts of one line that touch are one to whoever works them. */
function joined(duties: readonly Duty[]): readonly Duty[] {
  const found: Duty[] = [];
  for (const duty of duties) {
    const before = found.findIndex(({ line, to }) => line.id === duty.line.id && to === duty.from);
    const earlier = found[before];
    if (earlier) found[before] = { ...earlier, to: duty.to };
    else found.push(duty);
  }
  return found;
}
