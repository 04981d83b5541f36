import { expect, test } from '@jest/globals';
import type { Area, Clinician } from '../../src/rota/types.ts';
import { wall } from '../rota/a-rota.ts';
import { aLine, aRota, clinician, service } from './a-rota.ts';
import { stories, type Telling } from './stories.ts';
import type { Story } from './story.ts';

const manager = '+447700900190';
const alertWebhook = 'https://alerts.example/rota';
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
type Days = readonly (typeof weekdays)[number][];

function shift(days: Days, people: readonly string[]) {
  return {
    hours: { kind: 'weekly' as const, days, from: '09:00', to: '17:00', every: 1, starting: undefined },
    people,
    tier: 1,
  };
}

/** Open on weekdays from nine to five, with these shifts. */
function rotaWith(
  shifts: readonly ReturnType<typeof shift>[],
  change: Partial<Clinician> = {},
  area: Partial<Area> = {},
) {
  const open = [
    { kind: 'weekly' as const, days: weekdays, from: '09:00', to: '17:00', every: 1, starting: undefined },
  ];
  const ids = ['ahmed', 'brown'];
  const people = new Map(
    ids.map((id, place) => [id, { ...clinician(id, place), ...(id === 'brown' ? change : {}) }]),
  );
  const line = aLine('haematology', '1', [], { open, shifts, minimum: 1, bankHolidays: 'closed' });
  return aRota([line], { people, managers: [manager], ...area });
}

const covered = [shift(weekdays, ['ahmed', 'brown'])];
const noThursday = [shift(['mon', 'tue', 'wed', 'fri'], ['ahmed'])];

function texts(tale: Story, number: string): string[] {
  return tale.rehearsal.network.phone(number).texts.map(({ body }) => body);
}

async function goTo(tale: Story, time: string): Promise<void> {
  await tale.pass((wall(time) - tale.rehearsal.time.now()) / 1000);
}

/** Keeps what is posted; answers with these statuses, then with the last of them. */
function address(...statuses: number[]) {
  const posted: { url: string; body: unknown }[] = [];
  const take: typeof fetch = async (url, init) => {
    posted.push({
      url: url instanceof Request ? url.url : url.toString(),
      body: JSON.parse(String(init?.body as string)),
    });
    const status = statuses.length > 1 ? statuses.shift() : statuses[0];
    if (status === 0) throw new TypeError('fetch failed');
    return new Response(null, { status: status ?? 200 });
  };
  return { posted, fetch: take };
}

