import { describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { ImportPreview } from '../../src/calendars/import-preview.ts';
import type { CommandContext } from '../../src/cli/command-context.ts';
import { addRotaCommands } from '../../src/cli/rota-commands.ts';
import { parseRotas } from '../../src/rota/parse-rotas.ts';
import { haematology, people } from '../calendars/an-area.ts';
import { filesWith, wall } from '../rota/a-rota.ts';

const leave = fileURLToPath(new URL('../fixtures/calendars/leave.csv', import.meta.url));
const files = filesWith({ 'riverside/people.yaml': people, 'riverside/haematology.yaml': haematology });

async function run(args: readonly string[], withDatabase = true) {
  const printed: string[] = [];
  const complained: string[] = [];
  const kept: ImportPreview[] = [];
  let code: number | undefined;
  const context: CommandContext = {
    env: {},
    clock: { now: () => wall('2026-11-22 10:00') },
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
    ask: undefined,
    readRotas: async () => parseRotas(files),
    keepImport: withDatabase
      ? async (_area, preview) => {
          kept.push(preview);
          return { id: 'an-id', overrides: preview.matched.length };
        }
      : undefined,
  };
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  addRotaCommands(program, context, (ended) => (code = ended));
  await program.parseAsync(['rota', 'import', ...args], { from: 'user' });
  return { code, printed, complained, kept };
}

describe('rota import', () => {
  test('shows what is matched and what is not, and writes nothing', async () => {
    expect(await run([leave, '--area', 'riverside', '--as', 'leave'], false)).toEqual({
      code: 0,
      printed: [
        '3 entries to be written as leave:',
        '  line 2: Dr Samira Ahmed, midnight on Monday 21 December 2026 to midnight on Friday 25 December 2026 ("Samira Ahmed, 2026-12-21, 2026-12-24, Annual leave")',
        '  line 3: Dr Peter Brown, 1pm on Monday 4 January 2027 to 5pm on Monday 4 January 2027 ("Brown, Peter, 2027-01-04 13:00, 2027-01-04 17:00, Study leave")',
        '  line 4: Prof Siobhán O\'Connor, midnight on Monday 1 February 2027 to midnight on Saturday 6 February 2027 ("oconnor, 01/02/2027, 05/02/2027")',
        '1 entry left aside:',
        '  line 5: "Patel, 2027-01-11, 2027-01-12, Annual leave": it may mean more than one person (Dr Arun Patel or Dr Anjali Patel?)',
        'Not looked at: 0 cancelled, 0 over already.',
        'Nothing was written. Look through it, then run it again with --confirm.',
      ],
      complained: [],
      kept: [],
    });
  });

  test('writes it when told to, and says how to take it back', async () => {
    const { code, printed, kept } = await run([leave, '--area', 'riverside', '--as', 'leave', '--confirm']);
    expect([code, kept.length]).toEqual([0, 1]);
    expect(printed.at(-1)).toBe(
      'Written: 3 overrides. To take it back: POST .../calendar-imports/an-id/undo',
    );
  });

  test.each([
    [['--area', 'riverside', '--as', 'holidays'], 2, '--as is leave or shifts'],
    [['--area', 'riverside', '--as', 'leave', '--line', 'haematology'], 2, '--line is for shifts'],
    [['--area', 'riversde', '--as', 'leave'], 1, 'did you mean "riverside"?'],
    [['--area', 'riverside', '--as', 'shifts', '--line', 'haematolgy'], 1, 'did you mean "haematology"?'],
  ])('%j is refused', async (options, code, words) => {
    const ran = await run([leave, ...options]);
    expect([ran.code, ran.kept]).toEqual([code, []]);
    expect(ran.complained.join()).toContain(words);
  });

  test('without a database nothing can be confirmed', async () => {
    const ran = await run([leave, '--area', 'riverside', '--as', 'leave', '--confirm'], false);
    expect(ran.code).toBe(2);
    expect(ran.complained.join()).toContain('--confirm needs DATABASE_URL');
  });
});
