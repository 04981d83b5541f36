import type { Instant } from '../clock.ts';
import { bankHolidayTitle, holidaysUnknownWords } from './bank-holidays.ts';
import { ladderPlaces } from './ladder-places.ts';
import type { Place } from './ladder-places.ts';
import { ladderWords } from './ladder-words.ts';
import { isOpen, opensNext } from './opening.ts';
import { inRingOrder, withBackOff } from './ring-order.ts';
import { standingOverrides } from './standing-overrides.ts';
import type { Area, Line, OnCall, Override, RingHistory, Rung } from './types.ts';
import { spokenInstant } from './words.ts';
import { dayAt } from './zone-day.ts';

export interface OnCallQuestion {
  readonly area: Area;
  readonly line: Line;
  readonly at: Instant;
  /** Any overrides; those of other areas, lines and times are left aside. Absent: none. */
  readonly overrides?: readonly Override[];
  /** What the line's order needs to know. Absent: nobody was rung yet. */
  readonly history?: RingHistory;
}

/** The history of a line on which nobody was rung yet. */
export const noHistory: RingHistory = { lastRung: undefined, lastTook: new Map(), tookToday: new Map() };

/**
 * Who may be rung on `line` at `at`, in order, and why. Pure: the same question has the same answer. Where several
 * overrides hold for one person, pause > leave > swap > extra > rota.
 */
export function onCall(question: OnCallQuestion): OnCall {
  const { area, line, at } = question;
  const answer = byKnownHolidays(question);
  const doubt = holidaysUnknownWords(area, line, dayAt(at, area.timezone));
  return doubt === undefined ? answer : { ...answer, why: [...answer.why, doubt] };
}

function byKnownHolidays(question: OnCallQuestion): OnCall {
  const { area, line, at, overrides = [], history = noHistory } = question;
  if (!isOpen(area, line, at)) return closed(question);
  const standing = standingOverrides(overrides, { area: area.id, line: line.id }, at);
  const ordered = inRingOrder(ladderPlaces(area, line, at, standing), line.ring.order, history);
  const places = withBackOff(ordered, history, at);
  const why = ladderWords({ area, line, at, history }, places);
  return { open: true, opensNext: undefined, ladder: rungs(places), why };
}

/** The places that may be rung, as a ladder. */
export function rungs(places: readonly Place[]): readonly Rung[] {
  const found: Rung[] = [];
  for (const { clinician, skip, tier, until } of places) {
    if (clinician && !skip) found.push({ clinician, tier, until });
  }
  return found;
}

function closed({ area, line, at }: OnCallQuestion): OnCall {
  const next = opensNext(area, line, at);
  const title = line.bankHolidays === 'closed' ? bankHolidayTitle(area, dayAt(at, area.timezone)) : undefined;
  const closedFor = title === undefined ? '' : ` for ${title}`;
  const opens =
    next === undefined ? 'does not open within a year' : `opens ${spokenInstant(next, at, area.timezone)}`;
  return {
    open: false,
    opensNext: next,
    ladder: [],
    why: [`${line.name} is closed${closedFor} and ${opens}`],
  };
}
