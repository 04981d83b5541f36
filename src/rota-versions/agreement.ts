import type { Finding } from '../readiness.ts';
import type { Instant } from '../clock.ts';
import type { Serving } from './process-store.ts';
import type { Newest } from './version-store.ts';

/** What one look showed: what is served here, what elsewhere, and what was published last. */
export interface Look {
  readonly hash: string;
  readonly newest: Pick<Newest, 'number' | 'hash'> | undefined;
  readonly others: readonly Serving[];
}

/** A change reaches every process within 2 s, and each says so within 3: only what lasts longer is wrong. */
const patience = 6_000;

/** The beginning of a hash, enough to tell versions apart. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}

/** Whether all processes serve the same files, and since when they do not. */
export class Agreement {
  #look: Look | undefined;
  #since: Instant | undefined;
  #told = true;

  /** Takes in a look; gives how many different versions are served. */
  note(look: Look, at: Instant): number {
    // While files change one after the other, the others say for a moment what they served before.
    const moved = this.#look?.hash !== look.hash || this.#look.newest?.number !== look.newest?.number;
    this.#look = look;
    if (isAgreed(look)) this.#since = undefined;
    else if (moved) this.#since = at;
    else this.#since ??= at;
    return new Set([look.hash, ...look.others.map(({ hash }) => hash)]).size;
  }

  /** Nothing can be known now. */
  unknown(): void {
    this.#look = undefined;
    this.#since = undefined;
  }

  /** What is wrong, if it has lasted. */
  finding(at: Instant): Finding | undefined {
    const look = this.#look;
    if (!look || this.#since === undefined || at - this.#since < patience) return undefined;
    return { ok: false, detail: words(look) };
  }

  /** What the log is to say: once when it becomes wrong, and once when it is right again. */
  toTell(at: Instant): Finding | undefined {
    const wrong = this.finding(at);
    if (wrong && this.#told) {
      this.#told = false;
      return wrong;
    }
    if (this.#since !== undefined || this.#told || !this.#look) return undefined;
    this.#told = true;
    return { ok: true, detail: 'all processes serve the same rota files again' };
  }
}

function isAgreed({ hash, newest, others }: Look): boolean {
  return newest?.hash === hash && others.every((other) => other.hash === hash);
}

function words({ hash, newest, others }: Look): string {
  const elsewhere = [...new Set(others.map((other) => other.hash))].filter((each) => each !== hash);
  const there = elsewhere.length === 0 ? '' : `, ${elsewhere.map(shortHash).join(' and ')} elsewhere`;
  const published = newest ? `; the newest published is ${shortHash(newest.hash)}` : '';
  return `processes serve different rota files: ${shortHash(hash)} here${there}${published}`;
}
