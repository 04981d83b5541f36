import type { Instant } from '../clock.ts';
import { ringOrder, type LineOnDuty, type Ring } from '../fallback/ring-list.ts';
import { lineByRef } from '../rota/directory.ts';
import { onCall } from '../rota/on-call.ts';
import type { Area, Line, LineRef, OnCall, Override, Rotas } from '../rota/types.ts';

/** What memory knows of who is on duty: the rota in force, and the overrides as they were last known. */
export interface Duty {
  readonly rotas: Rotas;
  readonly overrides: readonly Override[];
}

/** Whether a line is open and who is on it, as far as memory knows. */
export function onDuty({ area, line }: { area: Area; line: Line }, at: Instant, { overrides }: Duty): OnCall {
  return onCall({ area, line, at, overrides });
}

/** The lines of an area that take calls now, in the order of the menu. */
export function openLines(area: Area, at: Instant, duty: Duty): readonly Line[] {
  return area.lines.filter((line) => onDuty({ area, line }, at, duty).open);
}

/**
 * Every ringing of a line's walk, overflow lines last, as it stands at an instant. Empty for a line that is closed then,
 * or that the rota does not have.
 */
export function ringsOf(ref: LineRef, at: Instant, duty: Duty): readonly Ring[] {
  const found = dutyOf(ref, at, duty);
  if (!found) return [];
  return ringOrder(
    found,
    found.line.overflow.flatMap((each) => dutyOf(each, at, duty) ?? []),
  );
}

function dutyOf(ref: LineRef, at: Instant, duty: Duty): LineOnDuty | undefined {
  const found = lineByRef(duty.rotas, ref);
  return found && { line: found.line, now: onDuty(found, at, duty) };
}
