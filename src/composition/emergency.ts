import { randomUUID } from 'node:crypto';
import type { CallBook } from '../calls/call-book.ts';
import { EmergencyBook } from '../emergency/emergency-book.ts';
import { EmergencyScreen } from '../emergency/emergency-screen.ts';
import { EmergencyWalk } from '../emergency/emergency-walk.ts';
import { Emergency } from '../emergency/emergency.ts';
import { MemorySpool } from '../emergency/memory-spool.ts';
import type { OverridesKnown } from '../emergency/overrides-known.ts';
import { Replayer } from '../emergency/replayer.ts';
import { Spool } from '../emergency/spool.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Parts } from './parts.ts';

interface EmergencyParts {
  readonly calls: CallBook;
  readonly overridesKnown: OverridesKnown;
  readonly metrics: Metrics;
}

/** What answers callers while the database is away, and what writes that down afterwards. */
export function composeEmergency(parts: Parts, { calls, overridesKnown, metrics }: EmergencyParts) {
  const { database, rotas, timers, logger, spoolFolder } = parts;
  const newId = randomUUID;
  const spool = spoolFolder
    ? new Spool({ folder: spoolFolder, newId, clock: timers, logger })
    : new MemorySpool();
  const book = new EmergencyBook({ clock: timers, keep: (record) => void spool.keep(record) });
  const observe = (area: string) => metrics.answeredFromMemory(area);
  const needs = { rotas, clock: timers, book, overrides: overridesKnown };
  const emergency = new Emergency({ ...needs, walk: new EmergencyWalk(needs), observe });
  const emergencyScreen = new EmergencyScreen(needs);
  const { pool } = database;
  const replayer = new Replayer({ pool, calls, book, spool, rotas, newId, timers, logger });
  return { emergency, emergencyScreen, replayer, book, spool };
}