stories('reminders of shifts', (story) => {
  async function onSunday(telling: Telling, change: Partial<Clinician> = {}) {
    const tale = await telling({ rotas: rotaWith(covered, change), start: wall('2026-11-22 10:00') });
    return { tale, ...tale.colleagues('ahmed', 'brown') };
  }

  test('come the evening before at six, once, to who has a shift', async () => {
    const { tale, ahmed, brown } = await onSunday(story);
    await goTo(tale, '2026-11-22 17:59');
    expect([...ahmed.phone.texts, ...brown.phone.texts]).toEqual([]);
    await goTo(tale, '2026-11-22 18:05');
    const words =
      'Reminder: you are on Haematology tomorrow 9am to 5pm. Cannot? Text SWAP and a name and date. No more texts: STOP.';
    expect(texts(tale, ahmed.phone.number)).toEqual([words]);
    expect(texts(tale, brown.phone.number)).toEqual([words]);
    await goTo(tale, '2026-11-23 17:00');
    expect(ahmed.phone.texts).toHaveLength(1);
    await goTo(tale, '2026-11-23 18:05');
    expect(ahmed.phone.texts).toHaveLength(2);
    tale.hadNoRefusals();
  });

  test('do not come to who wants none, nor to who has said STOP, nor before a day off', async () => {
    const { tale, ahmed, brown } = await onSunday(story, { reminders: false });
    ahmed.phone.sendsText(service, 'STOP');
    await goTo(tale, '2026-11-22 23:00');
    expect([...ahmed.phone.texts, ...brown.phone.texts]).toEqual([]);
    ahmed.phone.sendsText(service, 'START');
    await goTo(tale, '2026-11-27 17:00');
    const before = ahmed.phone.texts.length;
    await goTo(tale, '2026-11-28 10:00');
    expect(ahmed.phone.texts).toHaveLength(before);
    expect(brown.phone.texts).toEqual([]);
    tale.hadNoRefusals();
  });

  test('follow the overrides: leave has none, and who stands in has one', async () => {
    const rotas = rotaWith([shift(weekdays, ['ahmed'])]);
    const tale = await story({ rotas, start: wall('2026-11-22 10:00') });
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await tale.store.database.pool.query(
      `insert into overrides (id, area, kind, clinician, stand_in, starts_at, ends_at, why, made_by, made_at)
       values (gen_random_uuid(), 'riverside', 'swap', 'ahmed', 'brown', $1, $2, 'swap', 'key manager', $1)`,
      [new Date(wall('2026-11-23 09:00')), new Date(wall('2026-11-23 17:00'))],
    );
    await goTo(tale, '2026-11-22 19:30');
    expect(texts(tale, ahmed.phone.number)).toEqual([]);
    expect(texts(tale, brown.phone.number)).toHaveLength(1);
  });

  test('come late when nobody was there to send them, but not at night', async () => {
    const { tale, ahmed } = await onSunday(story);
    tale.rehearsal.time.moveTo(wall('2026-11-22 20:30'));
    await tale.pass(120);
    expect(ahmed.phone.texts).toHaveLength(1);
    tale.rehearsal.time.moveTo(wall('2026-11-23 22:30'));
    await tale.pass(120);
    expect(ahmed.phone.texts).toHaveLength(1);
  });
});

stories('reminders in the morning', (story) => {
  test('come where nothing ran in the evening, once, and not of a shift that has begun', async () => {
    const tale = await story({ rotas: rotaWith(covered), start: wall('2026-11-22 17:30') });
    const { ahmed } = tale.colleagues('ahmed');
    tale.rehearsal.time.moveTo(wall('2026-11-23 02:00'));
    await goTo(tale, '2026-11-23 06:55');
    expect(ahmed.phone.texts).toEqual([]);
    await goTo(tale, '2026-11-23 07:05');
    expect(texts(tale, ahmed.phone.number)).toEqual([
      'Reminder: you are on Haematology today 9am to 5pm. Cannot? Text SWAP and a name and date. No more texts: STOP.',
    ]);
    await goTo(tale, '2026-11-23 17:00');
    expect(ahmed.phone.texts).toHaveLength(1);
    tale.rehearsal.time.moveTo(wall('2026-11-24 09:30'));
    await goTo(tale, '2026-11-24 12:00');
    expect(ahmed.phone.texts).toHaveLength(1);
    tale.hadNoRefusals();
  });

  test('come to who stands in since last night, and to nobody else', async () => {
    const tale = await story({
      rotas: rotaWith([shift(weekdays, ['ahmed'])]),
      start: wall('2026-11-22 17:30'),
    });
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await goTo(tale, '2026-11-22 22:30');
    await tale.store.database.pool.query(
      `insert into overrides (id, area, kind, clinician, stand_in, starts_at, ends_at, why, made_by, made_at)
       values (gen_random_uuid(), 'riverside', 'swap', 'ahmed', 'brown', $1, $2, 'swap', 'key manager', $1)`,
      [new Date(wall('2026-11-23 09:00')), new Date(wall('2026-11-23 17:00'))],
    );
    await goTo(tale, '2026-11-23 17:00');
    expect(ahmed.phone.texts).toHaveLength(1);
    expect(texts(tale, brown.phone.number)).toEqual([expect.stringContaining('today 9am to 5pm')]);
  });
});

