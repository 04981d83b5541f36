import type { Pool } from 'pg';
import type { StoredEffect } from '../outbox/effect.ts';
import type { Clock } from '../clock.ts';
import { keepEffects } from '../outbox/keep-effects.ts';
import type { Done } from '../outbox/done.ts';
import type { Overrides } from '../overrides/overrides.ts';
import type { Area, Override, Rotas } from '../rota/types.ts';
import { forgetOld } from '../store/forget-old.ts';
import { inTransaction } from '../store/transaction.ts';
import { derivedId } from '../texts/derived-id.ts';
import { keptNotices, wasTold } from './kept-notices.ts';
import { noticesDue, type NoticesDue, type UncoveredDue } from './notice-times.ts';
import { digestKey, tellingsDue, toManagers } from './tellings.ts';
import { spanAhead, uncoveredSpans } from './uncovered.ts';
import { uncoveredNews } from './uncovered-news.ts';
import { keepUncoveredTold, uncoveredTold } from './uncovered-told.ts';

export interface LookAheadNeeds {
  readonly pool: Pool;
  readonly rotas: { readonly current: Rotas };
  readonly overrides: Pick<Overrides, 'standing'>;
  readonly clock: Clock;
  /** Has the effects performed: called after commit, must not throw and is not waited for. */
  readonly dispatch: (effects: readonly StoredEffect[]) => void;
}

const msPerHour = 3_600_000;
const msPerDay = 24 * msPerHour;

/**
 * Looks every hour at what an area's people are to be told: reminders, uncovered hours, the week, phones to check.
 * Each look is an effect that keeps the next one, so that it is swept, claimed once among many machines, and moved by
 * whoever moves the time, like all that is done later; a job scheduler of the queue would be lost with Redis.
 */
export class LookAhead {
  readonly #needs: LookAheadNeeds;

  constructor(needs: LookAheadNeeds) {
    this.#needs = needs;
  }

  /** Keeps the next look, at the next full hour, unless it is kept. */
  async begin(): Promise<void> {
    const { pool, clock, dispatch } = this.#needs;
    const now = clock.now();
    const dueAt = (Math.floor(now / msPerHour) + 1) * msPerHour;
    const look: StoredEffect = { id: derivedId('look-ahead', dueAt), effect: { kind: 'look-ahead', dueAt } };
    dispatch(await keepEffects(pool, [look], now));
  }

  /** One look at every area, and then at what need not be kept any more. Told twice is told once. */
  async look(): Promise<Done> {
    const { pool, rotas, clock } = this.#needs;
    await this.begin();
    const problems: unknown[] = [];
    for (const area of rotas.current.areas) {
      // What is wrong with one area keeps nothing from the others.
      await this.#lookAt(area).catch((problem: unknown) => problems.push(problem));
    }
    await forgetOld(pool, clock.now());
    if (problems.length > 0) throw problems[0];
    return { kind: 'done' };
  }

  async #lookAt(area: Area): Promise<void> {
    const { clock, overrides, pool, dispatch } = this.#needs;
    const now = clock.now();
    const due = await this.#withMissedDigest(area, noticesDue(area, now));
    const standing = await overrides.standing(area.id, now - 3 * msPerDay, now + 40 * msPerDay);
    if (due.uncovered) await this.#tellUncovered(area, due.uncovered, standing);
    const tellings = tellingsDue(area, due, standing, now);
    if (tellings.length === 0) return;
    const kept = await inTransaction(pool, async (client) => {
      const isNew = await keptNotices(client, area.id, tellings, now);
      const effects = tellings.filter(({ key }) => isNew.has(key)).flatMap((each) => each.effects);
      return keepEffects(client, effects, now);
    });
    dispatch(kept);
  }

  /** A week of which nobody was told, while they were told of the week before. */
  async #withMissedDigest(area: Area, due: NoticesDue): Promise<NoticesDue> {
    const { lateDigestOf } = due;
    if (lateDigestOf === undefined) return due;
    const isMissed = await wasTold(this.#needs.pool, digestKey(area, lateDigestOf - 7));
    return isMissed ? { ...due, digestOf: lateDigestOf } : due;
  }

  /** One text for all that is news: see `uncoveredNews`. Looks further than is due, so that no stretch is cut short. */
  async #tellUncovered(area: Area, due: UncoveredDue, overrides: readonly Override[]): Promise<void> {
    const { pool, clock, dispatch } = this.#needs;
    const now = clock.now();
    const wide = { from: due.within.from - msPerDay, to: due.within.to + 2 * msPerDay };
    const spans = uncoveredSpans(area, wide, overrides, now);
    const effects = await inTransaction(pool, async (client) => {
      const before = await uncoveredTold(client, area.id);
      const { fresh, told } = uncoveredNews(spans, before, due.before, now);
      if (JSON.stringify(told) !== JSON.stringify(before)) await keepUncoveredTold(client, area.id, told);
      if (fresh.length === 0) return [];
      const key = `uncovered ${area.id} ${now}`;
      const ahead = fresh.map((span) => spanAhead(span, due.within.from, now));
      return keepEffects(client, toManagers(area, key, { about: 'uncovered', spans: ahead }, now), now);
    });
    dispatch(effects);
  }
}
