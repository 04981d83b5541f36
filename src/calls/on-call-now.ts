import type { Pool } from 'pg';
import type { Instant } from '../clock.ts';
import { onCall } from '../rota/on-call.ts';
import type { Area, Line, OnCall } from '../rota/types.ts';
import { loadOverrides } from './load-call.ts';
import { loadHistories } from './ring-history.ts';

/** Who would be rung on a line at an instant, with the overrides and the history that a call would see. */
export async function onCallNow(pool: Pool, area: Area, line: Line, at: Instant): Promise<OnCall> {
  const [overrides, histories] = await Promise.all([loadOverrides(pool, at), loadHistories(pool, area, at)]);
  return onCall({ area, line, at, overrides, history: histories(line.ref) });
}
