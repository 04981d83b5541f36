import type { FaultList } from './fault-list.ts';
import { fieldOf, textsUnder } from './loose-value.ts';
import type { Path, YamlSource } from './yaml-source.ts';

/** Whether an entry of `open` or `shifts` says one thing only: some weekdays, or one date. */
export function checkHours(source: YamlSource, path: Path, entry: unknown, faults: FaultList): void {
  if (typeof entry !== 'object' || entry === null) return;
  const has = (key: string): boolean => fieldOf(entry, key) !== undefined;
  const fault = (key: string | undefined, reason: string): void =>
    faults.fault(source.file, source.lineAt(key === undefined ? path : [...path, key]), reason);
  if (has('days') && has('date'))
    fault('date', '"days" and "date" stand together: write weekly hours or one date');
  if (!has('days') && !has('date'))
    fault(undefined, 'neither "days" nor "date": write days: [mon] or date: "2026-12-28"');
  if (has('date') && has('every')) fault('every', '"every" goes with "days", not with one date: take it out');
  if (has('date') && has('starting'))
    fault('starting', '"starting" goes with "days", not with one date: take it out');
  if (has('every') && !has('starting')) {
    fault('every', '"every" needs "starting": write a date in the first week, like starting: "2026-01-06"');
  }
  checkDays(source, path, entry, faults);
  checkLength(source, path, entry, faults);
}

/** A day written twice may have been meant for another, which then has nobody. */
function checkDays(source: YamlSource, path: Path, entry: unknown, faults: FaultList): void {
  const days = textsUnder(entry, 'days');
  for (const [place, day] of days.entries()) {
    if (day === undefined || days.indexOf(day) === place) continue;
    const line = source.lineAt([...path, 'days', place]);
    faults.warning(source.file, line, `"${day}" stands twice in these days: is another meant?`);
  }
}

function checkLength(source: YamlSource, path: Path, entry: unknown, faults: FaultList): void {
  const from = fieldOf(entry, 'from');
  if (typeof from !== 'string' || from !== fieldOf(entry, 'to')) return;
  const line = source.lineAt([...path, 'to']);
  faults.warning(
    source.file,
    line,
    `from ${from} to ${from} lasts 24 hours, into the next day: is that meant?`,
  );
}
