import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { answersAndPresses, ignores } from '../../src/phone-network/behaviours.ts';
import { PhoneChecks } from '../../src/phone-checks/phone-checks.ts';
import type { Area } from '../../src/rota/types.ts';
import { wall } from '../rota/a-rota.ts';
import { aLine, aRota, clinician } from './a-rota.ts';
import { stories, type Telling } from './stories.ts';
import type { Story } from './story.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const open = [
  { kind: 'weekly' as const, days: weekdays, from: '09:00', to: '17:00', every: 1, starting: undefined },
];

/** Ahmed and Brown on weekdays from nine to five, Patel on Tuesdays only. */
function rotasWith(change: Partial<Area> = {}) {
  const [hours] = open;
  if (!hours) throw new Error('no hours');
  const shifts = [
    { hours, people: ['ahmed', 'brown'], tier: 1 },
    { hours: { ...hours, days: ['tue'] as const }, people: ['patel'], tier: 1 },
  ];
  const people = new Map(
    ['ahmed', 'brown', 'patel', 'okafor'].map((id, place) => [
      id,
      { ...clinician(id, place), reminders: false },
    ]),
  );
  return aRota([aLine('haematology', '1', [], { open, shifts })], { people, ...change });
}

async function begin(story: Telling, start = '2026-11-23 10:30', change: Partial<Area> = {}) {
  const tale = await story({ rotas: rotasWith(change), start: wall(start) });
  return { tale, ...tale.colleagues('ahmed', 'brown', 'patel', 'okafor') };
}

/** The same, and another area with one line, on which these of them are as well. */
async function inTwoAreas(story: Telling, there: readonly string[]) {
  const rotas = rotasWith();
  const [riverside] = rotas.areas;
  if (!riverside) throw new Error('no area');
  const people = new Map([...riverside.people].filter(([id]) => there.includes(id)));
  const line = { ...aLine('dermatology', '1', [...there]), ref: 'hillside/dermatology' as const };
  const named = { id: 'hillside', name: 'Hillside', numbers: ['+441614960009'] };
  const hillside: Area = { ...riverside, ...named, people, lines: [line] };
  const tale = await story({
    rotas: { ...rotas, areas: [riverside, hillside] },
    start: wall('2026-11-23 10:30'),
  });
  return { tale, ...tale.colleagues('ahmed', 'brown') };
}

/** What a manager asks the API to do. */
async function checks(tale: Story): Promise<unknown> {
  return tale.tellsTheApi('POST', '/areas/riverside/phone-checks', 200);
}

async function results(tale: Story): Promise<string[]> {
  const { rows } = await tale.store.database.pool.query<{
    clinician: string;
    result: string | null;
    ended: boolean;
  }>('select clinician, result, ended_at is not null as ended from phone_checks order by asked_at');
  return rows.map(
    ({ clinician: who, result, ended }) => `${who} ${result ?? 'unknown'}${ended ? '' : ', not ended'}`,
  );
}

async function goTo(tale: Story, time: string): Promise<void> {
  await tale.pass((wall(time) - tale.rehearsal.time.now()) / 1000);
}