stories('alerts of uncovered hours', (story) => {
  test('that Twilio would not take all evening come in the morning, and not at night', async () => {
    const rotas = rotaWith([shift(['tue', 'thu', 'fri'], ['ahmed'])]);
    const tale = await story({ rotas, start: wall('2026-11-24 18:30') });
    for (let time = 0; time < 70; time++) tale.rehearsal.network.next('create-message', 'too-many');
    await goTo(tale, '2026-11-25 06:55');
    expect(texts(tale, manager)).toEqual([]);
    await goTo(tale, '2026-11-25 12:00');
    expect(texts(tale, manager)).toEqual([
      'Riverside: nobody for Haematology today 9am to 5pm. Please change the rota.',
    ]);
  });

  test('come on the working day before, by text and to the address, once', async () => {
    const { posted, fetch } = address(200);
    const tale = await story({
      rotas: rotaWith(noThursday, {}, { alertWebhook }),
      start: wall('2026-11-24 18:00'),
      fetch,
    });
    await goTo(tale, '2026-11-25 08:55');
    expect(texts(tale, manager)).toEqual([]);
    await goTo(tale, '2026-11-25 09:05');
    expect(texts(tale, manager)).toEqual([
      'Riverside: nobody for Haematology tomorrow 9am to 5pm. Please change the rota.',
    ]);
    await goTo(tale, '2026-11-27 08:00');
    expect(texts(tale, manager)).toHaveLength(1);
    expect(posted).toEqual([
      {
        url: alertWebhook,
        body: {
          area: 'riverside',
          at: '2026-11-25T09:00:00.000Z',
          kind: 'uncovered-hours',
          spans: [{ line: 'haematology', from: '2026-11-26T09:00:00.000Z', to: '2026-11-26T17:00:00.000Z' }],
        },
      },
    ]);
    tale.hadNoRefusals();
  });

  test('of a Monday come on Friday', async () => {
    const rotas = rotaWith([shift(['tue', 'wed', 'thu', 'fri'], ['ahmed'])]);
    const tale = await story({ rotas, start: wall('2026-11-26 10:00') });
    await goTo(tale, '2026-11-27 09:05');
    expect(texts(tale, manager)).toEqual([
      'Riverside: nobody for Haematology Mon 30 Nov 9am to 5pm. Please change the rota.',
    ]);
    await goTo(tale, '2026-11-30 07:55');
    expect(texts(tale, manager)).toHaveLength(1);
  });

  test('a gap that opens later is told of at the next full hour, and a covered rota of nothing', async () => {
    const tale = await story({ rotas: rotaWith(covered), start: wall('2026-11-24 09:30') });
    await goTo(tale, '2026-11-24 13:30');
    expect(texts(tale, manager)).toEqual([]);
    const leave = (who: string): Promise<unknown> =>
      tale.store.database.pool.query(
        `insert into overrides (id, area, kind, clinician, starts_at, ends_at, why, made_by, made_at)
         values (gen_random_uuid(), 'riverside', 'leave', $3, $1, $2, 'leave', 'key manager', $1)`,
        [new Date(wall('2026-11-25 00:00')), new Date(wall('2026-11-25 12:00')), who],
      );
    await leave('ahmed');
    await leave('brown');
    await goTo(tale, '2026-11-24 14:05');
    expect(texts(tale, manager)).toEqual([
      'Riverside: nobody for Haematology tomorrow 9am to midday. Please change the rota.',
    ]);
  });

  async function leave(tale: Story, from: string, to: string): Promise<string[]> {
    const { rows } = await tale.store.database.pool.query<{ id: string }>(
      `insert into overrides (id, area, kind, clinician, starts_at, ends_at, why, made_by, made_at)
       select gen_random_uuid(), 'riverside', 'leave', who, $1::timestamptz, $2, 'leave', 'key manager', $1
         from unnest(array['ahmed', 'brown']) as who returning id`,
      [new Date(wall(from)), new Date(wall(to))],
    );
    return rows.map(({ id }) => id);
  }

  async function comesBack(tale: Story, leaves: readonly string[]): Promise<void> {
    await tale.store.database.pool.query(
      `update overrides set removed_at = $2, removed_by = 'key manager' where id = any ($1::uuid[])`,
      [leaves, new Date(tale.rehearsal.time.now())],
    );
  }

  test('that are covered and then open again are told of again', async () => {
    const tale = await story({ rotas: rotaWith(covered), start: wall('2026-11-24 15:30') });
    const first = await leave(tale, '2026-11-25 09:00', '2026-11-25 17:00');
    await goTo(tale, '2026-11-24 16:05');
    expect(texts(tale, manager)).toHaveLength(1);
    await comesBack(tale, first);
    await goTo(tale, '2026-11-24 18:05');
    await leave(tale, '2026-11-25 09:00', '2026-11-25 17:00');
    await goTo(tale, '2026-11-24 19:05');
    expect(texts(tale, manager)).toEqual(
      Array(2).fill('Riverside: nobody for Haematology tomorrow 9am to 5pm. Please change the rota.'),
    );
    await goTo(tale, '2026-11-26 08:00');
    expect(texts(tale, manager)).toHaveLength(2);
  });

  test('whose edge moves by ten minutes an hour are not told of each time', async () => {
    const tale = await story({ rotas: rotaWith(covered), start: wall('2026-11-24 09:30') });
    let leaves = await leave(tale, '2026-11-25 09:00', '2026-11-25 12:00');
    for (const [hour, end] of [
      ['10:30', '12:10'],
      ['11:30', '12:20'],
      ['12:30', '12:30'],
    ] as const) {
      await goTo(tale, `2026-11-24 ${hour}`);
      await comesBack(tale, leaves);
      leaves = await leave(tale, '2026-11-25 09:00', `2026-11-25 ${end}`);
    }
    await goTo(tale, '2026-11-25 08:55');
    expect(texts(tale, manager)).toEqual([
      'Riverside: nobody for Haematology tomorrow 9am to midday. Please change the rota.',
    ]);
  });

  test('that open in the night are told of in the morning, before they begin', async () => {
    const tale = await story({ rotas: rotaWith(covered), start: wall('2026-11-24 20:30') });
    await goTo(tale, '2026-11-24 21:30');
    await leave(tale, '2026-11-25 09:00', '2026-11-25 13:00');
    await goTo(tale, '2026-11-25 06:55');
    expect(texts(tale, manager)).toEqual([]);
    await goTo(tale, '2026-11-25 07:05');
    expect(texts(tale, manager)).toEqual([
      'Riverside: nobody for Haematology today 9am to 1pm. Please change the rota.',
    ]);
    await goTo(tale, '2026-11-26 06:00');
    expect(texts(tale, manager)).toHaveLength(1);
  });

  test('of a line that has nobody day and night are told of from now on, and each hour once', async () => {
    const rotas = aRota([aLine('haematology', '1', [])], { managers: [manager] });
    const tale = await story({ rotas, start: wall('2026-11-23 12:30') });
    await goTo(tale, '2026-11-27 08:00');
    expect(texts(tale, manager).filter((each) => each.includes('nobody for'))).toEqual([
      'Riverside: nobody for Haematology today 1pm to the end of Thu 26 Nov. Please change the rota.',
      'Riverside: nobody for Haematology today 9am to the end of Sun 29 Nov. Please change the rota.',
    ]);
  });

  test('that a long pause makes are told of, and those of a short one are not', async () => {
    const rotas = rotaWith([shift(weekdays, ['ahmed'])]);
    const tale = await story({ rotas, start: wall('2026-11-24 09:30') });
    const { ahmed } = tale.colleagues('ahmed');
    ahmed.phone.sendsText(service, 'OFF 1H');
    await goTo(tale, '2026-11-24 10:05');
    expect(texts(tale, manager)).toEqual([]);
    ahmed.phone.sendsText(service, 'OFF');
    await goTo(tale, '2026-11-24 11:05');
    expect(texts(tale, manager)).toEqual([
      'Riverside: nobody for Haematology today 10:05am to 5pm. Please change the rota.',
    ]);
  });

  test('that Twilio would not take for an hour come all the same, and never more than three times', async () => {
    const tale = await story({ rotas: rotaWith(noThursday), start: wall('2026-11-25 08:30') });
    for (let time = 0; time < 20; time++) tale.rehearsal.network.next('create-message', 'too-many');
    await goTo(tale, '2026-11-25 12:00');
    expect(texts(tale, manager)).toHaveLength(1);
    const slow = await story({ rotas: rotaWith(noThursday), start: wall('2026-11-25 08:30') });
    for (let time = 0; time < 20; time++) slow.rehearsal.network.next('create-message', 'drop-after-acting');
    await goTo(slow, '2026-11-26 08:00');
    expect(texts(slow, manager)).toHaveLength(3);
  });

  test('that the address does not take are posted again, later and later, and in the end given up', async () => {
    const { posted, fetch } = address(0, 500, 302, 200);
    const tale = await story({
      rotas: rotaWith(noThursday, {}, { alertWebhook, managers: [] }),
      start: wall('2026-11-25 08:30'),
      fetch,
    });
    await goTo(tale, '2026-11-25 09:02');
    expect(posted).toHaveLength(2);
    await goTo(tale, '2026-11-25 12:00');
    expect(posted).toHaveLength(4);
    const never = address(500);
    const other = await story({
      rotas: rotaWith(noThursday, {}, { alertWebhook, managers: [] }),
      start: wall('2026-11-25 08:30'),
      fetch: never.fetch,
    });
    await goTo(other, '2026-11-26 08:30');
    expect(never.posted).toHaveLength(10);
  });
});

