import type { Route } from '../route.ts';
import { areas } from './areas.ts';
import { calendarFeeds, makeCalendarFeed, revokeCalendarFeed } from './calendar-feeds.ts';
import { calendarImports, confirmImport, importCalendar, undoImport } from './calendar-imports.ts';
import { call } from './call.ts';
import { calls } from './calls.ts';
import { coverage } from './coverage.ts';
import { fairness } from './fairness.ts';
import { onCall } from './on-call.ts';
import { makeOverride } from './make-override.ts';
import { overrides } from './overrides.ts';
import { beginPhoneChecks, phoneChecks } from './phone-checks.ts';
import { removeOverride } from './remove-override.ts';
import { rotaVersions } from './rota-versions.ts';
import { statistics } from './statistics.ts';

const overriding: readonly Route[] = [overrides, makeOverride, removeOverride];
const calendars: readonly Route[] = [
  ...[calendarFeeds, makeCalendarFeed, revokeCalendarFeed],
  ...[calendarImports, importCalendar, confirmImport, undoImport],
];

const keeping: readonly Route[] = [coverage, fairness, rotaVersions, phoneChecks, beginPhoneChecks];

/** The API, address by address. The router and /openapi.json are both made from this. */
export const routes: readonly Route[] = [
  areas,
  statistics,
  calls,
  call,
  onCall,
  ...overriding,
  ...calendars,
  ...keeping,
];
