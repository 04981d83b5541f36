import type { Area, Clinician } from '../types.ts';
import { isNoise, nameParts, nameWords } from './name-words.ts';
import { namedIn, type Naming } from './name-score.ts';

/** Who is meant, or why nobody was taken, with those who may be. */
export type ClinicianMatch =
  { readonly clinician: Clinician } | { readonly reason: string; readonly suggestions: readonly Clinician[] };

/**
 * With a lower score nobody is taken. 100: the id, or every word of the name; 95: surname and initial; 90: surname and
 * given name, one of them misspelt a little; 85: the surname alone. Under it: a misspelt surname without the given name
 * (60 to 70), a surname that is a word for something else and has no title (60), a given name alone (50), a surname with somebody else's given name (40).
 */
export const takenFrom = 80;

/** The score of a surname with somebody else's given name: whoever else is named there, two may be meant. */
const otherOfTheName = 40;
const mostSuggestions = 5;

/** Finds which of an area's clinicians a text names: a cell of a table, or the title of an event. */
export class ClinicianMatcher {
  readonly #area: Area;
  readonly #noise: ReadonlySet<string>;
  /** What repeats is worked out once. */
  readonly #matched = new Map<string, ClinicianMatch>();
  /** A Dr May is in the rota: then not every "May" is a month. */
  readonly #inNames: ReadonlySet<string>;
  readonly #given: ReadonlySet<string>;
  readonly #surnames: ReadonlySet<string>;
  readonly #parts: readonly { readonly clinician: Clinician; readonly parts: readonly string[] }[];

  constructor(area: Area) {
    this.#area = area;
    const names = [area.name, ...area.lines.flatMap(({ id, name }) => [id, name])];
    const parts = [...area.people.values()].map((each) => ({ clinician: each, parts: nameParts(each.name) }));
    const inNames = new Set(parts.flatMap((each) => each.parts));
    const words = names.flatMap((name) => nameWords(name).map(({ word }) => word));
    this.#noise = new Set(words.filter((word) => !inNames.has(word)));
    this.#inNames = inNames;
    const given = new Set(parts.flatMap((each) => each.parts.slice(0, -1)));
    this.#given = given;
    this.#surnames = new Set(
      parts.flatMap((each) => each.parts.slice(-1)).filter((each) => !given.has(each)),
    );
    this.#parts = parts;
  }

  /** Two who may be meant are nobody: whoever reads the preview decides. An id counts where the text may be one. */
  match(text: string, mayBeId = false): ClinicianMatch {
    const byId = mayBeId ? this.#area.people.get(text.trim()) : undefined;
    if (byId) return { clinician: byId };
    const known = this.#matched.get(text);
    if (known) return known;
    const match = this.#byName(text);
    this.#matched.set(text, match);
    return match;
  }

  #byName(text: string): ClinicianMatch {
    const found = this.#namings(text);
    const taken = clearly(found.filter(({ score }) => score >= takenFrom));
    const suggestions = found.map(({ clinician }) => clinician).slice(0, mostSuggestions);
    const [first] = taken;
    const besides = found.filter(
      ({ score, words }) => score === otherOfTheName && !words.some((each) => first?.words.includes(each)),
    );
    if (first && taken.length === 1 && besides.length === 0) return { clinician: first.clinician };
    if (first) return { reason: 'it may mean more than one person: write the whole name', suggestions };
    return {
      reason:
        found.length > 0
          ? 'it is not sure who is meant: write the whole name'
          : 'it names nobody of this area: where somebody is meant, write the name as in people.yaml',
      suggestions,
    };
  }

  #isNoise(word: string): boolean {
    return this.#noise.has(word) || (isNoise(word) && !this.#inNames.has(word));
  }

  #namings(text: string): readonly (Naming & { readonly clinician: Clinician })[] {
    const words = nameWords(text);
    const known = words.map((each) => {
      const { word } = each;
      const noise = this.#isNoise(word);
      return { ...each, noise, given: this.#given.has(word), surname: this.#surnames.has(word) };
    });
    return this.#parts
      .flatMap(({ clinician, parts }) => {
        const naming = namedIn(known, parts);
        return naming ? [{ ...naming, clinician }] : [];
      })
      .sort((one, other) => other.score - one.score || (one.clinician.id < other.clinician.id ? -1 : 1));
  }
}

/** Of two whom the same words name, one exactly and one nearly, the exact one is meant. */
function clearly<Found extends Naming>(found: readonly Found[]): readonly Found[] {
  return found.filter(
    (each) =>
      !found.some(
        (other) => other.exact && !each.exact && other.words.some((word) => each.words.includes(word)),
      ),
  );
}
