import type { ImportPreview } from '../calendars/preview-shape.ts';
import { importWarnings } from '../calendars/import-warnings.ts';
import { counted } from '../rota/counted.ts';
import type { Interval } from '../rota/hours.ts';
import { nameOf } from '../rota/ladder-words.ts';
import type { Area } from '../rota/types.ts';
import { longDay, longEnd, longInstant } from '../rota/words.ts';
import { dayAt, endInstant, startInstant } from '../rota/zone-day.ts';

const mostWarnings = 20;

/** What an import would do, line by line. */
export function previewWords(area: Area, preview: ImportPreview): readonly string[] {
  const { as, matched, unmatched, leftOut } = preview;
  const zone = area.timezone;
  return [
    `${counted(matched.length, 'entry', 'entries')} to be written as ${as}:`,
    ...matched.map(({ line, clinician, adviceLine, from, to, text }) => {
      const where = adviceLine === null ? '' : ` on ${adviceLine}`;
      return `  line ${line}: ${nameOf(area, clinician)}${where}, ${spanWords({ from, to }, zone)} ("${text}")`;
    }),
    ...warningWords(area, preview),
    ...(unmatched.length === 0 ? [] : [`${counted(unmatched.length, 'entry', 'entries')} left aside:`]),
    ...unmatched.map(({ line, text, reason, suggestions }) => {
      const names = suggestions.map(({ name }) => name).join(' or ');
      return `  line ${line}: ${text === '' ? '' : `"${text}": `}${reason}${names === '' ? '' : ` (${names}?)`}`;
    }),
    `Not looked at: ${leftOut.cancelled} cancelled, ${leftOut.over} over already.`,
  ];
}

/** What of it does not do what was meant. */
function warningWords(area: Area, preview: ImportPreview): readonly string[] {
  const words = importWarnings(area, preview, []).map(
    (each) => `  line ${each.row}, ${longInstant(each.from, area.timezone)}: ${each.words}`,
  );
  if (words.length === 0) return [];
  const [shown, more] = [words.slice(0, mostWarnings), words.length - mostWarnings];
  return ['What may not be meant:', ...shown, ...(more > 0 ? [`  and ${more} more like these`] : [])];
}

/** "all of Monday 14 December 2026", "all of Monday … to Friday …" (the last day counts), or from when to when. */
function spanWords({ from, to }: Interval, zone: string): string {
  const [first, end] = [dayAt(from, zone), dayAt(to, zone)];
  const whole = startInstant(first, 0, zone) === from && endInstant(end, 0, zone) === to;
  if (!whole) return `${longInstant(from, zone)} to ${longEnd(to, zone)}`;
  return end - first === 1 ? `all of ${longDay(first)}` : `all of ${longDay(first)} to ${longDay(end - 1)}`;
}
