import type { Instant } from '../clock.ts';
import { bankHolidays, bankHolidaysKnown } from '../rota/bank-holidays.ts';
import { dayNumber, dayText } from '../rota/calendar-day.ts';
import type { DayNumber } from '../rota/calendar-day.ts';
import type { Area, Division } from '../rota/types.ts';
import { longDay } from '../rota/words.ts';
import { dayAt } from '../rota/zone-day.ts';
import { rotasFolder, type CommandContext, type ExitCode } from './command-context.ts';

const nations: readonly { readonly division: Division; readonly name: string }[] = [
  { division: 'england-and-wales', name: 'England and Wales' },
  { division: 'scotland', name: 'Scotland' },
  { division: 'northern-ireland', name: 'Northern Ireland' },
];

const remedy = 'update Rotaline, or add bankHolidayDates in service.yaml.';

/** `rota holidays`: the bank holidays to come, by nation, then the areas' own; a warning a year before they run out. */
export async function rotaHolidays(context: CommandContext): Promise<ExitCode> {
  const { rotas } = await context.readRotas(rotasFolder(context));
  const today = dayAt(context.clock.now(), 'Europe/London');
  for (const { division, name } of nations) {
    context.print(`${name}:`);
    for (const { date, title } of bankHolidays(division)) {
      if (date >= dayText(today)) context.print(`  ${inWords(date)}: ${title}`);
    }
  }
  for (const area of rotas?.areas ?? []) areaWords(area, today).forEach((line) => context.print(line));
  context.print(`Known until ${inWords(bankHolidaysKnown.to)}.`);
  const warning = holidaysWarning(context.clock.now());
  if (warning !== undefined) context.complain(warning);
  return 0;
}

/** What to say when the data shipped runs out within a year of `now`; `undefined` while it is good for longer. */
export function holidaysWarning(now: Instant): string | undefined {
  const last = dayNumber(bankHolidaysKnown.to) ?? 0;
  const left = last - dayAt(now, 'Europe/London');
  if (left >= 365) return undefined;
  const runOut = left < 0 ? 'have run out' : 'run out within a year';
  return `The bank holidays ${runOut} (${inWords(bankHolidaysKnown.to)}): ${remedy}`;
}

/** The same of what is looked at up to `to`; `undefined` where every bank holiday until then is known. */
export function holidaysUnknown(to: Instant): string | undefined {
  if (dayAt(to - 1, 'Europe/London') <= (dayNumber(bankHolidaysKnown.to) ?? 0)) return undefined;
  const until = inWords(bankHolidaysKnown.to);
  return `The bank holidays are known until ${until} only, and later ones count as any other day: ${remedy}`;
}

function areaWords(area: Area, today: DayNumber): readonly string[] {
  const days = area.extraHolidays.filter((date) => date >= dayText(today)).toSorted();
  if (days.length === 0) return [];
  return [`${area.name}, its own days:`, ...days.map((date) => `  ${inWords(date)}`)];
}

function inWords(date: string): string {
  const day = dayNumber(date);
  return day === undefined ? date : longDay(day);
}
