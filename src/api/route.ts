import type { z } from 'zod';
import type { Clock, Instant } from '../clock.ts';
import type { Overrides } from '../overrides/overrides.ts';
import type { Area, Line, OnCall, Rotas } from '../rota/types.ts';
import type { Queryable } from '../statistics/queryable.ts';
import type { KeyHolder } from './api-keys.ts';
import { parseQuery, parseSent } from './parse-query.ts';
import type { Permission } from './permissions.ts';
import { Problem } from './problem.ts';
import type { Reply } from './reply.ts';

/** What the routes read from, and write to. */
export interface Sources {
  readonly database: Queryable;
  /** The rotas in force now. */
  readonly rotas: () => Rotas;
  /** Who may be rung on a line at an instant, overrides and history counted. */
  readonly onCall: (area: Area, line: Line, at: Instant) => Promise<OnCall>;
  readonly overrides: Pick<Overrides, 'list' | 'standing' | 'find' | 'requested' | 'add' | 'remove'>;
  readonly clock: Clock;
}

export type Method = 'get' | 'post' | 'delete';

/** A request as it came. Nothing of it has been checked but who sent it. */
export interface RawRequest {
  readonly params: unknown;
  readonly query: unknown;
  /** The JSON of its body; `undefined` where the route takes none. */
  readonly sent: unknown;
  /** The header "Idempotency-Key". */
  readonly requestKey: string | undefined;
  readonly holder: KeyHolder;
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
  readonly body: z.ZodType;
  /** Whether it may answer 201, and heeds an Idempotency-Key. */
  readonly makes?: boolean;
}

/** One method of one address of the API. */
export interface Route extends Described {
  readonly answer: (request: RawRequest, sources: Sources) => Promise<object | Reply<object> | Problem>;
}

/** What was asked, checked. */
interface Asked<Params, Query, Sent> extends Pick<RawRequest, 'requestKey' | 'holder'> {
  readonly params: Params;
  readonly query: Query;
  readonly sent: Sent;
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
  ) => Promise<z.output<Body> | Reply<z.output<Body>> | Problem>;
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
      const sent = parseSent(specified.sent, rawSent);
      if (sent instanceof Problem) return sent;
      return specified.answer({ ...request, params: specified.params.parse(params), query, sent }, sources);
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
