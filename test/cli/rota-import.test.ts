import { describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { ImportPreview } from '../../src/calendars/preview-shape.ts';
import type { CommandContext } from '../../src/cli/command-context.ts';
import { addRotaCommands } from '../../src/cli/rota-commands.ts';
import { parseRotas } from '../../src/rota/parse-rotas.ts';
import { haematology, people } from '../calendars/an-area.ts';
import { filesWith, wall } from '../rota/a-rota.ts';

const leave = fileURLToPath(new URL('../fixtures/calendars/leave.csv', import.meta.url));
const shifts = fileURLToPath(new URL('../fixtures/calendars/shifts.csv', import.meta.url));
const ambiguous = fileURLToPath(new URL('../fixtures/calendars/ambiguous.csv', import.meta.url));

function files(open?: string) {
  const line = open ? haematology.replace(/\{ days.*"24:00" \}/, open) : haematology;
  return filesWith({ 'riverside/people.yaml': people, 'riverside/haematology.yaml': line });
}

interface Given {
  readonly withDatabase?: boolean;
  /** Other open hours of the line. */
  readonly open?: string;
  /** How many of the entries do not stand there yet; all, unless told. */
  readonly fresh?: number;
}

async function run(args: readonly string[], { withDatabase = true, open, fresh }: Given = {}) {
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
    readRotas: async () => parseRotas(files(open)),
    keepImport: withDatabase
      ? async (_area, preview) => {
          kept.push(preview);
          return { id: 'an-id', overrides: fresh ?? preview.matched.length };
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
    expect(await run([leave, '--area', 'riverside', '--as', 'leave'])).toEqual({
      code: 0,
      printed: [
        '3 entries to be written as leave:',
        '  line 2: Dr Samira Ahmed, all of Monday 21 December 2026 to Thursday 24 December 2026 ("Samira Ahmed, 2026-12-21, 2026-12-24, Annual leave")',
        '  line 3: Dr Peter Brown, 1pm on Monday 4 January 2027 to 5pm on Monday 4 January 2027 ("Brown, Peter, 2027-01-04 13:00, 2027-01-04 17:00, Study leave")',
        '  line 4: Prof Siobhán O\'Connor, all of Monday 1 February 2027 to Saturday 13 February 2027 ("oconnor, 01/02/2027, 13/02/2027")',
        'What may not be meant:',
        '  line 3, 1pm on Monday 4 January 2027: Dr Peter Brown has no shift then, so nothing changes',
        "  line 4, midnight on Monday 1 February 2027: Prof Siobhán O'Connor has no shift then, so nothing changes",
        '1 entry left aside:',
        '  line 5: "Patel, 2027-01-11, 2027-01-12, Annual leave": it may mean more than one person: write the whole name (Dr Arun Patel or Dr Anjali Patel?)',
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
      'Written: 3 overrides. To take it back: POST .../areas/riverside/calendar-imports/an-id/undo',
    );
  });

  test.each([
    [['--area', 'riverside', '--as', 'holidays'], 2, '--as is leave or shifts'],
    [['--area', 'riverside', '--as', 'leave', '--line', 'haematology'], 2, '--line is for shifts'],
    [
      ['--area', 'riverside', '--as', 'leave', '--dates', 'british'],
      2,
      '--dates is day-first or month-first',
    ],
    [['--area', 'riversde', '--as', 'leave'], 1, 'did you mean "riverside"?'],
    [['--area', 'riverside', '--as', 'shifts', '--line', 'haematolgy'], 1, 'did you mean "haematology"?'],
  ])('%j is refused', async (options, code, words) => {
    const ran = await run([leave, ...options]);
    expect([ran.code, ran.kept]).toEqual([code, []]);
    expect(ran.complained.join()).toContain(words);
  });

  test.each([
    ['no-such.csv', 'there is no file no-such.csv'],
    ['/dev/null', 'there is no file /dev/null'],
    ['src', 'src is a folder: name one file in it'],
  ])('%s, which is no file, is refused', async (path, words) => {
    const { code, complained } = await run([path, '--area', 'riverside', '--as', 'leave']);
    expect([code, complained]).toEqual([1, [words]]);
  });

  test('without a database nothing can be confirmed', async () => {
    const ran = await run([leave, '--area', 'riverside', '--as', 'leave', '--confirm'], {
      withDatabase: false,
    });
    expect(ran.code).toBe(2);
    expect(ran.complained.join()).toContain('--confirm needs DATABASE_URL');
  });

  test('without a database it says what is needed to write it', async () => {
    const { printed } = await run([leave, '--area', 'riverside', '--as', 'leave'], { withDatabase: false });
    expect(printed.at(-1)).toBe(
      'Nothing was written. Look through it, then run it again with DATABASE_URL set and --confirm, or send the file to the API of the running program.',
    );
  });

  test('warns of shifts that ring nobody', async () => {
    const { printed } = await run(
      [shifts, '--area', 'riverside', '--as', 'shifts', '--line', 'haematology'],
      {
        open: '{ days: [mon, tue, wed, thu, fri], from: "00:00", to: "24:00" }',
      },
    );
    expect(
      printed.slice(printed.indexOf('What may not be meant:'), printed.indexOf('What may not be meant:') + 2),
    ).toEqual([
      'What may not be meant:',
      '  line 2, 9am on Saturday 5 December 2026: Dr Samira Ahmed is not rung: Haematology is closed then, and an extra does not open it',
    ]);
  });

  test('asks which number is the day where a file does not show it', async () => {
    const unsure = await run([ambiguous, '--area', 'riverside', '--as', 'leave', '--confirm']);
    expect([unsure.code, unsure.kept]).toEqual([1, []]);
    expect(unsure.complained).toEqual(['There was nothing to write.']);
    expect(unsure.printed.join()).toContain('may be 1 February or 2 January');
    const sure = await run([ambiguous, '--area', 'riverside', '--as', 'leave', '--dates', 'month-first']);
    expect(sure.printed.join()).toContain('all of Saturday 2 January 2027');
  });

  test('says how many stood there already', async () => {
    const { printed } = await run([leave, '--area', 'riverside', '--as', 'leave', '--confirm'], { fresh: 1 });
    expect(printed.at(-1)).toMatch(/^Written: 1 override\. 2 entries stood there already\. To take it back/);
  });
});
