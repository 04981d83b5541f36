import type { z } from 'zod';
import type { Clock, Instant } from '../clock.ts';
import type { Area, Line, OnCall, Rotas } from '../rota/types.ts';
import type { Queryable } from '../statistics/queryable.ts';
import { parseQuery } from './parse-query.ts';
import type { Permission } from './permissions.ts';
import { Problem } from './problem.ts';

/** What the routes read from. */
export interface Sources {
  readonly database: Queryable;
  /** The rotas in force now. */
  readonly rotas: () => Rotas;
  /** Who may be rung on a line at an instant, overrides and history counted. */
  readonly onCall: (area: Area, line: Line, at: Instant) => Promise<OnCall>;
  readonly clock: Clock;
}

/** What a route says of itself to readers of /openapi.json. */
interface Described {
  /** As OpenAPI writes it: "/api/v1/areas/{area}/statistics". */
  readonly path: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly query: z.ZodObject;
  readonly params: z.ZodObject;
  readonly body: z.ZodType;
}

/** One address of the API. */
export interface Route extends Described {
  readonly answer: (params: unknown, query: unknown, sources: Sources) => Promise<object | Problem>;
}

interface Specified<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
> extends Described {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly answer: (
    asked: { readonly params: z.output<Params>; readonly query: z.output<Query> },
    sources: Sources,
  ) => Promise<z.output<Body> | Problem>;
}

/** Makes a route of its schemas and of what answers it; the two are held to each other by their types. */
export function route<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType<object>>(
  specified: Specified<Params, Query, Body>,
): Route {
  return {
    ...specified,
    async answer(rawParams, rawQuery, sources) {
      const query = parseQuery(specified.query, rawQuery);
      if (query instanceof Problem) return query;
      return specified.answer({ params: specified.params.parse(rawParams), query }, sources);
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
