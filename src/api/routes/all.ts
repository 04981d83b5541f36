import type { Route } from '../route.ts';
import { areas } from './areas.ts';
import { call } from './call.ts';
import { calls } from './calls.ts';
import { onCall } from './on-call.ts';
import { statistics } from './statistics.ts';

/** The API, address by address. The router and /openapi.json are both made from this. */
export const routes: readonly Route[] = [areas, statistics, calls, call, onCall];
