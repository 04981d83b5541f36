import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { importBody, importsBody } from '../../src/api/schemas/calendar-imports.ts';
import { forgetOld } from '../../src/store/forget-old.ts';
import { rotasWith, wall } from '../rota/a-rota.ts';
import { availableDatabases } from '../statistics/databases.ts';
import type { Store } from '../stores.ts';
import { fixture, haematology } from './an-area.ts';
import { TheCalendars } from './the-calendars.ts';

describe.each(availableDatabases())('calendar imports, on $name', (kind) => {
  let store: Store;
  let calendars: TheCalendars;
  beforeAll(async () => {
    store = await kind.open();
  });
  beforeEach(async () => {
    await store.database.pool.query('truncate overrides, calendar_imports, calendar_events, calendar_feeds');
    calendars = new TheCalendars(store);
  });
  afterAll(() => store.close());

  const leave = 'clinician,from,to,why\nSamira Ahmed,2026-11-24,2026-11-24,Annual leave\n';

  async function previewed(query: string, text: string, type?: string) {
    const { body } = await calendars.send(query, text, type).expect(200);
    expect(importBody.parse(body)).toEqual(body);
    return importBody.parse(body);
  }

  test('a preview shows who is meant, who is not, and what it would do, and writes nothing', async () => {
    const preview = await previewed('as=leave', fixture('leave.csv'));
    expect(preview.matched).toMatchObject([
      { row: 2, clinician: { id: 'ahmed', name: 'Dr Samira Ahmed' }, line: null },
      {
        row: 3,
        clinician: { id: 'brown' },
        from: '2027-01-04T13:00:00.000Z',
        to: '2027-01-04T17:00:00.000Z',
      },
      {
        row: 4,
        clinician: { id: 'oconnor' },
        from: '2027-02-01T00:00:00.000Z',
        to: '2027-02-14T00:00:00.000Z',
      },
    ]);
    expect(preview.unmatched).toEqual([
      {
        row: 5,
        text: 'Patel, 2027-01-11, 2027-01-12, Annual leave',
        reason: 'it may mean more than one person: write the whole name',
        suggestions: [
          { id: 'arun-patel', name: 'Dr Arun Patel' },
          { id: 'patel', name: 'Dr Anjali Patel' },
        ],
      },
    ]);
    expect(await calendars.stored()).toEqual([]);
  });

  test('what a file says twice is done once, and each time it stands there is accounted for', async () => {
    const again = 'Dr S Ahmed,2026-11-24,2026-11-24,x\nAhmed,2026-11-24,2026-11-25,x\n';
    const { matched, unmatched } = await previewed('as=leave', `${leave}${again}`);
    expect(matched.map(({ row }) => row)).toEqual([2, 4]);
    expect(unmatched).toMatchObject([{ row: 3, reason: 'line 2 says the same, and is done once' }]);
  });

  test.each([
    ['text/csv', 'latin1', '', 200],
    ['text/csv', 'utf8', '\ufeff', 200],
    ['text/csv; charset=utf-8', 'utf8', '', 200],
    ['text/csv; charset=utf-8', 'latin1', '', 400],
    ['text/csv', 'latin1', '\xef\xbb\xbf', 400],
  ] as const)(
    'as %s in %s after %j: %d, and no letter is changed in silence',
    async (type, letters, mark, status) => {
      const file = Buffer.from(`${mark}${leave.replace('Annual leave', 'Café')}`, letters);
      const { body } = await calendars.send('as=leave', file, type).expect(status);
      if (status === 200) expect(body.matched).toMatchObject([{ summary: expect.stringContaining('Café') }]);
      else expect(body.detail).toContain('The file says that it is UTF-8, but is not');
    },
  );

  test('what is wrong with every repeat of a series is said once, with how often', async () => {
    const series = fixture('google-rota.ics').replace('Samira Ahmed nights', 'J Ahmed nights');
    const { unmatched } = await previewed('as=shifts&line=haematology', series, 'text/calendar');
    expect(unmatched.filter(({ text }) => text === 'J Ahmed nights').map(({ reason }) => reason)).toEqual([
      'it is not sure who is meant: write the whole name (2 times)',
    ]);
  });

  test('days that may be either are asked about, and read as is answered', async () => {
    const text = fixture('ambiguous.csv');
    const unsure = await previewed('as=leave', text);
    expect(unsure.matched).toEqual([]);
    expect(unsure.unmatched).toMatchObject([
      {
        row: 2,
        reason: '"from" may be 1 February or 2 January: say whether dates are day-first or month-first',
      },
    ]);
    const { matched } = await previewed('as=leave&dates=day-first', text);
    expect(matched).toMatchObject([{ from: '2027-02-01T00:00:00.000Z', to: '2027-02-06T00:00:00.000Z' }]);
  });

  test.each(['Canceled: Samira Ahmed', 'Samira Ahmed (cancelled)', 'CANCELLED - Dr Ahmed'])(
    'what says of itself that it is off is not taken: %s',
    async (title) => {
      const { matched, unmatched } = await previewed('as=leave', `clinician,date\n${title},2026-12-01\n`);
      expect(matched).toEqual([]);
      expect(unmatched).toMatchObject([{ row: 2, reason: 'it says that it is cancelled' }]);
    },
  );

  test('a preview says which hours it would leave with nobody', async () => {
    const { effect } = await previewed('as=leave', leave);
    expect(effect?.lines[0]?.gaps).toEqual([
      { from: '2026-11-24T09:00:00.000Z', to: '2026-11-24T17:00:00.000Z' },
    ]);
  });

  test('a warning says of which entry it is', async () => {
    const { effect } = await previewed(
      'as=leave',
      'clinician,from,to\nSamira Ahmed,2026-12-05,2026-12-05\nSamira Ahmed,2026-12-12,2026-12-12\n',
    );
    const words = 'Dr Samira Ahmed has no shift then, so nothing changes';
    expect(effect?.words.slice(0, 2)).toEqual([
      `Line 2, midnight on Saturday 5 December 2026: ${words}`,
      `Line 3, midnight on Saturday 12 December 2026: ${words}`,
    ]);
    expect(effect?.warnings.map((each) => each.words)).toEqual([words, words]);
  });

  test('confirming writes it, undoing removes exactly that', async () => {
    await calendars.overrides.add({
      drafts: [
        {
          ...{ area: 'riverside', line: undefined, kind: 'leave', clinician: 'brown', with: undefined },
          ...{ from: wall('2026-12-01 00:00'), to: wall('2026-12-02 00:00'), why: 'by hand' },
        },
      ],
      by: 'key manager-a',
    });
    const { id } = await previewed('as=leave', `${leave}Peter Brown,2026-12-01,2026-12-01,\n`);
    const confirmed = await calendars.post(`calendar-imports/${id}/confirm`).expect(200);
    // Dr Brown's leave stands already: it is not written twice, and so not taken away by undoing.
    expect(confirmed.body).toEqual({ id, area: 'riverside', status: 'confirmed', overrides: 1 });
    expect(await calendars.stored()).toEqual([
      { kind: 'leave', clinician: 'ahmed', line: null, removed: false },
      { kind: 'leave', clinician: 'brown', line: null, removed: false },
    ]);
    const undone = await calendars.post(`calendar-imports/${id}/undo`).expect(200);
    expect(undone.body).toEqual({ id, area: 'riverside', status: 'undone', overrides: 1 });
    expect((await calendars.stored()).map(({ clinician, removed }) => [clinician, removed])).toEqual([
      ['ahmed', true],
      ['brown', false],
    ]);
    expect((await calendars.post(`calendar-imports/${id}/undo`).expect(200)).body.overrides).toBe(0);
    await calendars.post(`calendar-imports/${id}/confirm`).expect(409);
  });

  test('undoing one import leaves what another says as well', async () => {
    const wrong = await previewed('as=leave', `${leave}Peter Brown,2026-11-25,2026-11-25,\n`);
    await calendars.post(`calendar-imports/${wrong.id}/confirm`).expect(200);
    const right = await previewed('as=leave', `${leave}Peter Brown,2026-11-26,2026-11-26,\n`);
    const confirmed = await calendars.post(`calendar-imports/${right.id}/confirm`).expect(200);
    expect(confirmed.body.overrides).toBe(2);
    expect((await calendars.post(`calendar-imports/${wrong.id}/undo`).expect(200)).body.overrides).toBe(2);
    const standing = await calendars.overrides.standing('riverside', 0, wall('2027-01-01 00:00'));
    expect(standing.map(({ clinician, from }) => [clinician, from])).toEqual([
      ['ahmed', wall('2026-11-24 00:00')],
      ['brown', wall('2026-11-26 00:00')],
    ]);
    expect((await calendars.post(`calendar-imports/${right.id}/undo`).expect(200)).body.overrides).toBe(2);
    expect(await calendars.overrides.standing('riverside', 0, wall('2027-01-01 00:00'))).toEqual([]);
  });

  test('what somebody removed by hand keeps who did, when the rest is undone', async () => {
    const { id } = await previewed('as=leave', leave);
    await calendars.post(`calendar-imports/${id}/confirm`).expect(200);
    const [made] = await calendars.overrides.list({ area: 'riverside', from: 0, limit: 10 });
    await calendars.overrides.remove('riverside', made?.id ?? '', 'key somebody');
    expect((await calendars.post(`calendar-imports/${id}/undo`).expect(200)).body.overrides).toBe(0);
    const [after] = await calendars.overrides.find('riverside', made?.id ?? '');
    expect(after?.removed?.by).toBe('key somebody');
  });

  test('are listed with the ids by which they are undone', async () => {
    const first = await previewed('as=leave', `${leave}Peter Brown,2026-12-01,2026-12-01,\n`);
    await calendars.post(`calendar-imports/${first.id}/confirm`).expect(200);
    calendars.now = wall('2026-11-25 00:00');
    const second = await previewed(
      'as=shifts&line=haematology',
      leave.replace('Annual leave', '').replaceAll('11-24', '11-28'),
    );
    const { body } = await calendars.get('calendar-imports').expect(200);
    expect(importsBody.parse(body)).toEqual(body);
    const common = { madeBy: 'key manager-a', undoneAt: null };
    expect(body.imports).toEqual([
      {
        ...{ ...common, id: second.id, as: 'shifts', status: 'waiting', entries: 1, standing: 0 },
        ...{ madeAt: '2026-11-25T00:00:00.000Z', confirmedAt: null },
      },
      {
        ...{ ...common, id: first.id, as: 'leave', status: 'confirmed', entries: 2, standing: 1 },
        ...{ madeAt: '2026-11-22T10:00:00.000Z', confirmedAt: '2026-11-22T10:00:00.000Z' },
      },
    ]);
    const undone = await calendars.post(`calendar-imports/${body.imports[1].id}/undo`).expect(200);
    expect(undone.body.overrides).toBe(1);
    const after = await calendars.get('calendar-imports').expect(200);
    expect(after.body.imports[1]).toMatchObject({ status: 'undone', standing: 0 });
  });

  test('confirmed days later, what is over by then is left out', async () => {
    const { id } = await previewed('as=leave', `${leave}Peter Brown,2026-12-01,2026-12-01,\n`);
    calendars.now = wall('2026-11-25 00:00');
    expect((await calendars.post(`calendar-imports/${id}/confirm`).expect(200)).body.overrides).toBe(1);
    expect(await calendars.stored()).toMatchObject([{ clinician: 'brown' }]);
  });

  test('undone later, what is over stays: it was so', async () => {
    const { id } = await previewed('as=leave', `${leave}Peter Brown,2026-12-01,2026-12-01,\n`);
    await calendars.post(`calendar-imports/${id}/confirm`).expect(200);
    calendars.now = wall('2026-11-25 00:00');
    expect((await calendars.post(`calendar-imports/${id}/undo`).expect(200)).body.overrides).toBe(1);
    expect(await calendars.stored()).toMatchObject([
      { clinician: 'ahmed', removed: false },
      { clinician: 'brown', removed: true },
    ]);
  });

  test('confirmed by ten at once it is written once', async () => {
    const { id } = await previewed('as=leave', leave);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => calendars.post(`calendar-imports/${id}/confirm`).expect(200)),
    );
    expect(answers.map(({ body }) => body.overrides).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(await calendars.stored()).toHaveLength(1);
  });

  test('all of it is written or nothing', async () => {
    const { id } = await previewed('as=leave', `${leave}Peter Brown,2026-12-01,2026-12-01,\n`);
    await store.database.pool.query(
      `alter table overrides add constraint no_brown check (clinician <> 'brown')`,
    );
    await calendars.post(`calendar-imports/${id}/confirm`).expect(500);
    await store.database.pool.query('alter table overrides drop constraint no_brown');
    expect(await calendars.stored()).toEqual([]);
    await calendars.post(`calendar-imports/${id}/undo`).expect(409);
  });

  test('shifts become extras on their line', async () => {
    const preview = await previewed(
      'as=shifts&line=haematology',
      fixture('google-rota.ics'),
      'text/calendar',
    );
    expect(preview.matched.map(({ clinician, from, line }) => [clinician.id, from, line?.id])).toEqual([
      ['brown', '2026-12-01T09:00:00.000Z', 'haematology'],
      ['ahmed', '2026-12-05T00:00:00.000Z', 'haematology'],
      ['ahmed', '2027-03-27T20:00:00.000Z', 'haematology'],
      ['ahmed', '2027-03-28T19:00:00.000Z', 'haematology'],
      ['ahmed', '2027-10-30T19:00:00.000Z', 'haematology'],
    ]);
    expect(preview.unmatched.map(({ text, reason }) => [text, reason])).toEqual([
      [
        'Team meeting',
        'it names nobody of this area: where somebody is meant, write the name as in people.yaml',
      ],
    ]);
    await calendars.post(`calendar-imports/${preview.id}/confirm`).expect(200);
    expect(new Set((await calendars.stored()).map(({ kind: each, line }) => `${each} ${line}`))).toEqual(
      new Set(['extra haematology']),
    );
  });

  test('a feed that is imported is what it was', async () => {
    const { body } = await calendars.post('calendar-feeds', { line: 'haematology' }).expect(200);
    const { text } = await calendars.read(body.url).expect(200);
    const { matched, unmatched, leftOut } = await previewed(
      'as=shifts&line=haematology',
      text,
      'text/calendar',
    );
    expect(unmatched).toEqual([]);
    expect(matched.length + leftOut.over).toBe(text.match(/BEGIN:VEVENT/g)?.length);
    const night = matched.find(({ from }) => from === '2027-03-27T20:00:00.000Z');
    expect(night).toMatchObject({ clinician: { id: 'brown' }, to: '2027-03-28T07:00:00.000Z' });
  });

  test('a shift without a line is not guessed', async () => {
    const { matched, unmatched } = await previewed('as=shifts', fixture('shifts.csv'));
    expect(matched.map(({ row }) => row).sort()).toEqual([3, 4]);
    expect(unmatched).toMatchObject([
      { row: 2, reason: expect.stringMatching(/^it is not said on which advice line the shift is: /) },
    ]);
  });

  test('the title of an event does not become the reason for leave, and is not kept once it is confirmed', async () => {
    const { id } = await previewed('as=leave', fixture('outlook-leave.ics'), 'text/calendar');
    await calendars.post(`calendar-imports/${id}/confirm`).expect(200);
    const stored = await calendars.overrides.list({ area: 'riverside', from: 0, limit: 100 });
    expect(new Set(stored.map(({ why }) => why))).toEqual(new Set(['Leave, from a calendar']));
    const { rows } = await store.database.pool.query('select preview from calendar_imports');
    expect(JSON.stringify(rows)).toContain('oconnor');
    expect(JSON.stringify(rows)).not.toMatch(/parental|study leave|annual leave/i);
    expect(stored.map(({ clinician }) => clinician)).toEqual([
      'oconnor',
      'oconnor',
      'oconnor',
      'ahmed',
      'oconnor',
      'brown',
    ]);
  });

  test('a rota that has changed since the preview is not written into', async () => {
    const { id } = await previewed('as=leave', leave);
    const before = calendars.rotas;
    calendars.rotas = rotasWith({
      'riverside/people.yaml': '- { id: brown, name: Dr Brown, gmc: "7012346", phones: ["+447700900102"] }\n',
      'riverside/haematology.yaml': haematology.replace('[ahmed]', '[brown]'),
    });
    const { body } = await calendars.post(`calendar-imports/${id}/confirm`).expect(409);
    expect(body.detail).toContain('The rota has changed');
    expect(await calendars.stored()).toEqual([]);
    calendars.rotas = before;
    await calendars.post(`calendar-imports/${id}/confirm`).expect(200);
  });

  test('a preview that nobody confirmed is swept away after a week', async () => {
    const { id } = await previewed('as=leave', leave);
    await forgetOld(store.database.pool, calendars.now + 8 * 86_400_000);
    await calendars.post(`calendar-imports/${id}/confirm`).expect(404);
  });

  test('formulas, markup and numbers of patients come back as harmless text, and nothing of them is written', async () => {
    const nasty =
      'clinician,from,to,why\n"=cmd|\' /C calc\'!A0 <img src=x> 943 476 5919",2026-12-01,2026-12-01,x\n';
    const response = await calendars.send('as=leave', nasty).expect(200);
    expect(response.get('Content-Type')).toContain('application/json');
    expect(response.text).not.toContain('943 476');
    expect(response.body.matched).toEqual([]);
    expect(response.body.unmatched[0].text).toContain('<img src=x> …');
  });

  describe('is refused', () => {
    test.each(['ahmed', 'reader', 'elsewhere'] as const)('to %s', async (who) => {
      await calendars.send('as=leave', leave, 'text/csv', who).expect(403);
      await calendars.get('calendar-imports', who).expect(403);
      const { id } = await previewed('as=leave', leave);
      await calendars.post(`calendar-imports/${id}/confirm`, undefined, who).expect(403);
      await calendars.post(`calendar-imports/${id}/undo`, undefined, who).expect(403);
    });

    test.each([
      ['', 'as'],
      ['as=both', 'as'],
      ['as=shifts&line=haematolgy', 'line'],
      ['as=leave&line=haematology', 'line'],
      ['as=leave&more=1', 'more'],
      ['as=leave&dates=british', 'dates'],
    ])('%s: with the field', async (query, field) => {
      const { body } = await calendars.send(query, leave).expect(400);
      expect(body.errors[0].field).toBe(field);
    });

    test('when it is of another kind, or too long', async () => {
      await calendars.send('as=leave', '{}', 'application/json').expect(415);
      const { body } = await calendars.send('as=leave', 'x'.repeat(8 * 1024 * 1024 + 1)).expect(413);
      expect(body.detail).toBe('What was sent is too long: 8192 kB at most.');
    });

    test('when there is no such import', async () => {
      for (const id of ['x', '6f1c1f0e-95d5-4a5c-8f6d-0d1f6a3d9b11']) {
        await calendars.post(`calendar-imports/${id}/confirm`).expect(404);
        await calendars.post(`calendar-imports/${id}/undo`).expect(404);
      }
    });
  });

  test.each([
    ['text/csv', Buffer.alloc(2 * 1024 * 1024, ',')],
    ['text/csv', Buffer.alloc(4 * 1024 * 1024, ',')],
    ['text/csv', Buffer.alloc(1024 * 1024, '"')],
    ['text/csv', Buffer.from([0, 255, 254, 1, 2, 3])],
    ['text/csv', Buffer.alloc(0)],
    ['text/calendar', Buffer.from('BEGIN:VCALENDAR\n'.repeat(100_000))],
    ['text/calendar', Buffer.from('BEGIN:VCALENDAR\n' + 'BEGIN:VEVENT\n'.repeat(100_000))],
    [
      'text/calendar',
      Buffer.from(
        `BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261201T090000\nSUMMARY:${'a '.repeat(900_000)}\nEND:VEVENT\n`,
      ),
    ],
  ])('garbage of a kind of %s is told of, and changes nothing', async (type, bytes) => {
    const { body } = await calendars.send('as=leave', bytes, type).expect(200);
    expect(body.matched).toEqual([]);
    expect(body.unmatched.length).toBeGreaterThan(0);
    expect(JSON.stringify(body).length).toBeLessThan(2_000_000);
    expect(await calendars.stored()).toEqual([]);
    expect(calendars.reported).toEqual([]);
  });
});
