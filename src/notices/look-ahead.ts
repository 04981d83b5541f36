import type { Pool } from 'pg';
import type { StoredEffect } from '../calls/save-decision.ts';
import type { Clock, Instant } from '../clock.ts';
import { keepEffects } from '../escalation/keep-effects.ts';
import type { Done } from '../escalation/done.ts';
import type { Overrides } from '../overrides/overrides.ts';
import type { Area, Override, Rotas } from '../rota/types.ts';
import { startInstant } from '../rota/zone-day.ts';
import type { Queryable } from '../statistics/queryable.ts';
import { forgetOld } from '../store/forget-old.ts';
import { inTransaction } from '../store/transaction.ts';
import { derivedId } from '../texts/derived-id.ts';
import { dutiesOnDay } from '../texts/duties.ts';
import { mobileOf, takesTexts } from '../texts/mobile.ts';
import type { ManagerNotice, Notice } from '../texts/notice.ts';
import { noticesDue } from './notice-times.ts';
import { spanKey, uncoveredSpans } from './uncovered.ts';

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

/** Something to be told once: by this key, with these effects. */
interface Telling {
  readonly key: string;
  readonly kind: string;
  readonly effects: readonly StoredEffect[];
}

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
    for (const area of rotas.current.areas) await this.#lookAt(area);
    await forgetOld(pool, clock.now());
    return { kind: 'done' };
  }

  async #lookAt(area: Area): Promise<void> {
    const { clock, overrides } = this.#needs;
    const now = clock.now();
    const due = noticesDue(area, now);
    const standing = await overrides.standing(area.id, now - 3 * msPerDay, now + 40 * msPerDay);
    const { remindersFor, uncoveredIn, digestOf, checkPhonesOf } = due;
    if (uncoveredIn) await this.#tellUncovered(area, uncoveredSpans(area, uncoveredIn, standing, now));
    if (digestOf !== undefined) {
      const key = `digest ${area.id} ${digestOf}`;
      const tell: ManagerNotice = { about: 'week', monday: digestOf };
      await this.#tell(area, { key, kind: 'digest', effects: toManagers(area, key, tell, now) });
    }
    if (checkPhonesOf !== undefined) {
      const key = `check-phones ${area.id} ${checkPhonesOf}`;
      const effect = { kind: 'check-phones', area: area.id, since: now, dueAt: now } as const;
      await this.#tell(area, { key, kind: 'check-phones', effects: [{ id: derivedId(key), effect }] });
    }
    if (remindersFor !== undefined) {
      for (const each of reminders(area, remindersFor, standing, now)) await this.#tell(area, each);
    }
  }

  /** One text for all that nobody was told of yet. */
  async #tellUncovered(area: Area, spans: ReturnType<typeof uncoveredSpans>): Promise<void> {
    const { pool, clock, dispatch } = this.#needs;
    const now = clock.now();
    if (spans.length === 0) return;
    const effects = await inTransaction(pool, async (client) => {
      const isNew = await Promise.all(
        spans.map((span) => keepNotice(client, area, { key: spanKey(area, span), kind: 'uncovered' }, now)),
      );
      const fresh = spans.filter((_, index) => isNew[index]);
      if (fresh.length === 0) return [];
      const key = fresh.map((span) => spanKey(area, span)).join();
      return keepEffects(client, toManagers(area, key, { about: 'uncovered', spans: fresh }, now), now);
    });
    dispatch(effects);
  }

  async #tell(area: Area, telling: Telling): Promise<void> {
    const { pool, clock, dispatch } = this.#needs;
    const now = clock.now();
    const kept = await inTransaction(pool, async (client) =>
      (await keepNotice(client, area, telling, now)) ? keepEffects(client, telling.effects, now) : [],
    );
    dispatch(kept);
  }
}

/** False when it was kept before. */
async function keepNotice(
  database: Queryable,
  area: Area,
  { key, kind }: Pick<Telling, 'key' | 'kind'>,
  at: Instant,
): Promise<boolean> {
  const { rows } = await database.query(
    'insert into notices (key, area, kind, sent_at) values ($1, $2, $3, $4) on conflict (key) do nothing returning key',
    [key, area.id, kind, new Date(at)],
  );
  return rows.length > 0;
}

/** A text to each manager, and the same to the area's own address. */
function toManagers(area: Area, key: string, tell: ManagerNotice, dueAt: Instant): readonly StoredEffect[] {
  const texts = area.managers.flatMap((number, manager): StoredEffect[] => {
    const notice: Notice = { about: 'managers', area: area.id, manager, tell };
    const id = derivedId(key, 'manager', manager);
    return takesTexts(number) ? [{ id, effect: { kind: 'send-notice', notice, dueAt } }] : [];
  });
  if (area.alertWebhook === undefined) return texts;
  const effect = { kind: 'post-alert', area: area.id, tell, dueAt } as const;
  return [...texts, { id: derivedId(key, 'webhook'), effect }];
}

/** For everybody who begins a shift that day, wants to be told, and has a phone that takes texts. */
function reminders(
  area: Area,
  day: number,
  overrides: readonly Override[],
  dueAt: Instant,
): readonly Telling[] {
  const near = startInstant(day, 0, area.timezone);
  const around = overrides.filter(({ from, to }) => to > near - 2 * msPerDay && from < near + 3 * msPerDay);
  return [...area.people.values()].flatMap((person): Telling[] => {
    if (!person.reminders || !mobileOf(person)) return [];
    if (dutiesOnDay(area, person.id, day, around).length === 0) return [];
    const key = `reminder ${area.id}/${person.id} ${day}`;
    const notice: Notice = { about: 'reminder', area: area.id, clinician: person.id, day };
    return [
      {
        key,
        kind: 'reminder',
        effects: [{ id: derivedId(key), effect: { kind: 'send-notice', notice, dueAt } }],
      },
    ];
  });
}
