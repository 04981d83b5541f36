import { linesOf } from '../rota/duties/line-duties.ts';
import type { OnCallOnLines } from '../calls/on-call-now.ts';
import type { Clock } from '../clock.ts';
import type { Overrides } from '../overrides/overrides.ts';
import { dutiesOf, lookAhead } from '../rota/duties/clinician-duties.ts';
import type { Texting } from './pause-by-text.ts';
import { nextWords, whoWords } from './reply-words.ts';

export interface RotaNeeds {
  readonly onCall: OnCallOnLines;
  readonly overrides: Pick<Overrides, 'standing'>;
  readonly clock: Clock;
}

const msPerDay = 86_400_000;

/** WHO and NEXT. */
export class RotaByText {
  readonly #needs: RotaNeeds;

  constructor(needs: RotaNeeds) {
    this.#needs = needs;
  }

  /** Who would be rung now on their lines. */
  async who({ area, clinician }: Texting): Promise<string> {
    const { overrides, onCall, clock } = this.#needs;
    const now = clock.now();
    const lines = linesOf(area, clinician.id, await overrides.standing(area.id, now, now + 1));
    const answers = await onCall(area, lines, now);
    const known = lines.flatMap(({ name }, place) => {
      const answer = answers[place];
      return answer ? [{ name, onCall: answer }] : [];
    });
    return whoWords(known, { now, zone: area.timezone });
  }

  /** The shift that they are on, and the next. */
  async next({ area, clinician }: Texting): Promise<string> {
    const { overrides, clock } = this.#needs;
    const now = clock.now();
    const span = { from: now - 2 * msPerDay, to: now + lookAhead * msPerDay };
    const standing = await overrides.standing(area.id, span.from - 2 * msPerDay, span.to + 2 * msPerDay);
    const duties = dutiesOf(area, clinician.id, span, standing).filter(({ to }) => to > now);
    const current = duties.filter(({ from }) => from <= now);
    const next = duties.filter(({ from }) => from > now);
    return nextWords(current, next, { now, zone: area.timezone });
  }
}
