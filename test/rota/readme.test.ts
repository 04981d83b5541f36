import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { newCalendarFeed } from '../../src/api/schemas/calendar-feeds.ts';
import { newOverride } from '../../src/api/schemas/overrides.ts';
import { faultText } from '../../src/rota/parse/fault-list.ts';
import { personShape, serviceShape } from '../../src/rota/parse/file-shapes.ts';
import { lineShape, shiftShape } from '../../src/rota/parse/line-shape.ts';
import { parseRotas } from '../../src/rota/parse-rotas.ts';
import { commandRun } from '../cli/command-run.ts';
import { wall } from './a-rota.ts';

/** Every example of the managers' two pages, as a manager would copy it. */
const readme = ['README.md', 'while-it-runs.md']
  .map((page) => readFileSync(new URL(`../../rotas/${page}`, import.meta.url), 'utf8'))
  .join('\n');
const blocks = readme
  .split(/\n(?! {4}|\n)/)
  .flatMap((part) => part.split('\n\n'))
  .filter((part) => part.startsWith('    '))
  .map((part) => part.replaceAll(/^ {4}/gm, ''));
const commands = blocks
  .flatMap((block) => block.split('\n'))
  .filter((line) => line.startsWith('npx rotaline '))
  .map((line) => line.replace(/^npx rotaline /, '').replace(/\s+#.*$/, ''));
const sent = [...blocks.join('\n').matchAll(/ -d '([^']+)'/g)].map((match): unknown =>
  JSON.parse(match[1] ?? ''),
);
const tables = blocks.filter((block) => /^[a-z]+(?:,[a-z]+)+\n/.test(block));
const yaml = blocks.filter((block) => !/^(?:npx|curl) /.test(block) && !tables.includes(block));
const keys = (shape: z.ZodObject): readonly string[] => Object.keys(shape.shape);
const has = (block: string, known: readonly string[]): boolean =>
  known.some((key) => new RegExp(`^${key}:`, 'm').test(block));

const people = yaml.filter((block) => block.startsWith('- '));
const service = yaml.filter((block) => has(block, ['numbers']));
const line = yaml.filter((block) => !service.includes(block) && has(block, keys(lineShape)));

/** The area that all of them together make; whoever else they name is here. */
const others = '- { id: brown, name: Dr Peter Brown, phones: ["+447700900102"] }\n'
  .concat('- { id: patel, name: Dr Anjali Patel, phones: ["+447700900103"] }\n')
  .concat('- { id: okafor, name: Dr Chidi Okafor, phones: ["+447700900104"] }\n');
const endocrinology =
  'name: Endocrinology\nmenu: 2\nopen: [{ days: [mon], from: "09:00", to: "10:00" }]\n'.concat(
    'shifts: [{ days: [mon], from: "09:00", to: "10:00", people: [okafor] }]\n',
  );
const files = new Map([
  ['riverside/service.yaml', service.join('\n')],
  ['riverside/people.yaml', `${people.join('\n')}\n${others}`],
  ['riverside/haematology.yaml', line.join('\n')],
  ['riverside/endocrinology.yaml', endocrinology],
  ['riverside/practices.csv', tables.find((table) => table.startsWith('ods,')) ?? ''],
]);

describe('the examples for managers', () => {
  test('are all looked at here', () => {
    expect(blocks.length).toBeGreaterThan(12);
    expect(yaml.filter((each) => ![...people, ...service, ...line].includes(each))).toEqual([]);
    expect(tables.map((table) => table.split(',')[0])).toEqual(['ods', 'clinician']);
    expect(sent).toHaveLength(2);
    expect(commands.length).toBeGreaterThan(5);
  });

  test('together are an area without a fault or a warning', () => {
    const { faults, warnings } = parseRotas(files);
    expect((faults ?? []).map(faultText)).toEqual([]);
    expect(warnings.map(faultText)).toEqual([]);
  });

  test('show every key that a line and a shift can have', () => {
    const shown = z.looseObject({ shifts: z.array(z.looseObject({})) }).parse(parse(line.join('\n')));
    expect(Object.keys(shown).sort()).toEqual(
      [...keys(lineShape)].sort().filter((key) => key !== 'bankHolidays'),
    );
    expect([...new Set(shown.shifts.flatMap(Object.keys))].sort()).toEqual([...keys(shiftShape)].sort());
  });

  test('and sentences name every key of service.yaml and of a person', () => {
    const unnamed = [...keys(serviceShape), ...keys(personShape)].filter(
      (key) => !readme.includes(`${key}:`),
    );
    expect(unnamed).toEqual([]);
  });

  test('that stand within a sentence are known keys with values that are allowed', () => {
    const inline = [...readme.matchAll(/`([a-zA-Z]+: [^`]+)`/g)].map((match) => match[1] ?? '');
    const shapes = [
      serviceShape,
      personShape,
      lineShape,
      shiftShape,
      z.strictObject(lineShape.shape.ring.unwrap().shape),
    ];
    const wrong = inline.filter(
      (text) => !shapes.some((shape) => shape.partial().safeParse(parse(text)).success),
    );
    expect(inline.length).toBeGreaterThan(8);
    expect(wrong).toEqual([]);
  });

  test('that are sent to the API are what it takes', () => {
    for (const body of sent) {
      const { error } = z.union([newOverride, newCalendarFeed]).safeParse(body);
      expect({ body, error }).toEqual({ body, error: undefined });
    }
  });
});

describe('the commands for managers', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rotaline-readme-'));
    const calendar = new URL('../fixtures/calendars/google-rota.ics', import.meta.url);
    await writeFile(join(folder, 'rota.ics'), await readFile(calendar));
    await writeFile(join(folder, 'leave.csv'), tables.find((table) => table.startsWith('clinician')) ?? '');
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each(commands.filter((command) => command.startsWith('rota ')))('%s', async (command) => {
    const args = command.split(' ').map((each) => (/\.(?:csv|ics)$/.test(each) ? join(folder, each) : each));
    const { code, printed, complained } = await commandRun(args, {
      files: [...files],
      now: wall('2026-11-23 10:00'),
    });
    expect({ code, complained: complained.replace(/^By the files alone.*$/, '') }).toEqual({
      code: 0,
      complained: '',
    });
    expect(printed).not.toBe('');
    if (command.includes('leave.csv')) expect(printed).toMatch(/^2 entries to be written as leave:/);
  });

  test.each(commands.filter((command) => !command.startsWith('rota ')))(
    '%s is a command',
    async (command) => {
      const { code, printed } = await commandRun([...command.split(' '), '--help'], { files: [...files] });
      expect(code).toBe(0);
      expect(printed).toContain(`Usage: rotaline ${command.split(' ').slice(0, 2).join(' ')} [options]`);
    },
  );
});
