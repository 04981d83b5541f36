import { draftsOf, type ImportPreview } from '../calendars/import-preview.ts';
import { counted } from '../rota/counted.ts';
import { nameOf } from '../rota/ladder-words.ts';
import { overrideWarnings } from '../rota/override-warnings.ts';
import type { Area } from '../rota/types.ts';
import { longInstant } from '../rota/words.ts';

const mostWarnings = 20;

/** What an import would do, line by line. */
export function previewWords(area: Area, preview: ImportPreview): readonly string[] {
  const { as, matched, unmatched, leftOut } = preview;
  const zone = area.timezone;
  return [
    `${counted(matched.length, 'entry', 'entries')} to be written as ${as}:`,
    ...matched.map(({ line, clinician, adviceLine, from, to, text }) => {
      const where = adviceLine === null ? '' : ` on ${adviceLine}`;
      const when = `${longInstant(from, zone)} to ${longInstant(to, zone)}`;
      return `  line ${line}: ${nameOf(area, clinician)}${where}, ${when} ("${text}")`;
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

/** What of it does not do what was meant: a shift while the line is closed rings nobody. */
function warningWords(area: Area, preview: ImportPreview): readonly string[] {
  const words = draftsOf(area, preview).flatMap((draft, place) => {
    const where = `line ${preview.matched[place]?.line ?? 0}, ${longInstant(draft.from, area.timezone)}`;
    const warnings = overrideWarnings(area, [{ ...draft, id: `${place}` }], []);
    return warnings.map((each) => `  ${where}: ${each.words}`);
  });
  if (words.length === 0) return [];
  const [shown, more] = [words.slice(0, mostWarnings), words.length - mostWarnings];
  return ['What may not be meant:', ...shown, ...(more > 0 ? [`  and ${more} more like these`] : [])];
}
