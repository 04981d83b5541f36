import type { Instant } from '../clock.ts';
import { instantFromText } from './instant-text.ts';
import { didYouMean } from './parse/did-you-mean.ts';
import { shown } from './parse/shown.ts';
import type { Area, ClinicianId, Override } from './types.ts';
import { dayAt, minutesAt, startInstant } from './zone-day.ts';

/** An override before it has an id. */
export type OverrideDraft = Omit<Override, 'id'>;

/** An override as somebody asks for it. */
export interface OverrideWish {
  readonly kind: Override['kind'];
  readonly clinician: ClinicianId;
  /** For a swap: who stands in. */
  readonly with?: ClinicianId | undefined;
  /** For a swap: each stands in for the other. */
  readonly bothWays?: boolean | undefined;
  readonly line?: string | undefined;
  /** ISO 8601; without an offset, the wall clock of the area. */
  readonly from: string;
  /** The same, exclusive. */
  readonly to: string;
  readonly why: string;
}

/** What is wrong with one field, and what to do about it: "must be after \"from\"". */
export interface WishFault {
  readonly field: keyof OverrideWish;
  readonly message: string;
}

export type DraftReading =
  | { readonly drafts: readonly [OverrideDraft, ...OverrideDraft[]] }
  | { readonly faults: readonly WishFault[] };

/** The most days that one override may last. */
export const longestDays = 400;

const instantMessage =
  'must be a time in the years 2000 to 2199: "2026-12-01T09:00:00Z", or "2026-12-01T09:00" on the clocks of the area';

/** One draft, or two for a swap both ways; or every fault at once. */
export function draftOverride(area: Area, wish: OverrideWish, now: Instant): DraftReading {
  const span = spanFaults(area, wish, now);
  const faults = [...peopleFaults(area, wish), ...lineFaults(area, wish), ...span.faults];
  if (faults.length > 0) return { faults };
  const { kind, clinician, line, why } = wish;
  const { from, to } = span;
  const draft = { area: area.id, line, kind, clinician, with: wish.with, from, to, why: why.trim() };
  if (!wish.bothWays || wish.with === undefined) return { drafts: [draft] };
  return { drafts: [draft, { ...draft, clinician: wish.with, with: clinician }] };
}

function peopleFaults(area: Area, wish: OverrideWish): readonly WishFault[] {
  const faults: WishFault[] = [];
  const add = (field: keyof OverrideWish, message: string): void => void faults.push({ field, message });
  if (!area.people.has(wish.clinician)) add('clinician', unknownPerson(area, wish.clinician));
  if (wish.kind !== 'swap') {
    if (wish.with !== undefined) add('with', `must be left out: only a swap is with somebody`);
    if (wish.bothWays) add('bothWays', 'must be left out: only a swap goes both ways');
    return faults;
  }
  if (wish.with === undefined) add('with', 'must be given for a swap: the id of who stands in');
  else if (wish.with === wish.clinician) add('with', 'must be somebody else: nobody swaps with themselves');
  else if (!area.people.has(wish.with)) add('with', unknownPerson(area, wish.with));
  return faults;
}

function unknownPerson({ id, people }: Area, given: string): string {
  return `${shown(given)} is not in people.yaml of ${id}${didYouMean(given, people.keys())}`;
}

function lineFaults({ lines }: Area, { kind, line }: OverrideWish): readonly WishFault[] {
  const ids = lines.map(({ id }) => id);
  if (line === undefined) {
    if (kind !== 'extra') return [];
    return [{ field: 'line', message: `must be given for an extra: one of ${ids.join(', ')}` }];
  }
  if (ids.includes(line)) return [];
  return [{ field: 'line', message: `${shown(line)} is not a line of this area${didYouMean(line, ids)}` }];
}

interface SpanReading {
  readonly from: Instant;
  readonly to: Instant;
  readonly faults: readonly WishFault[];
}

function spanFaults({ timezone }: Area, wish: OverrideWish, now: Instant): SpanReading {
  const from = instantFromText(wish.from, timezone);
  const to = instantFromText(wish.to, timezone, 'end');
  const faults: WishFault[] = [];
  if (!isNear(from)) faults.push({ field: 'from', message: instantMessage });
  if (!isNear(to)) faults.push({ field: 'to', message: instantMessage });
  if (!isNear(from) || !isNear(to)) return { from: 0, to: 0, faults };
  const message = orderFault({ from, to }, timezone, now);
  return { from, to, faults: message === undefined ? [] : [{ field: 'to', message }] };
}

const years = { first: Date.UTC(2000, 0), last: Date.UTC(2200, 0) } as const;

function isNear(at: Instant | undefined): at is Instant {
  return at !== undefined && years.first <= at && at < years.last;
}

function orderFault(
  { from, to }: { readonly from: Instant; readonly to: Instant },
  zone: string,
  now: Instant,
): string | undefined {
  if (to <= from) return 'must be after "from"; it is not counted itself';
  if (to <= now) return 'must be in the future: an override of the past changes nothing';
  const latest = startInstant(dayAt(from, zone) + longestDays, minutesAt(from, zone), zone);
  return to > latest ? `must be at most ${longestDays} days after "from"` : undefined;
}
