import type { Pool } from 'pg';
import type { Instant } from '../clock.ts';
import { onCall } from '../rota/on-call.ts';
import type { Area, Line, OnCall } from '../rota/types.ts';
import { loadOverrides } from './load-call.ts';
import { loadHistories } from './ring-history.ts';

/** Who would be rung on each of these lines of an area, in their order. */
export type OnCallOnLines = (area: Area, lines: readonly Line[], at: Instant) => Promise<readonly OnCall[]>;

/** Who would be rung on a line at an instant, with the overrides and the history that a call would see. */
export async function onCallNow(pool: Pool, area: Area, line: Line, at: Instant): Promise<OnCall> {
  const [answer] = await onCallOnLines(pool, area, [line], at);
  if (!answer) throw new Error('one line has one answer');
  return answer;
}

/** The same of several lines of the area, in their order. */
export async function onCallOnLines(
  pool: Pool,
  area: Area,
  lines: readonly Line[],
  at: Instant,
): Promise<readonly OnCall[]> {
  const [overrides, histories] = await Promise.all([
    loadOverrides(pool, at),
    loadHistories(pool, [area], at),
  ]);
  return lines.map((line) => onCall({ area, line, at, overrides, history: histories(line.ref) }));
}
