import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** "rota" of src/rota/parse/grammar-words.ts, "webhooks" of webhooks/hold.ts, "clock.ts" of src/clock.ts. */
function folderOf(file: string): string {
  const [top = '', next = ''] = relative(root, file).split(sep);
  return top === 'src' ? next : top;
}

function importsOf(file: string): string[] {
  const found = readFileSync(file, 'utf8').matchAll(/(?:from|import) '(\.{1,2}\/[^']+)'/g);
  return [...found].map(([, path = '']) => folderOf(join(dirname(file), path)));
}

/** Which folders each folder imports. */
function imports(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const top of ['src', 'webhooks']) {
    for (const name of readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      const file = join(root, top, name);
      const folder = folderOf(file);
      const known = found.get(folder) ?? new Set();
      for (const other of importsOf(file)) if (other !== folder) known.add(other);
      found.set(folder, known);
    }
  }
  return found;
}

test('no folder imports, by whatever way round, one that imports it', () => {
  const left = new Map(imports());
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const [folder, others] of left)
      if (![...others].some((other) => left.has(other))) left.delete(folder);
  }
  expect([...left.keys()]).toEqual([]);
});

test('what is decided depends on nothing but the words it is said in', () => {
  const of = imports();
  expect([...(of.get('rota') ?? [])].toSorted()).toEqual(['clock.ts', 'pieces.ts']);
  expect([...(of.get('call') ?? [])].toSorted()).toEqual(['carrier', 'clock.ts', 'rota']);
});
