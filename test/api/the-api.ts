import express, { type Express } from 'express';
import request from 'supertest';
import { ApiKeys, type Role } from '../../src/api/api-keys.ts';
import { apiRouter, type ApiDeps } from '../../src/api/api-router.ts';
import type { Sources } from '../../src/api/route.ts';
import { onCall } from '../../src/rota/on-call.ts';
import type { Queryable } from '../../src/store/queryable.ts';
import { riverside } from '../statistics/riverside.ts';

/** Sunday 22 November 2026, ten in the morning. */
export const now = Date.UTC(2026, 10, 22, 10);

/** A secret of a key of this role. */
export function secretOf(role: Role): string {
  return `${role}-secret-of-32-characters-or-more`;
}

const keys = new ApiKeys(
  (['admin', 'manager', 'clinician', 'reader'] as const).map((role) => ({
    name: `the ${role}`,
    role,
    secret: secretOf(role),
  })),
);

const noDatabase: Queryable = {
  query: () => Promise.reject(new Error('This test asks nothing of the database')),
};

const noOverrides: Sources['overrides'] = {
  list: async () => [],
  mentions: async () => ({ clinician: false, line: false }),
  standing: async () => [],
  counted: async () => [],
  find: async () => [],
  requested: async () => undefined,
  add: () => Promise.reject(new Error('This test makes no override')),
  remove: () => Promise.reject(new Error('This test removes no override')),
};

const noCalendarFeeds: Sources['calendarFeeds'] = {
  make: () => Promise.reject(new Error('This test makes no feed')),
  list: async () => [],
  revoke: async () => false,
};

const noCalendarImports: Sources['calendarImports'] = {
  read: () => Promise.reject(new Error('This test imports nothing')),
  keep: () => Promise.reject(new Error('This test imports nothing')),
  list: async () => [],
  confirm: async () => ({ result: 'unknown' }),
  undo: async () => ({ result: 'unknown' }),
};

/** What the routes read from: the fictional Riverside, on a clock that stands still. */
export function theSources(change: Partial<Sources> = {}): Sources {
  return {
    database: noDatabase,
    rotas: () => ({ areas: [riverside()], hash: '' }),
    onCall: async (area, line, at) => onCall({ area, line, at }),
    overrides: noOverrides,
    calendarFeeds: noCalendarFeeds,
    calendarImports: noCalendarImports,
    phoneChecks: { begin: async () => true, since: async () => [] },
    clock: { now: () => now },
    ...change,
  };
}

/** An application with the API and nothing else. */
export function theApi(sources: Partial<Sources> = {}, deps: Partial<ApiDeps> = {}): Express {
  const app = express();
  app.use(apiRouter({ sources: theSources(sources), keys, version: '1.2.3', report: () => {}, ...deps }));
  return app;
}

/** Reads an address with a key of a role. */
export function read(app: Express, path: string, role: Role = 'reader'): request.Test {
  return request(app)
    .get(path)
    .set('Authorization', `Bearer ${secretOf(role)}`);
}
