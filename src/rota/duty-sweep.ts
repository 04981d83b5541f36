import type { Instant } from '../clock.ts';
import type { Interval } from './hours.ts';
import { ladderPlaces } from './ladder-places.ts';
import { dayPlan } from './line-calendar.ts';
import type { ShiftInterval } from './line-calendar.ts';
import { rungs } from './on-call.ts';
import { standingOverrides } from './standing-overrides.ts';
import type { Area, ClinicianId, Line, Override } from './types.ts';
import { dayAt } from './zone-day.ts';

export interface CoverageQuestion {
  readonly area: Area;
  readonly line: Line;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  /** Absent: none. */
  readonly overrides?: readonly Override[];
}

/** The shifts that hold at some time, as people. */
interface Crew {
  readonly rostered: ReadonlySet<ClinicianId>;
  /** Those of them who have a phone. */
  readonly people: readonly ClinicianId[];
}

/**
 * Goes through time once, from one change of shift to the next, and keeps count of who may be rung. A year of a large
 * rota has thousands of changes but only some hundred different sets of shifts: each set's people are worked out
 * once. Only while an override holds for one of them is the ladder itself asked.
 */
export class DutySweep {
  readonly #question: CoverageQuestion;
  readonly #shifts: Holding<ShiftInterval>;
  readonly #overrides: Holding<Override>;
  readonly #edges: Float64Array;
  readonly #crews = new Map<string, Crew>();
  #nextEdge = 0;

  constructor(question: CoverageQuestion) {
    const shifts = shiftsWithin(question);
    const overrides = overridesWithin(question);
    this.#question = question;
    this.#shifts = new Holding(shifts);
    this.#overrides = new Holding(overrides);
    this.#edges = edgesOf([...shifts, ...overrides]);
  }

  /** Who may be rung at `at`, in the order of the ladder as it is listed. No question may go back in time. */
  peopleAt(at: Instant): readonly ClinicianId[] {
    while ((this.#edges[this.#nextEdge] ?? Infinity) <= at) this.#nextEdge++;
    const crew = this.#crew(this.#shifts.at(at));
    const standing = this.#overrides.at(at);
    const matters = standing.some(({ kind, clinician }) => kind === 'extra' || crew.rostered.has(clinician));
    return matters ? this.#ladderAt(at, standing) : crew.people;
  }

  /** The first instant after the one asked for last at which the people can be others. */
  get nextChange(): Instant {
    return this.#edges[this.#nextEdge] ?? Infinity;
  }

  #crew(shifts: readonly ShiftInterval[]): Crew {
    let key = '';
    for (const { place } of shifts) key += `${place} `;
    let crew = this.#crews.get(key);
    if (!crew) {
      const { people } = this.#question.area;
      const inOrder = shifts.toSorted(
        (one, other) => one.shift.tier - other.shift.tier || one.place - other.place,
      );
      const rostered = new Set(inOrder.flatMap(({ shift }) => shift.people));
      crew = { rostered, people: [...rostered].filter((id) => (people.get(id)?.phones.length ?? 0) > 0) };
      this.#crews.set(key, crew);
    }
    return crew;
  }

  #ladderAt(at: Instant, overrides: readonly Override[]): readonly ClinicianId[] {
    const { area, line } = this.#question;
    const standing = standingOverrides(overrides, { area: area.id, line: line.id }, at);
    return rungs(ladderPlaces(area, line, at, standing)).map(({ clinician }) => clinician.id);
  }
}

/** Which of many intervals hold, as time goes on. */
class Holding<Each extends Interval> {
  readonly #all: readonly Each[];
  #next = 0;
  #now: Each[] = [];

  /** `all` in the order in which they begin. */
  constructor(all: readonly Each[]) {
    this.#all = all;
  }

  at(at: Instant): readonly Each[] {
    if (this.#now.some(({ to }) => to <= at)) this.#now = this.#now.filter(({ to }) => at < to);
    for (let next = this.#all[this.#next]; next && next.from <= at; next = this.#all[++this.#next]) {
      if (at < next.to) this.#now.push(next);
    }
    return this.#now;
  }
}

/** In the order in which they begin. Whatever runs into the time asked for began the day before at the earliest. */
function shiftsWithin({ area, line, from, to }: CoverageQuestion): readonly ShiftInterval[] {
  const found: ShiftInterval[] = [];
  const last = dayAt(to, area.timezone);
  for (let day = dayAt(from, area.timezone) - 1; day <= last; day++) {
    for (const shift of dayPlan(area, line, day).shifts) {
      if (shift.to > from && shift.from < to) found.push(shift);
    }
  }
  return found.sort((one, other) => one.from - other.from);
}

/** The overrides that count for this line in this time, in the order in which they begin. */
function overridesWithin({ area, line, from, to, overrides = [] }: CoverageQuestion): readonly Override[] {
  return overrides
    .filter(
      (each) =>
        each.area === area.id &&
        (each.line === undefined || each.line === line.id) &&
        each.from < to &&
        each.to > from,
    )
    .sort((one, other) => one.from - other.from);
}

/** Every beginning and end, in order. */
function edgesOf(intervals: readonly Interval[]): Float64Array {
  const edges = new Float64Array(intervals.length * 2);
  let place = 0;
  for (const { from, to } of intervals) {
    edges[place++] = from;
    edges[place++] = to;
  }
  return edges.sort();
}
