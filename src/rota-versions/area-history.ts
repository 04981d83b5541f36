import type { Instant } from '../clock.ts';
import { untilLater } from '../pieces.ts';
import { dutyHoursThrough, sumOfHours, type DutyHours, type RotaStretch } from '../rota/duty-hours.ts';
import { AreaReader } from '../rota/parse/area-reader.ts';
import type { Area, ClinicianId, Override } from '../rota/types.ts';
import type { Span } from '../statistics/period.ts';
import type { AreaVersion } from './area-versions.ts';

/** How the rota of an area was through a span of time. */
export interface AreaHistory {
  /** All of the span, in order. */
  readonly stretches: readonly RotaStretch[];
  /** From when on the rota is known as it was; what is before goes by the oldest known. `undefined`: it is not. */
  readonly knownSince: Instant | undefined;
}

/** A version as far as this program can read it. */
type ReadVersion = { readonly at: Instant } & (
  { readonly readable: true; readonly area: Area | undefined } | { readonly readable: false }
);

/** Works out the history of `area`, which is as the files have it now, from its versions, oldest first; in pieces. */
export async function areaHistory(
  area: Area,
  versions: readonly AreaVersion[],
  span: Span,
): Promise<AreaHistory> {
  const reader = new AreaReader(area.id);
  const read: ReadVersion[] = [];
  for (const version of versions) {
    await untilLater();
    read.push(readVersion(reader, version));
  }
  return stretchesOf(area, read, span);
}

/** The hours of each clinician through a history, a month at a time. */
export async function dutyHoursOf(
  { stretches }: AreaHistory,
  overrides: readonly Override[],
): Promise<ReadonlyMap<ClinicianId, DutyHours>> {
  const parts: ReadonlyMap<ClinicianId, DutyHours>[] = [];
  for (const piece of stretches.flatMap(inMonths)) {
    await untilLater();
    parts.push(dutyHoursThrough([piece], overrides));
  }
  return sumOfHours(parts);
}

const month = 31 * 86_400_000;

function inMonths({ area, from, to }: RotaStretch): readonly RotaStretch[] {
  const count = Math.ceil((to - from) / month);
  return Array.from({ length: count }, (_, place) => {
    const start = from + place * month;
    return { area, from: start, to: Math.min(to, start + month) };
  });
}

function readVersion(reader: AreaReader, { at, files }: AreaVersion): ReadVersion {
  if (files.length === 0) return { at, readable: true, area: undefined };
  const area = reader.read(files);
  return area ? { at, readable: true, area } : { at, readable: false };
}

/** From the newest back: what cannot be read goes by what came after it. */
function stretchesOf(now: Area, versions: readonly ReadVersion[], { from, to }: Span): AreaHistory {
  const stretches: RotaStretch[] = [];
  let [area, knownSince, unbroken]: [Area | undefined, Instant | undefined, boolean] = [now, undefined, true];
  let end = to;
  for (const version of versions.toReversed()) {
    if (version.readable) area = version.area;
    else unbroken = false;
    if (unbroken) knownSince = version.at;
    const start = Math.max(from, version.at);
    if (start < end) stretches.unshift({ area, from: start, to: end });
    end = Math.min(end, start);
  }
  if (from < end) stretches.unshift({ area, from, to: end });
  return { stretches, knownSince };
}
