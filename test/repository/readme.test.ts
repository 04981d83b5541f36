import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { routes } from '../../src/api/routes/all.ts';
import { settings } from '../../src/config-settings.ts';
import { commandRun } from '../cli/command-run.ts';

/** The rows of README's tables of commands, settings and addresses. */
const rows = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'));

test('README lists every setting, and no other', () => {
  const names = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)]);
  const listed = names.map((match) => match[1]).filter((name) => name !== 'GET' && name !== 'POST');
  expect(new Set(listed)).toEqual(new Set(Object.keys(settings.shape)));
});

test.each(routes.map(({ method = 'get', path, query }) => [method.toUpperCase(), path, query] as const))(
  'README lists %s %s',
  (method, path, query) => {
    const [, area = path, deeper = ''] = /^(.*\{area\}\/[\w-]+)(\/\{id\}.*)?$/.exec(path) ?? [];
    const about = rows.filter((row) => row.includes(`${area}?`) || row.includes(`${area}\``));
    const named = about.filter((row) => row.includes(method) && row.includes(`${deeper}\``));
    expect(named.map((row) => Object.keys(query.shape).filter((each) => !row.includes(each)))).toContainEqual(
      [],
    );
  },
);

async function helpOf(...command: string[]): Promise<string> {
  return (await commandRun([...command, '--help'])).printed;
}

/** The names in "Commands:" of a help text. */
function commandsIn(help: string): readonly string[] {
  const [, list = ''] = help.split('\nCommands:\n');
  return [...list.matchAll(/^ {2}(\w+)/gm)].map((match) => match[1] ?? '').filter((name) => name !== 'help');
}

test('README lists every command with its options', async () => {
  const found: string[] = [];
  for (const first of commandsIn(await helpOf())) {
    const seconds = commandsIn(await helpOf(first));
    for (const command of seconds.length === 0 ? [[first]] : seconds.map((second) => [first, second])) {
      const row = rows.find((each) => each.includes(`\`${command.join(' ')}`)) ?? '';
      const options = [...(await helpOf(...command)).matchAll(/^ +(--\w[\w-]*)/gm)].map(
        (match) => match[1] ?? '',
      );
      expect([command, options.filter((option) => !row.includes(option))]).toEqual([command, []]);
      found.push(command.join(' '));
    }
  }
  expect(found).toEqual(
    expect.arrayContaining(['rota import', 'phones results', 'twilio connect', 'fallback']),
  );
});