stories('the weekly digest', (story) => {
  test('comes on Monday at eight with the counts of the week, once', async () => {
    const { posted, fetch } = address(200);
    const rotas = rotaWith(noThursday, { phones: [] }, { alertWebhook });
    const tale = await story({ rotas, start: wall('2026-11-22 22:00'), fetch });
    await goTo(tale, '2026-11-23 07:59');
    expect(texts(tale, manager)).toEqual([]);
    await goTo(tale, '2026-11-23 08:05');
    expect(texts(tale, manager)).toEqual([
      'Riverside this week: 8 hours with nobody, 0 with too few. See rotaline rota gaps.',
    ]);
    await goTo(tale, '2026-11-23 13:00');
    expect(texts(tale, manager)).toHaveLength(1);
    expect(posted.map(({ body }) => body)).toEqual([
      {
        area: 'riverside',
        at: '2026-11-23T08:00:00.000Z',
        kind: 'weekly-digest',
        week: '2026-11-23',
        hoursWithNobody: 8,
        hoursThin: 0,
        withoutPhone: 0,
        failingPhones: 0,
        holidaysUndecided: 0,
        overridesLost: 0,
      },
    ]);
  });

  test('comes after a bank holiday on the next day', async () => {
    const tale = await story({ rotas: rotaWith(covered), start: wall('2026-04-05 22:00') });
    await goTo(tale, '2026-04-06 20:00');
    expect(texts(tale, manager)).toEqual([]);
    await goTo(tale, '2026-04-10 20:00');
    expect(texts(tale, manager)).toHaveLength(1);
  });

  test('that nobody was there to send on Monday comes on Tuesday, where there was one the week before', async () => {
    const tale = await story({ rotas: rotaWith(covered), start: wall('2026-11-16 07:30') });
    await goTo(tale, '2026-11-22 12:00');
    expect(texts(tale, manager)).toHaveLength(1);
    tale.rehearsal.time.moveTo(wall('2026-11-24 02:00'));
    await goTo(tale, '2026-11-24 07:55');
    expect(texts(tale, manager)).toHaveLength(1);
    await goTo(tale, '2026-11-27 20:00');
    expect(texts(tale, manager)).toHaveLength(2);
  });

  test('says that all is well when it is', async () => {
    const tale = await story({ rotas: rotaWith(covered), start: wall('2026-11-22 22:00') });
    await goTo(tale, '2026-11-23 08:05');
    expect(texts(tale, manager)).toEqual([
      'Riverside this week: every open hour has enough people, and no phone is known to fail.',
    ]);
    tale.hadNoRefusals();
  });
});
