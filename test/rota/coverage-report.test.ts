import { describe, expect, test } from '@jest/globals';
import { coverageReport, undecidedHolidays, type ReportQuestion } from '../../src/rota/coverage-report.ts';
import { lineOf, lineWith, override, wall } from './a-rota.ts';

const hour = 3_600_000;
const [from, to] = [wall('2026-11-23 00:00'), wall('2026-11-24 00:00')];
const open = '[{ days: [mon], from: "09:00", to: "17:00" }]';
const shifts = `
  - { days: [mon], from: "09:00", to: "12:00", people: [ahmed, brown] }
  - { days: [mon], from: "11:00", to: "14:30", people: [ahmed, silent] }`;

function report(more = '', change: Partial<ReportQuestion> = {}) {
  const { area } = lineWith(open, shifts, more);
  return coverageReport({ area, from, to, overrides: [], failing: [], ...change });
}

describe('a report on coverage', () => {
  test('counts open time, time with nobody, and time with too few', () => {
    const [line] = report().lines;
    expect(line).toMatchObject({ open: 8 * hour, nobody: 2.5 * hour, thin: 2.5 * hour });
    expect(line?.spans).toEqual([
      { from: wall('2026-11-23 12:00'), to: wall('2026-11-23 14:30'), people: ['ahmed'] },
      { from: wall('2026-11-23 14:30'), to: wall('2026-11-23 17:00'), people: [] },
    ]);
  });

  test('holds to the minimum of the line', () => {
    expect(report('minimum: 1').lines[0]).toMatchObject({ nobody: 2.5 * hour, thin: 0 });
    expect(report('minimum: 3').lines[0]).toMatchObject({ nobody: 2.5 * hour, thin: 5.5 * hour });
  });

  test('counts overrides', () => {
    const leave = override('leave', 'ahmed');
    expect(report('', { overrides: [leave] }).lines[0]).toMatchObject({ nobody: 5 * hour, thin: 3 * hour });
    const extra = override('extra', 'patel', { line: 'haematology', from: wall('2026-11-23 14:30') });
    expect(report('', { overrides: [extra] }).lines[0]).toMatchObject({ nobody: 0, thin: 5 * hour });
  });

  test('names whoever is on the rota without a phone, or with one that fails', () => {
    const { phones } = report('', {
      failing: [
        { clinician: 'brown', place: 0 },
        { clinician: 'ahmed', place: 5 },
        { clinician: 'okafor', place: 0 },
      ],
    });
    expect(phones.map(({ clinician, failing }) => [clinician.id, failing])).toEqual([
      ['brown', [0]],
      ['silent', undefined],
    ]);
  });

  test('looks at the phones of who is put on by an override, and not of who is on no shift', () => {
    const swap = override('swap', 'ahmed', { with: 'okafor' });
    const failing = [{ clinician: 'okafor', place: 0 }];
    expect(report('', { failing }).phones.map(({ clinician }) => clinician.id)).toEqual(['silent']);
    expect(report('', { failing, overrides: [swap] }).phones.map(({ clinician }) => clinician.id)).toEqual([
      'okafor',
      'silent',
    ]);
  });
});

describe('overrides that the files leave without effect', () => {
  const words = (...overrides: Parameters<typeof override>[]) =>
    report('', { overrides: overrides.map((each) => override(...each)) }).lost.map((lost) => lost.words);

  test('are those of an id, or a line, that is not there any more', () => {
    expect(
      words(
        ['leave', 'a-ahmed'],
        ['swap', 'ahmed', { with: 'drown', to: wall('2026-12-04 17:00') }],
        ['pause', 'ahmed', { line: 'haem' }],
      ),
    ).toEqual([
      'The leave of "a-ahmed" until midnight changes nothing: nobody in people.yaml has the id "a-ahmed"',
      'The swap of "ahmed" until 5pm on 4 December changes nothing: nobody in people.yaml has the id "drown"',
      'The pause of "ahmed" until midnight changes nothing: there is no line "haem"',
    ]);
  });

  test('are none of those that are known, nor of another area', () => {
    expect(words(['leave', 'ahmed'], ['leave', 'nobody', { area: 'hillside' }])).toEqual([]);
    expect(words(['pause', 'ahmed', { line: 'haematology' }])).toEqual([]);
  });
});

describe('holidays not decided', () => {
  const span = { from: wall('2026-12-01 00:00'), to: wall('2027-01-02 00:00') };
  const file = (open: string, more = '') => lineOf(`name: H\nmenu: 1\nopen: ${open}\nshifts: []\n${more}`);
  const dates = ({ area, line }: ReturnType<typeof file>) =>
    undecidedHolidays(area, line, span).map(({ date }) => date);
  const everyDay = '[{ days: [mon, tue, wed, thu, fri, sat, sun], from: "09:00", to: "17:00" }]';

  test('are those of which the file says nothing', () => {
    const { area, line } = file(everyDay);
    expect(undecidedHolidays(area, line, span)).toEqual([
      { date: '2026-12-25', title: 'Christmas Day' },
      { date: '2026-12-28', title: 'Boxing Day (substitute day)' },
      { date: '2027-01-01', title: 'New Year’s Day' },
    ]);
  });

  test.each(['open', 'closed'])('are none when the file says bankHolidays: %s', (said) => {
    expect(dates(file(everyDay, `bankHolidays: ${said}\n`))).toEqual([]);
  });

  test('not days on which the line is closed anyway', () => {
    expect(dates(file('[{ days: [fri], from: "09:00", to: "17:00" }]'))).toEqual([
      '2026-12-25',
      '2027-01-01',
    ]);
  });

  test('not a day with hours or a shift of its own', () => {
    const dated = everyDay
      .replace(']', ']')
      .replace(/\]$/, ', { date: "2026-12-25", from: "10:00", to: "11:00" }]');
    expect(dates(file(dated))).toEqual(['2026-12-28', '2027-01-01']);
    const { area } = file(everyDay);
    const shift = lineOf(
      `name: H\nmenu: 1\nopen: ${everyDay}\nshifts: [{ date: "2026-12-28", from: "10:00", to: "14:00", people: [ahmed] }]\n`,
    );
    expect(undecidedHolidays(area, shift.line, span).map(({ date }) => date)).toEqual([
      '2026-12-25',
      '2027-01-01',
    ]);
  });

  test('not those before or after', () => {
    const { area, line } = file(everyDay);
    const week = { from: wall('2026-12-26 00:00'), to: wall('2027-01-01 00:00') };
    expect(undecidedHolidays(area, line, week).map(({ date }) => date)).toEqual(['2026-12-28']);
  });
});
