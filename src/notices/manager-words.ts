import type { CoverageReport } from '../rota/coverage-report.ts';
import { hoursFigure, hoursWords, inHours } from '../rota/in-hours.ts';
import type { Area } from '../rota/types.ts';
import { fitted } from '../texts/gsm.ts';
import type { UncoveredSpan } from '../outbox/notice.ts';
import { spanWords } from '../texts/notice-words.ts';
import type { Said } from '../texts/reply-words.ts';

/** "Riverside: nobody for Haematology tomorrow 9am to 1pm. Please change the rota or add an extra." */
export function uncoveredWords(area: Area, spans: readonly UncoveredSpan[], said: Said): string {
  const each = spans.map(
    (span) =>
      `${area.lines.find(({ id }) => id === span.line)?.name ?? span.line} ${spanWords(span, said.now, said.zone)}`,
  );
  const say = (count: number): string => {
    const more = each.length > count ? `, and ${each.length - count} more` : '';
    return `${area.name}: nobody for ${each.slice(0, count).join('; ')}${more}.`;
  };
  return fitted(
    `${say(each.length)} Please change the rota.`,
    say(each.length),
    ...[4, 3, 2, 1].filter((count) => count < each.length).map(say),
    `${area.name}: ${each.length} stretches with nobody. See rotaline rota gaps.`,
  );
}

/** The figures of the weekly digest. Hours are of open time, and none only where there is none. */
export interface WeekFigures {
  readonly hoursWithNobody: number;
  readonly hoursThin: number;
  readonly withoutPhone: number;
  readonly failingPhones: number;
  readonly holidaysUndecided: number;
  /** Leave, swaps and extras that change nothing: see `lostOverrides`. */
  readonly overridesLost: number;
}

export function weekFigures({ lines, phones, lost }: CoverageReport): WeekFigures {
  const hours = (of: (line: CoverageReport['lines'][number]) => number): number =>
    inHours(lines.reduce((sum, line) => sum + of(line), 0));
  return {
    hoursWithNobody: hours(({ nobody }) => nobody),
    hoursThin: hours(({ thin }) => thin),
    withoutPhone: phones.filter(({ failing }) => failing === undefined).length,
    failingPhones: phones.filter(({ failing }) => failing !== undefined).length,
    holidaysUndecided: lines.reduce((sum, { undecided }) => sum + undecided.length, 0),
    overridesLost: lost.length,
  };
}

/** "Riverside this week: 3 hours with nobody, 12 with too few. …", or that all is well as far as is known. */
export function weekWords(area: Area, figures: WeekFigures): string {
  const { hoursWithNobody, hoursThin, withoutPhone, failingPhones, holidaysUndecided, overridesLost } =
    figures;
  const people = [
    ...counted(withoutPhone, 'person without a phone', 'people without a phone'),
    ...counted(failingPhones, 'with a failing phone', 'with failing phones'),
    ...counted(holidaysUndecided, 'holiday not decided', 'holidays not decided'),
    ...counted(overridesLost, 'override without effect', 'overrides without effect'),
  ];
  if (hoursWithNobody + hoursThin + people.length === 0) {
    const well = 'every open hour has enough people, and no phone is known to fail.';
    return fitted(`${area.name} this week: ${well}`, `This week: ${well}`);
  }
  const hours = `${hoursWords(hoursWithNobody)} with nobody, ${hoursFigure(hoursThin)} with too few`;
  return fitted(
    `${area.name} this week: ${[hours, ...people].join(', ')}. See rotaline rota gaps.`,
    `${area.name} this week: ${hours}. See rotaline rota gaps.`,
    `This week: ${hours}. See rotaline rota gaps.`,
  );
}

function counted(count: number, one: string, several: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
}
