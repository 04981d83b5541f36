import type { z } from 'zod';
import type { Clock, Instant } from '../clock.ts';
import type { CalendarFeeds } from '../calendars/calendar-feeds.ts';
import type { CalendarImports } from '../calendars/calendar-imports.ts';
import type { Overrides } from '../overrides/overrides.ts';
import type { PhoneCheckRounds } from '../phone-checks/phone-check-rounds.ts';
import type { PhoneChecks } from '../phone-checks/phone-checks.ts';
import type { Area, Line, OnCall, Rotas } from '../rota/types.ts';
import type { Queryable } from '../store/queryable.ts';
import type { KeyHolder } from './api-keys.ts';
import { parseQuery, parseSent } from './parse-query.ts';
import type { Permission } from './permissions.ts';
import { Problem } from './problem.ts';
import type { CsvReply, Reply } from './reply.ts';

/** What the routes read from, and write to. */
export interface Sources {
  readonly database: Queryable;
  /** The rotas in force now. */
  readonly rotas: () => Rotas;
  /** Who may be rung on a line at an instant, overrides and history counted. */
  readonly onCall: (area: Area, line: Line, at: Instant) => Promise<OnCall>;
  readonly overrides: Pick<
    Overrides,
    'list' | 'mentions' | 'standing' | 'counted' | 'find' | 'requested' | 'add' | 'remove'
  >;
  readonly calendarFeeds: Pick<CalendarFeeds, 'make' | 'list' | 'revoke'>;
  readonly calendarImports: Pick<CalendarImports, 'read' | 'keep' | 'list' | 'confirm' | 'undo'>;
  readonly phoneChecks: Pick<PhoneCheckRounds, 'begin'> & Pick<PhoneChecks, 'since'>;
  readonly clock: Clock;
}

export type Method = 'get' | 'post' | 'delete';

/** A request as it came. Nothing of it has been checked but who sent it. */
export interface RawRequest {
  readonly params: unknown;
  readonly query: unknown;
  /** The JSON of its body, or the bytes of the file sent; `undefined` where the route takes none. */
  readonly sent: unknown;
  /** The header "Content-Type"; empty: none. */
  readonly mediaType: string;
  /** The header "Idempotency-Key". */
  readonly requestKey: string | undefined;
  readonly holder: KeyHolder;
  /** Whether the header "Accept" prefers a table to JSON. */
  readonly prefersCsv: boolean;
}

/** What a route takes that is no JSON. */
export interface SentFile {
  readonly mediaTypes: readonly string[];
  readonly mostBytes: number;
}

/** What a route says of itself to readers of /openapi.json. */
interface Described {
  /** Absent: get. */
  readonly method?: Method;
  /** As OpenAPI writes it: "/api/v1/areas/{area}/statistics". */
  readonly path: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly query: z.ZodObject;
  readonly params: z.ZodObject;
  /** The JSON that is sent to it. Absent: none. */
  readonly sent?: z.ZodObject;
  /** The file that is sent to it. Absent: none. */
  readonly file?: SentFile;
  readonly body: z.ZodType;
  /** Whether it may answer 201, and heeds an Idempotency-Key. */
  readonly makes?: boolean;
  /** What it means when it answers 409. Absent: it never does. */
  readonly conflict?: string;
  /** Whether it also answers with a table. */
  readonly csv?: boolean;
}

/** One method of one address of the API. */
export interface Route extends Described {
  readonly answer: (
    request: RawRequest,
    sources: Sources,
  ) => Promise<object | Reply<object> | CsvReply | Problem>;
}

/** What was asked, checked. */
interface Asked<Params, Query, Sent> extends Pick<
  RawRequest,
  'requestKey' | 'holder' | 'mediaType' | 'prefersCsv'
> {
  readonly params: Params;
  readonly query: Query;
  readonly sent: Sent;
  /** The bytes of the file sent; none where the route takes none. */
  readonly bytes: Uint8Array;
}

interface Specified<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Sent extends z.ZodObject,
> extends Described {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly sent?: Sent;
  readonly answer: (
    asked: Asked<z.output<Params>, z.output<Query>, z.output<Sent>>,
    sources: Sources,
  ) => Promise<z.output<Body> | Reply<z.output<Body>> | CsvReply | Problem>;
}

/** Makes a route of its schemas and of what answers it; the two are held to each other by their types. */
export function route<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType<object>,
  Sent extends z.ZodObject,
>(specified: Specified<Params, Query, Body, Sent>): Route {
  return {
    ...specified,
    async answer({ params, query: rawQuery, sent: rawSent, ...request }, sources) {
      const query = parseQuery(specified.query, rawQuery);
      if (query instanceof Problem) return query;
      const [bytes, rawJson] = Buffer.isBuffer(rawSent) ? [rawSent, undefined] : [new Uint8Array(), rawSent];
      const sent = parseSent(specified.sent, rawJson);
      if (sent instanceof Problem) return sent;
      const asked = { ...request, params: specified.params.parse(params), query, sent, bytes };
      return specified.answer(asked, sources);
    },
  };
}

/** The area of this id, or the 404 that says there is none. */
export function findArea(sources: Sources, id: string): Area | Problem {
  const area = sources.rotas().areas.find((each) => each.id === id);
  return area ?? new Problem(404, 'There is no area of this id: see /api/v1/areas.');
}

/** The line of this id in an area, or the 404 that says there is none. */
export function findLine(area: Area, id: string): Line | Problem {
  const line = area.lines.find((each) => each.id === id);
  return line ?? new Problem(404, 'There is no line of this id in the area: see /api/v1/areas.');
}
