import type { AreaFiles } from './area-files.ts';
import type { FaultList } from './fault-list.ts';
import { textsUnder } from './loose-value.ts';
import { SeenBefore } from './seen-before.ts';

/** A dialled number leads to one area only. */
export function checkAcrossAreas(areas: readonly AreaFiles[], faults: FaultList): void {
  const numbers = new SeenBefore(faults);
  for (const { service } of areas) {
    if (!service) continue;
    const { source } = service;
    for (const [place, number] of textsUnder(source.value, 'numbers').entries()) {
      const where = { file: source.file, line: source.lineAt(['numbers', place]) };
      numbers.check(number, where, `the dialled number ${number ?? ''}`);
    }
  }
}
