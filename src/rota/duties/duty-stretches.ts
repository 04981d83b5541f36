import type { CoverageSpan } from '../coverage.ts';
import type { Interval } from '../hours.ts';
import type { ClinicianId } from '../types.ts';
import type { DutySeams } from './duty-seams.ts';

interface Person {
  readonly stretches: Interval[];
  /** How many of the person's seams are behind the spans given so far. */
  passed: number;
}

/** Puts together each person's duties from the spans of a line's coverage, which must come in order. */
export class DutyStretches {
  readonly #seams: DutySeams;
  readonly #people = new Map<ClinicianId, Person>();

  constructor(seams: DutySeams) {
    this.#seams = seams;
  }

  add({ from, to, people }: CoverageSpan): void {
    for (const id of people) {
      let person = this.#people.get(id);
      if (!person) this.#people.set(id, (person = { stretches: [], passed: 0 }));
      this.#addTo(person, this.#seams.get(id) ?? [], { from, to });
    }
  }

  people(): readonly ClinicianId[] {
    return [...this.#people.keys()];
  }

  /** In order; none overlaps another. */
  of(id: ClinicianId): readonly Interval[] {
    return this.#people.get(id)?.stretches ?? [];
  }

  #addTo(person: Person, seams: readonly number[], span: Interval): void {
    while ((seams[person.passed] ?? Infinity) < span.from) person.passed++;
    let { from } = span;
    const last = person.stretches.at(-1);
    if (last?.to === from && seams[person.passed] !== from) {
      person.stretches.pop();
      from = last.from;
    }
    for (
      let next = seams[person.passed];
      next !== undefined && next < span.to;
      next = seams[++person.passed]
    ) {
      if (next <= span.from) continue;
      person.stretches.push({ from, to: next });
      from = next;
    }
    person.stretches.push({ from, to: span.to });
  }
}