stories('checking phones', (story) => {
  test('rings each phone in turn while its owner is on shift, says what it is, and asks for 1', async () => {
    const { tale, ahmed, brown, patel, okafor } = await begin(story);
    ahmed.phone.whenRung(answersAndPresses('1'));
    patel.phone.whenRung(answersAndPresses('1'));
    expect(await checks(tale)).toMatchObject({ area: 'riverside', begun: true });
    await tale.pass(40);
    expect(ahmed.leg.heard.join(' ')).toContain(
      'This is a check of your phone for the advice lines of Riverside',
    );
    expect(ahmed.leg.heard.join(' ')).toContain('Your phone works');
    brown.wasNeverRung();
    await tale.pass(300);
    expect(await results(tale)).toEqual(['ahmed confirmed', 'brown no-answer']);
    patel.wasNeverRung();
    await goTo(tale, '2026-11-24 10:00');
    expect(await results(tale)).toEqual(['ahmed confirmed', 'brown no-answer', 'patel confirmed']);
    ahmed.wasRung(1);
    brown.wasRung(1);
    okafor.wasNeverRung();
    const coverage = (await tale.asksTheApi('/areas/riverside/coverage')) as { people: unknown[] };
    expect(coverage.people).toEqual([
      expect.objectContaining({
        clinician: { id: 'brown', name: 'Dr Peter Brown' },
        trouble: 'phone-failing',
        phones: [1],
      }),
    ]);
    await tale.isOver();
    tale.hadNoRefusals();
  });

  test.each([
    { name: 'engaged', result: 'busy', does: 'rejects' },
    { name: 'a voicemail', result: 'no-key', does: 'talks' },
    { name: 'another key twice', result: 'no-key', does: 'presses 5' },
    { name: 'hung up on', result: 'no-key', does: 'hangs up' },
  ])('$name is stored as $result, and never as confirmed', async ({ result, does }) => {
    const { tale, ahmed, brown } = await begin(story);
    brown.phone.whenRung(ignores());
    ahmed.phone.whenRung((leg) => {
      if (does === 'rejects') return leg.reject();
      leg.answer();
    });
    await checks(tale);
    await ahmed.isRung(30).catch(() => undefined);
    if (does === 'presses 5') {
      await ahmed.hears('Please press 1 if you hear this');
      await ahmed.presses('5');
      await tale.pass(2);
      await ahmed.presses('5');
      await ahmed.hears('We did not get a 1');
    }
    if (does === 'hangs up') {
      await ahmed.hears('Please press 1');
      await ahmed.hangsUp();
    }
    await tale.pass(300);
    expect((await results(tale))[0]).toBe(`ahmed ${result}`);
    await tale.isOver();
    tale.hadNoRefusals();
  });

  test('waits until half an hour after the last call of the line', async () => {
    const { tale, ahmed, brown } = await begin(story);
    brown.phone.whenRung(ignores());
    const caller = tale.caller();
    await caller.rings();
    await caller.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.presses('1');
    await caller.isTalkingTo(ahmed);
    await checks(tale);
    await tale.pass(600);
    expect(await results(tale)).toEqual([]);
    await caller.hangsUp();
    await ahmed.hangsUp();
    await goTo(tale, '2026-11-23 10:58');
    ahmed.wasRung(1);
    await goTo(tale, '2026-11-23 11:20');
    ahmed.wasRung(2);
    expect(await results(tale)).toHaveLength(2);
  });

  test.each(['rings', 'speaks'])('makes way for a call that comes while it %s', async (when) => {
    const { tale, ahmed, brown } = await begin(story);
    await checks(tale);
    await ahmed.isRung();
    if (when === 'speaks') {
      ahmed.leg.answer();
      await ahmed.hears('This is a check of your phone');
    }
    const caller = tale.caller();
    await caller.rings();
    await tale.until(() => !ahmed.phone.engaged, 'the check is called off', 5);
    await caller.chooses('Haematology');
    await ahmed.isRung();
    brown.wasNeverRung();
    await ahmed.presses('1');
    await caller.isTalkingTo(ahmed);
    await caller.hangsUp();
    await ahmed.hangsUp();
    await tale.isOver();
    expect(await results(tale)).toEqual([]);
    ahmed.phone.whenRung(answersAndPresses('1'));
    brown.phone.whenRung(ignores());
    await tale.pass(3600);
    expect(await results(tale)).toEqual(['ahmed confirmed', 'brown no-answer']);
    tale.hadNoRefusals();
  });

  test('does not begin while somebody is at the menu, though no line has had a call', async () => {
    const { tale, ahmed, brown } = await begin(story);
    const caller = tale.caller();
    await caller.rings();
    await checks(tale);
    await tale.pass(10);
    ahmed.wasNeverRung();
    brown.wasNeverRung();
    const { rows } = await tale.store.database.pool.query("select 1 from effects where kind = 'ring-phone'");
    expect(rows).toEqual([]);
  });

  test('that was begun long ago, by a program that was away since, rings nobody', async () => {
    const { tale, ahmed } = await begin(story);
    await tale.store.database.pool.query(
      `insert into phone_checks (id, area, clinician, phone, asked_at)
       values ('8b0f2f60-0000-4000-8000-000000000001', 'riverside', 'ahmed', $1, $2)`,
      [ahmed.phone.number, new Date(wall('2026-11-23 10:20'))],
    );
    await tale.store.database.pool.query(
      `insert into effects (id, kind, data, due_at, created_at)
       values (gen_random_uuid(), 'ring-phone', '{"check":"8b0f2f60-0000-4000-8000-000000000001"}', $1, $1)`,
      [new Date(wall('2026-11-23 10:20'))],
    );
    await tale.pass(120);
    ahmed.wasNeverRung();
    expect(await results(tale)).toEqual([]);
  });

  test('rings who is on a line by an override only', async () => {
    const { tale, ahmed, brown, okafor } = await begin(story);
    await tale.store.database.pool.query(
      `insert into overrides (id, area, line, kind, clinician, starts_at, ends_at, why, made_by, made_at)
       values (gen_random_uuid(), 'riverside', 'haematology', 'extra', 'okafor', $1, $2, 'extra', 'key manager', $1)`,
      [new Date(wall('2026-11-23 14:00')), new Date(wall('2026-11-23 16:00'))],
    );
    for (const each of [ahmed, brown, okafor]) each.phone.whenRung(answersAndPresses('1'));
    expect(await checks(tale)).toMatchObject({
      phones: expect.arrayContaining([
        expect.objectContaining({ clinician: 'okafor', result: null }),
      ]) as unknown,
    });
    await goTo(tale, '2026-11-23 13:55');
    okafor.wasNeverRung();
    await goTo(tale, '2026-11-23 14:30');
    okafor.wasRung(1);
    expect(await results(tale)).toContain('okafor confirmed');
  });

  test('somebody who is paused or on leave is not rung', async () => {
    const { tale, ahmed, brown } = await begin(story);
    brown.phone.whenRung(answersAndPresses('1'));
    ahmed.phone.sendsText('+441614960000', 'OFF');
    await tale.pass(10);
    await checks(tale);
    await tale.pass(1200);
    ahmed.wasNeverRung();
    expect(await results(tale)).toEqual(['brown confirmed']);
  });

  test('lost news of the end frees the phone all the same', async () => {
    const { tale, ahmed, brown } = await begin(story);
    brown.phone.whenRung(ignores());
    tale.rehearsal.network.faults.lose = 1;
    await checks(tale);
    await ahmed.isRung();
    await tale.pass(150);
    expect((await results(tale))[0]).toBe('ahmed no-answer');
    tale.rehearsal.network.faults.lose = 0;
    await tale.pass(300);
    await tale.isOver();
  });

  test('what Twilio would not do now says nothing of the phone, and is asked again later', async () => {
    const { tale, ahmed, brown } = await begin(story);
    ahmed.phone.whenRung(answersAndPresses('1'));
    brown.phone.whenRung(answersAndPresses('1'));
    for (let time = 0; time < 3; time++) tale.rehearsal.network.next('create-call', 'too-many');
    await checks(tale);
    await tale.pass(20);
    expect(await results(tale)).toEqual([]);
    await tale.pass(400);
    expect(await results(tale)).toEqual(['ahmed confirmed', 'brown confirmed']);
    ahmed.wasRung(1);
  });

  test('a request whose answer was lost is not made twice', async () => {
    const { tale, ahmed, brown } = await begin(story);
    ahmed.phone.whenRung(answersAndPresses('1'));
    brown.phone.whenRung(answersAndPresses('1'));
    tale.rehearsal.network.next('create-call', 'drop-after-acting');
    await checks(tale);
    await tale.pass(400);
    ahmed.wasRung(1);
    expect(await results(tale)).toEqual(['ahmed confirmed', 'brown confirmed']);
  });

  test('that Twilio could not be asked about keeps nobody from calls once it cannot ring any more', async () => {
    const { tale, ahmed, brown } = await begin(story);
    tale.rehearsal.network.faults.rest = { error: 1 };
    await checks(tale);
    await tale.pass(30);
    // Somebody rings in the outage, so that the check is to make way, and gives up.
    const first = tale.caller();
    await first.rings();
    await first.hangsUp();
    await tale.pass(150);
    expect(await results(tale)).toEqual([]);
    await tale.pass(700);
    tale.rehearsal.network.faults.rest = {};
    const { rows } = await tale.store.database.pool.query('select key from reservations');
    expect(rows).toEqual([]);
    const caller = tale.caller();
    await caller.ringsFor('Haematology');
    await ahmed.isRung(10);
    brown.wasNeverRung();
    await ahmed.takesTheCallOf(caller);
  });

  test('whose reservation was left behind keeps nobody from calls for longer than five minutes', async () => {
    const { tale, ahmed, brown } = await begin(story);
    const phone = ahmed.phone.number;
    const check = { id: randomUUID(), area: 'riverside', clinician: 'ahmed', phone };
    await new PhoneChecks(tale.store.database.pool).begin(
      { ...check, askedAt: tale.rehearsal.time.now() },
      [`phone/${phone}`],
      [],
    );
    await tale.store.database.pool.query('update phone_checks set ended_at = asked_at');
    await tale.pass(310);
    const caller = tale.caller();
    await caller.ringsFor('Haematology');
    await ahmed.isRung(10);
    brown.wasNeverRung();
    await ahmed.takesTheCallOf(caller);
  });

  test('somebody who texts OFF while Twilio puts the check off is not rung', async () => {
    const { tale, ahmed, brown } = await begin(story);
    brown.phone.whenRung(ignores());
    for (let time = 0; time < 2; time++) tale.rehearsal.network.next('create-call', 'too-many');
    await checks(tale);
    await tale.pass(1);
    ahmed.phone.sendsText('+441614960000', 'OFF');
    await tale.pass(600);
    ahmed.wasNeverRung();
    brown.wasRung(1);
  });

  test.each([
    { name: 'a call to another area that has the same person', hillside: ['ahmed'], ends: true },
    { name: 'a call to an area of other people only', hillside: ['okafor'], ends: false },
  ])('$name: it is called off? $ends', async ({ hillside, ends }) => {
    const { tale, ahmed } = await inTwoAreas(story, hillside);
    await checks(tale);
    await ahmed.isRung();
    const practice = tale.rehearsal.network.phone('+441614960101');
    practice.calls('+441614960009');
    await tale.pass(4);
    expect(ahmed.phone.engaged).toBe(!ends);
    practice.legs.at(-1)?.press('1');
    await tale.pass(10);
    expect(ahmed.phone.legs.length).toBe(ends ? 2 : 1);
  });

  test('does not begin for somebody whom a call to another area may ring', async () => {
    const { tale, ahmed, brown } = await inTwoAreas(story, ['ahmed']);
    brown.phone.whenRung(ignores());
    tale.rehearsal.network.phone('+441614960101').calls('+441614960009');
    await tale.pass(2);
    await checks(tale);
    await tale.pass(15);
    ahmed.wasNeverRung();
    brown.wasRung(1);
  });

  test('one round at a time', async () => {
    const { tale } = await begin(story);
    await checks(tale);
    expect(await checks(tale)).toMatchObject({ begun: false });
  });

  test('each month where the area says so, from nine on the first working day', async () => {
    const { tale, ahmed } = await begin(story, '2026-11-30 16:00', { checkPhones: 'monthly', managers: [] });
    ahmed.phone.whenRung(answersAndPresses('1'));
    // The last of November is a working day, too.
    await goTo(tale, '2026-12-01 08:50');
    const before = ahmed.phone.legs.length;
    await goTo(tale, '2026-12-01 10:30');
    expect(ahmed.phone.legs.length).toBe(before + 1);
    await goTo(tale, '2026-12-03 10:00');
    expect(ahmed.phone.legs.length).toBe(before + 1);
  });

  test('never, unless it is told to', async () => {
    const { tale, ahmed, brown, patel } = await begin(story, '2026-11-30 16:00');
    await goTo(tale, '2026-12-02 17:00');
    for (const each of [ahmed, brown, patel]) each.wasNeverRung();
  });
});
