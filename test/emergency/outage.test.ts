import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { statisticsOf } from '../../src/statistics/statistics.ts';
import type { Row } from '../../src/statistics/row.ts';
import type { Rotas } from '../../src/rota/types.ts';
import { aLine, aRota, listed, mobileCaller } from '../stories/a-rota.ts';
import { tell, type Caller, type Colleague, type Story } from '../stories/story.ts';
import { availableStores, type Store } from '../stores.ts';
import { switchable, type Switchable } from './switchable.ts';

const troubleWords = 'We have a technical problem, so we will ring today';

describe.each(availableStores())('while the database is away, on $name', (kind) => {
  let store: Store;
  let mains: Switchable;
  let story: Story;
  let spoolFolder: string;

  beforeAll(async () => {
    store = await kind.open();
  });
  beforeEach(async () => {
    mains = switchable(store.database);
    spoolFolder = await mkdtemp(join(tmpdir(), 'rotaline-spool-'));
  });
  afterEach(async () => {
    mains.on();
    await story.rehearsal.close();
    await rm(spoolFolder, { recursive: true });
  });
  afterAll(async () => {
    await store.close();
  });

  async function begin(rotas: Rotas): Promise<void> {
    story = await tell({ ...store, database: mains.database }, { rotas, spoolFolder });
  }

  /** The database is back, and what was kept is written down. */
  async function isBack(): Promise<void> {
    mains.on();
    await story.rehearsal.rotaline.replayer.replay();
    await story.pass(5);
  }

  async function total(): Promise<Row> {
    const [area] = story.rotas.areas;
    if (!area) throw new Error('the rota has no area');
    const days = { from: '2026-11-23', to: '2026-11-24' };
    return (await statisticsOf(store.database.pool, area, days, 'line')).total;
  }

  async function onDisk(): Promise<string> {
    const files = await readdir(spoolFolder);
    return (await Promise.all(files.map((file) => readFile(join(spoolFolder, file), 'utf8')))).join('');
  }

  /** What is on the disk once the call is. */
  async function spooled(): Promise<string> {
    await story.settle();
    await story.rehearsal.rotaline.spool.kept();
    const kept = await onDisk();
    expect(kept).not.toBe('');
    return kept;
  }

  function everybody(): { practice: Caller } & Record<'ahmed' | 'brown' | 'patel', Colleague> {
    const [ahmed, brown, patel] = [
      story.colleague('ahmed'),
      story.colleague('brown'),
      story.colleague('patel'),
    ];
    return { practice: story.caller(), ahmed, brown, patel };
  }

  /** No document was refused and nobody heard the carrier's error tone; lost news, and legs that were over, are no fault. */
  function hadNoFaults(): void {
    const faults = story.rehearsal.network.refusals.filter(
      ({ kind, reason }) => kind !== 'rest' && reason !== 'answered 503',
    );
    expect(faults).toEqual([]);
  }

  test('a caller who rings talks to a clinician, is asked for the outcome, and is counted afterwards', async () => {
    await begin(listed('ahmed', 'brown', 'patel'));
    const { practice, ahmed, brown, patel } = everybody();
    mains.off();
    await practice.rings();
    await practice.hears(troubleWords);
    await practice.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.doesNotAnswer();
    await brown.isRung();
    await brown.picksUp();
    await brown.hears('from Fiction Lane Surgery');
    await brown.presses('1');
    await practice.isTalkingTo(brown);
    await story.pass(60);
    await brown.hangsUp();
    await practice.hears('referral was avoided, press 1');
    await practice.presses('1');
    await practice.isLetGo();
    patel.wasNeverRung();
    expect(await spooled()).toContain('"outcome":"referral-avoided"');
    expect(await spooled()).not.toMatch(/\+?44\d{6,}|0\d{9,}/);

    await isBack();
    expect(await story.results()).toEqual(['ahmed no-answer', 'brown accepted']);
    expect(await total()).toMatchObject({
      offered: 1,
      connected: 1,
      connectedFirst: 0,
      attempts: 2,
      recorded: 1,
      avoidedReferral: { count: 1, of: 1 },
    });
    const { rows } = await store.database.pool.query(
      'select degraded, status, practice, caller_number from calls',
    );
    expect(rows).toEqual([{ degraded: true, status: 'over', practice: 'Z99901', caller_number: null }]);
    await story.isOver();
    hadNoFaults();
  });

  test('leave and swaps count as they were last known', async () => {
    const path = '/areas/riverside/overrides';
    const today = { from: '2026-11-23', to: '2026-11-24', why: 'Away' };
    await begin(listed('ahmed', 'brown', 'patel'));
    const { practice, ahmed, brown, patel } = everybody();
    await story.tellsTheApi('POST', path, 201, { kind: 'leave', clinician: 'ahmed', ...today });
    await story.tellsTheApi('POST', path, 201, { kind: 'swap', clinician: 'brown', with: 'patel', ...today });
    await story.rehearsal.rotaline.overridesKnown.ask();
    mains.off();
    await story.rehearsal.rotaline.overridesKnown.ask();
    await practice.rings();
    await practice.chooses('Haematology');
    await patel.isRung();
    await patel.presses('1');
    await practice.isTalkingTo(patel);
    await practice.hangsUp();
    ahmed.wasNeverRung();
    brown.wasNeverRung();
    hadNoFaults();
  });

  test('what was kept is written down once, whoever tries again', async () => {
    await begin(listed('ahmed'));
    const [practice, ahmed] = [story.caller(), story.colleague('ahmed')];
    mains.off();
    await practice.rings();
    await practice.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.presses('1');
    await practice.isTalkingTo(ahmed);
    await practice.hangsUp();
    const kept = await spooled();
    const [file = ''] = await readdir(spoolFolder);
    await isBack();
    expect(await readdir(spoolFolder)).toEqual([]);
    await writeFile(join(spoolFolder, file), kept);
    await story.rehearsal.rotaline.replayer.replay();
    expect(await readdir(spoolFolder)).toEqual([]);
    expect(await story.results()).toEqual(['ahmed accepted']);
    expect(await total()).toMatchObject({ offered: 1, connected: 1, attempts: 1 });
    const { rows } = await store.database.pool.query(
      `select kind from events where kind = 'answered-from-memory'`,
    );
    expect(rows).toHaveLength(1);
  });

  test('a voicemail is never taken for a clinician', async () => {
    await begin(listed('ahmed', 'brown'));
    const practice = story.caller();
    const [ahmed, brown] = [story.colleague('ahmed'), story.colleague('brown')];
    for (const { phone } of [ahmed, brown]) phone.whenRung((leg) => void leg.in(3, () => leg.answer()));
    mains.off();
    await practice.rings();
    await practice.chooses('Haematology');
    await practice.hears('Nobody could take your call');
    await practice.hears('usual route');
    await practice.isLetGo();
    expect(story.rehearsal.network.conversations).toEqual([]);
    await spooled();
    await isBack();
    expect(await story.results()).toEqual(['ahmed no-response', 'brown no-response']);
    expect(await total()).toMatchObject({ offered: 1, connected: 0, unanswered: 1 });
    hadNoFaults();
  });

  test('a clinician who passes it on is not put through, and one who presses a wrong key is asked again', async () => {
    await begin(listed('ahmed', 'brown'));
    const practice = story.caller();
    const [ahmed, brown] = [story.colleague('ahmed'), story.colleague('brown')];
    mains.off();
    await practice.rings();
    await practice.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.presses('2');
    await ahmed.isLetGo();
    await brown.isRung();
    await brown.presses('7');
    const screens = () => brown.leg.heard.filter((words) => words.includes('press 1 to take')).length;
    await story.until(() => screens() === 2, 'the clinician is asked again');
    await brown.presses('1');
    await practice.isTalkingTo(brown);
    await practice.hangsUp();
    await spooled();
    await isBack();
    expect(await story.results()).toEqual(['ahmed declined', 'brown accepted']);
  });

  test('a caller who was cut off goes on to the next clinician', async () => {
    await begin(listed('ahmed', 'brown'));
    const practice = story.caller();
    const [ahmed, brown] = [story.colleague('ahmed'), story.colleague('brown')];
    mains.off();
    await practice.rings();
    await practice.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.presses('1');
    await practice.isTalkingTo(ahmed);
    await ahmed.hangsUp();
    await practice.hears('If you were cut off, press 9');
    await practice.presses('9');
    await brown.isRung();
    await brown.presses('1');
    await practice.isTalkingTo(brown);
    ahmed.wasRung(1);
  });

  test('a caller who hangs up while it rings is counted as abandoned, and the ringing stops', async () => {
    await begin(listed('ahmed', 'brown'));
    const practice = story.caller();
    const [ahmed, brown] = [story.colleague('ahmed'), story.colleague('brown')];
    mains.off();
    await practice.rings();
    await practice.chooses('Haematology');
    await ahmed.isRung();
    await practice.hangsUp();
    await ahmed.isLetGo();
    brown.wasNeverRung();
    await spooled();
    await isBack();
    expect(await story.results()).toEqual(['ahmed cancelled']);
    expect(await total()).toMatchObject({ offered: 1, connected: 0, abandoned: 1, unanswered: 0 });
  });

  test('nobody is rung for two callers at once', async () => {
    await begin(listed('ahmed', 'brown'));
    const [practice, mobile] = [story.caller(), story.caller(mobileCaller)];
    const [ahmed, brown] = [story.colleague('ahmed'), story.colleague('brown')];
    mains.off();
    await practice.rings();
    await practice.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.presses('1');
    await practice.isTalkingTo(ahmed);
    await mobile.rings();
    await mobile.chooses('Haematology');
    await brown.isRung();
    ahmed.wasRung(1);
    await brown.presses('1');
    await mobile.isTalkingTo(brown);
    await practice.isTalkingTo(ahmed);
  });

  test('overflow lines are rung when nobody on the line picks up', async () => {
    const lines = [
      aLine('haematology', '1', ['ahmed'], { overflow: ['riverside/cardiology'] }),
      aLine('cardiology', '2', ['brown']),
    ];
    await begin(aRota(lines));
    const practice = story.caller();
    const [ahmed, brown] = [story.colleague('ahmed'), story.colleague('brown')];
    mains.off();
    await practice.rings();
    await practice.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.isEngaged();
    await practice.hears('We are now trying Cardiology');
    await brown.isRung();
    await brown.picksUp();
    await brown.hears('Cardiology advice call');
    await brown.presses('1');
    await practice.isTalkingTo(brown);
  });

  test('a caller hears when the lines open next, if none is open', async () => {
    const hours = {
      kind: 'weekly',
      days: ['tue'],
      from: '09:00',
      to: '17:00',
      every: 1,
      starting: undefined,
    } as const;
    await begin(aRota([aLine('haematology', '1', ['ahmed'], { open: [hours] })]));
    const practice = story.caller();
    mains.off();
    await practice.rings();
    await practice.hears('It opens tomorrow at 9am');
    await practice.isLetGo();
    story.colleague('ahmed').wasNeverRung();
  });

  test('the menu is told again to whoever chooses nothing, and ends kindly', async () => {
    await begin(listed('ahmed'));
    const practice = story.caller();
    mains.off();
    await practice.rings();
    await practice.hears('I am sorry, I did not get that.');
    await practice.hears('I did not get your choice');
    await practice.isLetGo();
    await spooled();
    await isBack();
    expect(await total()).toMatchObject({ offered: 0 });
    expect(await story.calls()).toHaveLength(1);
  });

  test('a line that is keyed just as the database goes is rung at once', async () => {
    await begin(listed('ahmed'));
    const [practice, ahmed] = [story.caller(), story.colleague('ahmed')];
    await practice.rings();
    await practice.hears('For Haematology, press 1.');
    mains.off();
    await practice.presses('1');
    await practice.hears(troubleWords);
    await ahmed.isRung();
    await ahmed.presses('1');
    await practice.isTalkingTo(ahmed);
    await practice.hangsUp();
    await spooled();
    await isBack();
    expect(await story.results()).toEqual(['ahmed accepted']);
    expect(await total()).toMatchObject({ offered: 1, connected: 1 });
    await story.isOver();
  });

  test('a clinician who pressed 3 this morning is not rung', async () => {
    await begin(listed('ahmed', 'brown'));
    const [practice, mobile] = [story.caller(), story.caller(mobileCaller)];
    const [ahmed, brown] = [story.colleague('ahmed'), story.colleague('brown')];
    await practice.rings();
    await practice.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.presses('3');
    await ahmed.isLetGo();
    await practice.hangsUp();
    await brown.isLetGo();
    mains.off();
    await mobile.rings();
    await mobile.chooses('Haematology');
    await brown.isRung();
    ahmed.wasRung(1);
  });

  test('who texts OFF while a walk from memory goes on is not rung, and nobody is passed over', async () => {
    await begin(listed('ahmed', 'brown', 'patel'));
    const { practice, ahmed, brown, patel } = everybody();
    mains.off();
    await practice.rings();
    await practice.chooses('Haematology');
    await ahmed.isRung();
    mains.on();
    for (const { phone } of [ahmed, brown]) phone.sendsText('+441614960000', 'OFF');
    await story.pass(5);
    await ahmed.doesNotAnswer();
    await patel.isRung(5);
    brown.wasNeverRung();
    await patel.presses('1');
    await practice.isTalkingTo(patel);
    hadNoFaults();
  });

  test('leave that is entered while a walk from memory goes on makes it pass over nobody else', async () => {
    await begin(listed('ahmed', 'brown', 'patel'));
    const { practice, ahmed, brown, patel } = everybody();
    mains.off();
    await practice.rings();
    await practice.chooses('Haematology');
    await ahmed.isRung();
    mains.on();
    const today = { from: '2026-11-23', to: '2026-11-24', why: 'Ill' };
    await story.tellsTheApi('POST', '/areas/riverside/overrides', 201, {
      ...{ kind: 'leave', clinician: 'ahmed', ...today },
    });
    await story.rehearsal.rotaline.overridesKnown.ask();
    await ahmed.doesNotAnswer();
    await brown.isRung(5);
    patel.wasNeverRung();
    hadNoFaults();
  });

  /** Who is paused, as the database has it. */
  async function paused(): Promise<string[]> {
    const standing = `select clinician, made_by from overrides where kind = 'pause' and removed_at is null`;
    const { rows } = await store.database.pool.query<{ clinician: string; made_by: string }>(standing);
    return rows.map(({ clinician, made_by: by }) => `${clinician} by ${by}`);
  }

  test('a clinician who presses 3 is not rung again, and is paused once it is back', async () => {
    await begin(listed('ahmed', 'brown'));
    const [practice, mobile] = [story.caller(), story.caller(mobileCaller)];
    const [ahmed, brown] = [story.colleague('ahmed'), story.colleague('brown')];
    mains.off();
    await practice.rings();
    await practice.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.presses('3');
    await ahmed.hears('We have noted that you are not to be rung for the rest of your shift');
    await brown.isRung();
    await brown.presses('1');
    await practice.isTalkingTo(brown);
    await practice.hangsUp();
    await mobile.rings();
    await mobile.chooses('Haematology');
    await story.pass(2);
    await mobile.hangsUp();
    await isBack();
    expect(await paused()).toEqual(['ahmed by clinician ahmed']);
    ahmed.wasRung(1);
    ahmed.phone.sendsText('+441614960000', 'ON');
    await story.pass(5);
    expect(await paused()).toEqual([]);
    await story.rehearsal.rotaline.replayer.replay();
    expect(await paused()).toEqual([]);
    hadNoFaults();
  });

  test('a clinician who texts OFF is told the truth, is not rung, and is paused once it is back', async () => {
    await begin(listed('ahmed', 'brown'));
    const [practice, ahmed, brown] = [story.caller(), story.colleague('ahmed'), story.colleague('brown')];
    mains.off();
    for (const text of ['OFF 2H', 'OFF UNTIL 5PM']) ahmed.phone.sendsText('+441614960000', text);
    await story.pass(5);
    expect(ahmed.phone.texts.map(({ body }) => body).join()).toContain('may still ring you');
    await practice.rings();
    await practice.chooses('Haematology');
    await brown.isRung();
    await practice.hangsUp();
    await isBack();
    ahmed.wasNeverRung();
    expect(await paused()).toEqual(['ahmed by clinician ahmed']);
    const { rows } = await store.database.pool.query<{ ends_at: Date }>('select ends_at from overrides');
    expect(rows.map(({ ends_at: end }) => end.toISOString())).toEqual(['2026-11-23T17:00:00.000Z']);
  });

  describe('a call that is under way', () => {
    async function ring(): Promise<ReturnType<typeof everybody>> {
      await begin(listed('ahmed', 'brown', 'patel'));
      const people = everybody();
      await people.practice.rings();
      await people.practice.chooses('Haematology');
      await people.ahmed.isRung();
      return people;
    }

    async function talk(): Promise<ReturnType<typeof everybody>> {
      const people = await ring();
      await people.ahmed.presses('1');
      await people.practice.isTalkingTo(people.ahmed);
      return people;
    }

    test('goes on talking, and its outcome is recorded after', async () => {
      const { practice, ahmed, brown } = await talk();
      mains.off();
      await story.pass(30);
      await practice.isTalkingTo(ahmed);
      await ahmed.hangsUp();
      await practice.hears('One moment please. We have a technical problem.');
      mains.on();
      await practice.hears('referral was avoided, press 1');
      await practice.presses('1');
      await practice.isLetGo();
      await story.isOver();
      brown.wasNeverRung();
      expect((await story.call()).offers[0]?.outcome).toEqual({
        caller: 'referral-avoided',
        clinician: null,
      });
      expect(await total()).toMatchObject({ offered: 1, connected: 1, recorded: 1 });
      hadNoFaults();
    });

    test('keeps the outcome that is keyed while the database is away', async () => {
      const { practice, ahmed } = await talk();
      await ahmed.hangsUp();
      await practice.hears('referral was avoided, press 1');
      mains.off();
      await practice.presses('3');
      await practice.hears('One moment please.');
      await story.pass(4);
      mains.on();
      await practice.hears('That is recorded');
      await story.isOver();
      expect((await story.call()).offers[0]?.outcome.caller).toBe('investigation-arranged');
    });

    test('walks on when the database returns, and the caller hears hold audio meanwhile', async () => {
      const { practice, ahmed, brown } = await ring();
      mains.off();
      await ahmed.doesNotAnswer();
      await practice.hears('We have a technical problem. Please hold on');
      await story.pass(20);
      brown.wasNeverRung();
      mains.on();
      await brown.isRung();
      await brown.presses('1');
      await practice.isTalkingTo(brown);
      await practice.hangsUp();
      await story.isOver();
      expect(await story.results()).toEqual(['ahmed no-answer', 'brown accepted']);
      expect(await total()).toMatchObject({ offered: 1, connected: 1 });
      hadNoFaults();
    });

    test('does not lose a press of 1', async () => {
      const { practice, ahmed, brown } = await ring();
      await ahmed.picksUp();
      mains.off();
      ahmed.leg.press('1');
      await ahmed.hears('One moment please.');
      await story.pass(4);
      mains.on();
      await practice.isTalkingTo(ahmed);
      brown.wasNeverRung();
      hadNoFaults();
    });

    test.each(['waits', 'hangs up'])('does not lose a press of 3 of who then %s', async (what) => {
      const { ahmed, brown } = await ring();
      await ahmed.picksUp();
      mains.off();
      await ahmed.presses('3');
      if (what === 'hangs up') await ahmed.hangsUp();
      else await ahmed.hears('We have noted that you are not to be rung for the rest of your shift');
      const other = story.caller(mobileCaller);
      await other.rings();
      await other.chooses('Haematology');
      await brown.isRung(5);
      ahmed.wasRung(1);
      await other.hangsUp();
      await isBack();
      expect(await paused()).toEqual(['ahmed by clinician ahmed']);
      await story.pass(60);
      ahmed.wasRung(1);
    });

    test('lets a clinician go kindly who picks up in a long outage', async () => {
      const { ahmed } = await ring();
      mains.off();
      ahmed.leg.answer();
      await ahmed.hears('One moment please.');
      await ahmed.hears('cannot go on with this call');
      await ahmed.isLetGo();
      hadNoFaults();
    });

    test('gives way to the emergency menu at the star key, and nobody rings for it twice', async () => {
      const { practice, ahmed, brown, patel } = await ring();
      mains.off();
      await ahmed.doesNotAnswer();
      await practice.hears('press star');
      await practice.presses('*');
      await practice.hears(troubleWords);
      await practice.chooses('Haematology');
      await story.until(() => ahmed.phone.legs.length === 2, 'the first is rung once more');
      await ahmed.presses('1');
      await practice.isTalkingTo(ahmed);
      mains.on();
      await story.rehearsal.rotaline.replayer.replay();
      await story.pass(90);
      await practice.isTalkingTo(ahmed);
      brown.wasNeverRung();
      patel.wasNeverRung();
      await practice.hangsUp();
      await spooled();
      await isBack();
      await story.isOver();
      expect(await story.results()).toEqual(['ahmed cancelled', 'ahmed accepted']);
      expect(await story.endings()).toEqual(['abandoned', 'connected']);
    });
  });
});
