import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Rota files by path, as `parseRotas` takes them. */
export type RotaTexts = ReadonlyMap<string, string>;

const everyDay = '[mon, tue, wed, thu, fri, sat, sun]';

/** The area that the load rings: nine lines that never close, forty clinicians each, numbers enough for one a call. */
export const area = 'bench';
export const lines = 9;
const perLine = 40;
/** The numbers that Ofcom keeps for drama in Manchester. */
export const numbers = Array.from({ length: 1000 }, (_, at) => `+44161496${String(at).padStart(4, '0')}`);

/** One of the numbers kept for drama, or, when those have run out, of the range around them, which is never rung. */
function phone(at: number): string {
  return at < 1000 ? `+447700900${String(at).padStart(3, '0')}` : `+4477009${String(at).padStart(5, '0')}`;
}

/** Fictional people, numbered. */
function people(count: number): string {
  return Array.from(
    { length: count },
    (_, at) => `- { id: person${at}, name: Dr Person ${at}, phones: ["${phone(at)}"] }`,
  ).join('\n');
}

function service(name: string, dialled: readonly string[]): string {
  return [
    `name: ${name}`,
    `numbers: [${dialled.map((number) => `"${number}"`).join(', ')}]`,
    'timezone: Europe/London',
    'bankHolidays: england-and-wales',
    'callers: open',
    'managers: ["+447700900999"]',
    'askNhsNumber: false',
    'greeting: Welcome to the bench.',
    'record: false',
  ].join('\n');
}

function line(name: string, menu: number, shifts: readonly string[], order = 'listed'): string {
  return [
    `name: ${name}`,
    `menu: ${menu}`,
    `ring: { seconds: 20, order: ${order}, passes: 2, atOnce: 1, giveUpAfter: 180 }`,
    'open:',
    `  - { days: ${everyDay}, from: "00:00", to: "24:00" }`,
    'bankHolidays: open',
    'shifts:',
    ...shifts.map((shift) => `  - ${shift}`),
    'unanswered: goodbye',
  ].join('\n');
}

const ids = (from: number, count: number): string =>
  `[${Array.from({ length: count }, (_, at) => `person${from + at}`).join(', ')}]`;

const csvHead = 'ods,name,network,kind,phones\n';

/** For the load. */
export function loadRota(): RotaTexts {
  const files = new Map([
    [`${area}/service.yaml`, service('Bench', numbers)],
    [`${area}/people.yaml`, people(lines * perLine)],
    [`${area}/practices.csv`, `${csvHead}Z99901,Fiction Lane Surgery,Bench,gp-practice,+441632960000\n`],
  ]);
  for (let at = 0; at < lines; at++) {
    const shift = `{ days: ${everyDay}, from: "00:00", to: "24:00", people: ${ids(at * perLine, perLine)} }`;
    files.set(`${area}/line-${at + 1}.yaml`, line(`Line ${at + 1}`, at + 1, [shift]));
  }
  return files;
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** An hour here and four there, nights and second weeks among them: `count` shifts of three of `of` people. */
function shifts(count: number, of: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const from = String((at * 3) % 24).padStart(2, '0');
    const to = String((at * 3 + 4 + (at % 5)) % 24).padStart(2, '0');
    const weeks = at % 4 === 0 ? ', every: 2, starting: "2026-01-06"' : '';
    const who = [at % of, (at + 7) % of, (at + 15) % of].map((person) => `person${person}`);
    return `{ days: [${days[at % 7] ?? 'mon'}], from: "${from}:00", to: "${to}:00"${weeks}, people: [${[...new Set(who)].join(', ')}] }`;
  });
}

/** `areas` areas of `lines` lines each; every line with `shiftsEach` shifts of the area's `peopleEach` people. */
export function largeRota(size: {
  readonly areas: number;
  readonly lines: number;
  readonly peopleEach: number;
  readonly shiftsEach: number;
}): RotaTexts {
  const files = new Map<string, string>();
  for (let at = 0; at < size.areas; at++) {
    const id = `area-${at}`;
    files.set(`${id}/service.yaml`, service(`Area ${at}`, [numbers[at] ?? '']));
    files.set(`${id}/people.yaml`, people(size.peopleEach));
    for (let each = 0; each < size.lines; each++) {
      const turns = shifts(size.shiftsEach, size.peopleEach);
      files.set(`${id}/line-${each}.yaml`, line(`Line ${each}`, each + 10, turns));
    }
  }
  return files;
}

/** The files on disk, in a folder of their own. */
export async function written(files: RotaTexts): Promise<{ dir: string; remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'rotaline-bench-rotas-'));
  for (const [path, text] of files) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}
