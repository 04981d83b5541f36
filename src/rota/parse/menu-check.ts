import type { ReadLine } from './area-files.ts';
import type { FaultList } from './fault-list.ts';
import { textUnder } from './loose-value.ts';

/** What callers are offered: each line by a key and a name of its own. */
export function checkMenu(lines: readonly ReadLine[], faults: FaultList): void {
  checkKeys(lines, faults);
  checkNames(lines, faults);
}

/** No key twice, and none that begins another: after "1" nobody could press "12". */
function checkKeys(lines: readonly ReadLine[], faults: FaultList): void {
  const taken: { readonly menu: string; readonly where: string }[] = [];
  for (const { source } of lines) {
    const menu = textUnder(source.value, 'menu');
    if (menu === undefined) continue;
    const line = source.lineAt(['menu']);
    for (const other of taken) {
      if (other.menu === menu)
        faults.fault(source.file, line, `menu: ${menu} is taken already, at ${other.where}: use another key`);
      else if (other.menu.startsWith(menu) || menu.startsWith(other.menu)) {
        const words = `${menu} and ${other.menu} (at ${other.where}) begin alike, so one could never be chosen`;
        faults.fault(source.file, line, `menu: ${words}: use other digits`);
      }
    }
    taken.push({ menu, where: `${source.file}:${line}` });
  }
}

/** Callers hear names, and may say one in place of a key. */
function checkNames(lines: readonly ReadLine[], faults: FaultList): void {
  const first = new Map<string, string>();
  for (const { source } of lines) {
    const name = textUnder(source.value, 'name')?.trim().toLowerCase();
    if (name === undefined) continue;
    const line = source.lineAt(['name']);
    const other = first.get(name);
    if (other === undefined) first.set(name, `${source.file}:${line}`);
    else
      faults.warning(
        source.file,
        line,
        `the line at ${other} has the same name: callers cannot tell them apart`,
      );
  }
}
