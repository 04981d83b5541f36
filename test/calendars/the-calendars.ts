import { randomUUID } from 'node:crypto';
import express, { type Express } from 'express';
import helmet from 'helmet';
import request from 'supertest';
import { ApiKeys } from '../../src/api/api-keys.ts';
import { apiRouter } from '../../src/api/api-router.ts';
import { CalendarFeeds } from '../../src/calendars/calendar-feeds.ts';
import { CalendarImports } from '../../src/calendars/calendar-imports.ts';
import { feedRouter, type FeedLimits } from '../../src/calendars/feed-router.ts';
import { newFeedSecret } from '../../src/calendars/feed-secret.ts';
import type { Instant } from '../../src/clock.ts';
import { Overrides } from '../../src/overrides/overrides.ts';
import type { Rotas } from '../../src/rota/types.ts';
import { theSources } from '../api/the-api.ts';
import { wall } from '../rota/a-rota.ts';
import type { Store } from '../stores.ts';
import { calendarRotas } from './an-area.ts';

export type Who = 'manager' | 'ahmed' | 'brown' | 'elsewhere' | 'reader';

const names: Record<Who, [name: string, role: 'manager' | 'clinician' | 'reader']> = {
  manager: ['manager-a', 'manager'],
  ahmed: ['riverside/ahmed', 'clinician'],
  brown: ['riverside/brown', 'clinician'],
  elsewhere: ['hillside/ahmed', 'clinician'],
  reader: ['board', 'reader'],
};

/** The API and the feeds of one fictional area, on a clock and with a rota that a test may change. */
export class TheCalendars {
  readonly app: Express;
  readonly overrides: Overrides;
  readonly imports: CalendarImports;
  /** What was reported as an error. */
  readonly reported: unknown[] = [];
  rotas: Rotas = calendarRotas();
  now: Instant = wall('2026-11-22 10:00');
  readonly #store: Store;

  constructor(store: Store, limits?: FeedLimits) {
    this.#store = store;
    const { pool } = store.database;
    const clock = { now: () => this.now };
    const report = (error: unknown): void => void this.reported.push(error);
    this.overrides = new Overrides(pool, clock, randomUUID);
    this.imports = new CalendarImports(pool, clock, randomUUID);
    const feeds = new CalendarFeeds({
      ...{ database: pool, rotas: () => this.rotas, overrides: this.overrides, clock, newId: randomUUID },
      ...{ newSecret: newFeedSecret, publicUrl: 'https://rotaline.example' },
    });
    const sources = theSources({
      ...{ database: pool, rotas: () => this.rotas, overrides: this.overrides, clock },
      ...{ calendarFeeds: feeds, calendarImports: this.imports },
    });
    const keys = new ApiKeys(
      Object.entries(names).map(([who, [name, role]]) => ({ name, role, secret: secretOf(who) })),
    );
    this.app = express();
    this.app.use(helmet());
    this.app.use(feedRouter({ feeds, report, ...(limits && { limits }) }));
    this.app.use(apiRouter({ sources, keys, version: '1.2.3', report }));
  }

  get(path: string, who: Who = 'manager'): request.Test {
    return request(this.app)
      .get(`/api/v1/areas/riverside/${path}`)
      .set(...bearer(who));
  }

  post(path: string, sent?: object, who: Who = 'manager'): request.Test {
    const asked = request(this.app)
      .post(`/api/v1/areas/riverside/${path}`)
      .set(...bearer(who));
    return sent ? asked.send(sent) : asked;
  }

  remove(path: string, who: Who = 'manager'): request.Test {
    return request(this.app)
      .delete(`/api/v1/areas/riverside/${path}`)
      .set(...bearer(who));
  }

  /** Sends a file to be imported. */
  send(query: string, text: string | Buffer, type = 'text/csv', who: Who = 'manager'): request.Test {
    return this.post(`calendar-imports?${query}`, undefined, who).set('Content-Type', type).send(text);
  }

  /** What whoever has this address reads. */
  read(url: string): request.Test {
    return request(this.app).get(new URL(url).pathname);
  }

  /** Every override there is, removed or not. */
  async stored(): Promise<
    readonly { kind: string; clinician: string; line: string | null; removed: boolean }[]
  > {
    const { rows } = await this.#store.database.pool.query(
      `select kind, clinician, line, removed_at is not null as removed from overrides order by starts_at, clinician`,
    );
    return rows;
  }
}

function secretOf(who: string): string {
  return `${who}-secret-of-32-characters-or-more`;
}

function bearer(who: Who): ['Authorization', string] {
  return ['Authorization', `Bearer ${secretOf(who)}`];
}
