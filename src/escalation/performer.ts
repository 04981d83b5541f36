import type { Logger } from 'pino';
import type { CallBook } from '../calls/call-book.ts';
import type { Clock } from '../clock.ts';
import type { AnyEffect } from '../outbox/effect.ts';
import type { Doer, Done } from '../outbox/done.ts';
import type { Claimed, Outbox } from '../outbox/outbox.ts';

export interface PerformerNeeds {
  readonly outbox: Outbox;
  readonly calls: CallBook;
  readonly doers: Doer;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observe: (kind: AnyEffect['kind'], result: 'done' | 'failed' | 'later') => void;
  /** Has an effect performed later. */
  readonly later: (claimed: Claimed, due: number) => void;
}

/**
 * How often something is tried that Twilio or the database would not do now. A leg, which may last two hours, is checked
 * every thirty seconds to its end: who was on it must be free again.
 */
const MOST_TRIES = 300;

/**
 * Performs effects. Each is claimed first, so that however often a job runs (a stalled one comes twice) the world
 * is asked once.
 */
export class Performer {
  readonly #needs: PerformerNeeds;

  constructor(needs: PerformerNeeds) {
    this.#needs = needs;
  }

  async perform(id: string): Promise<void> {
    const claimed = await this.#needs.outbox.claim(id, this.#needs.clock.now());
    if (claimed) await this.performClaimed(claimed);
  }

  async performClaimed(claimed: Claimed): Promise<void> {
    const { logger, observe, doers } = this.#needs;
    try {
      const done = await doers(claimed);
      await this.#finish(claimed, done);
      observe(claimed.effect.kind, resultOf(done));
    } catch (problem) {
      observe(claimed.effect.kind, 'later');
      logger.error(
        { err: problem, effect: claimed.id, kind: claimed.effect.kind, call: claimed.callId },
        'effect failed',
      );
      await this.#finish(claimed, { kind: 'again', in: 1_000 });
    }
  }

  async #finish(claimed: Claimed, done: Done): Promise<void> {
    const { outbox, clock, later } = this.#needs;
    switch (done.kind) {
      case 'stored':
      case 'unsettled':
        return;
      case 'done':
        return outbox.done(claimed.id, clock.now());
      case 'failed':
        return outbox.failed(claimed.id, done.problem, clock.now());
      case 'again': {
        if (claimed.tries >= MOST_TRIES) return outbox.failed(claimed.id, 'tried too often', clock.now());
        const due = clock.now() + done.in;
        await outbox.again(claimed.id, due);
        return later(claimed, due);
      }
    }
  }
}

function resultOf(done: Done): 'done' | 'failed' | 'later' {
  if (done.kind === 'again' || done.kind === 'unsettled') return 'later';
  return done.kind === 'failed' ? 'failed' : 'done';
}
