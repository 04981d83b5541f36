import { randomUUID } from 'node:crypto';
import type { CallBook } from '../calls/call-book.ts';
import { EmergencyBook } from '../emergency/emergency-book.ts';
import { EmergencyPauses } from '../emergency/emergency-pauses.ts';
import { EmergencyScreen } from '../emergency/emergency-screen.ts';
import { EmergencyWalk } from '../emergency/emergency-walk.ts';
import { Emergency } from '../emergency/emergency.ts';
import { MemorySpool } from '../emergency/memory-spool.ts';
import type { OverridesKnown } from '../emergency/overrides-known.ts';
import type { PausesHeard } from '../emergency/pauses-heard.ts';
import { Replayer } from '../emergency/replayer.ts';
import { Spool } from '../emergency/spool.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Overrides } from '../overrides/overrides.ts';
import type { Parts } from './parts.ts';

interface EmergencyParts {
  readonly calls: CallBook;
  readonly overrides: Overrides;
  readonly overridesKnown: OverridesKnown;
  readonly pauses: PausesHeard;
  readonly metrics: Metrics;
}

/** What answers callers while the database is away, and what writes that down afterwards. */
export function composeEmergency(parts: Parts, composed: EmergencyParts) {
  const { calls, overrides, overridesKnown, pauses, metrics } = composed;
  const { database, rotas, timers, logger, spoolFolder } = parts;
  const newId = randomUUID;
  const spool = spoolFolder
    ? new Spool({ folder: spoolFolder, newId, clock: timers, logger })
    : new MemorySpool();
  const book = new EmergencyBook({ clock: timers, keep: (record) => void spool.keep(record) });
  const observe = (area: string) => metrics.answeredFromMemory(area);
  const needs = { rotas, clock: timers, book, overrides: overridesKnown };
  const emergency = new Emergency({ ...needs, walk: new EmergencyWalk(needs), observe });
  const emergencyPauses = new EmergencyPauses({ ...needs, pauses });
  const emergencyScreen = new EmergencyScreen({ ...needs, pauses: emergencyPauses });
  const { pool } = database;
  const kept = { book, spool, pauses, overrides };
  const replayer = new Replayer({ pool, calls, ...kept, rotas, newId, timers, logger });
  return { emergency, emergencyScreen, emergencyPauses, replayer, book, spool };
}
