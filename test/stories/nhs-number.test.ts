import { expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { createLogger } from '../../src/logger.ts';
import { aLine, aRota } from './a-rota.ts';
import { callUnderWay } from './call-under-way.ts';
import { stories } from './stories.ts';
import type { Story } from './story.ts';

/** Valid by their check digits, and nobody's. */
const valid = '9434765919';
const other = '9990000018';
const wrong = '9434765918';
const rotas = aRota([aLine('haematology', '1', ['ahmed'])], { askNhsNumber: true });

stories("the patient's NHS number", (story) => {
  async function asked(): Promise<Story> {
    const { tale, caller } = await callUnderWay(story, rotas);
    await caller.hears("Please key the patient's 10 digit NHS number, or press hash to go on without it.");
    tale.colleague('ahmed').wasNeverRung();
    return tale;
  }

  async function goesOnWithout(tale: Story): Promise<void> {
    await tale.colleague('ahmed').isRung();
    await tale.caller().hangsUp();
    await tale.isOver();
    expect((await tale.call()).nhsNumber).toBeNull();
    expect(await stored(tale)).toEqual([null]);
    tale.hadNoRefusals();
  }

  test('is read back as it is written, and kept once it is confirmed', async () => {
    const tale = await asked();
    const caller = tale.caller();
    await caller.presses(valid);
    await caller.hears('The NHS number is 9 4 3, 4 7 6, 5 9 1 9.');
    tale.colleague('ahmed').wasNeverRung();
    expect(await stored(tale)).toEqual([null]);
    await caller.presses('1');
    await tale.colleague('ahmed').isRung();
    await caller.hangsUp();
    await tale.isOver();
    expect(await stored(tale)).toEqual([valid]);
    tale.hadNoRefusals();
  });

  test('with a wrong check digit is asked for again, three times at most', async () => {
    const tale = await asked();
    const caller = tale.caller();
    await caller.presses(wrong);
    await caller.hears('that is not a valid NHS number');
    await caller.presses(wrong);
    await tale.until(
      () => caller.timesHeard('that is not a valid NHS number') === 2,
      'it is asked for again',
    );
    await caller.presses('123#');
    await goesOnWithout(tale);
    caller.didNotHear('The NHS number is');
  });

  test('a hash goes on without it', async () => {
    const tale = await asked();
    await tale.caller().presses('#');
    await goesOnWithout(tale);
  });

  test('silence goes on without it', async () => {
    const tale = await asked();
    await tale.pass(20);
    await goesOnWithout(tale);
  });

  test('2 after the reading keys it again, and only the second is kept', async () => {
    const tale = await asked();
    const caller = tale.caller();
    await caller.presses(other);
    await caller.hears('The NHS number is 9 9 9, 0 0 0, 0 0 1 8.');
    await caller.presses('2');
    await tale.until(() => caller.timesHeard('10 digit NHS number') === 2, 'it is asked for again');
    await caller.presses(valid);
    await caller.hears('The NHS number is 9 4 3, 4 7 6, 5 9 1 9.');
    await caller.presses('1');
    await tale.colleague('ahmed').isRung();
    await caller.hangsUp();
    await tale.isOver();
    expect(await stored(tale)).toEqual([valid]);
    tale.hadNoRefusals();
  });

  test.each([
    { how: 'a hash', keys: '#' },
    { how: 'two other keys', keys: '77' },
    { how: 'silence', keys: '' },
  ])('that is read back and not confirmed, by $how, is not kept', async ({ keys }) => {
    const tale = await asked();
    const caller = tale.caller();
    await caller.presses(valid);
    await caller.hears('The NHS number is');
    for (const key of keys) {
      await caller.presses(key);
      await tale.pass(2);
    }
    await tale.colleague('ahmed').isRung();
    expect(JSON.stringify(await tale.call())).not.toContain(valid);
    await goesOnWithout(tale);
  });

  test('is in its own column and nowhere else: no event, effect, job, log, URL or name', async () => {
    const log: string[] = [];
    const logger = createLogger('trace', { write: (line) => log.push(line) });
    const tale = await story({ rotas, logger });
    const caller = tale.caller('+447700900200');
    const ahmed = tale.colleague('ahmed');
    await caller.ringsFor('Haematology');
    await caller.presses(valid);
    await caller.hears('The NHS number is');
    await caller.presses('1');
    await ahmed.isRung();
    await ahmed.takesTheCallOf(caller);
    const during = await everythingKept(tale);
    await ahmed.hangsUp();
    await caller.isTalkingToNobody();
    await caller.hangsUp();
    await tale.isOver();
    await tale.pass(150);
    const kept = `${during}\n${await everythingKept(tale)}`;
    for (const found of [valid, other]) expect(kept).not.toContain(found);
    expect(kept).toContain('nhs-number-keyed');
    expect(log.join('\n')).not.toContain(valid);
    expect(whatTheCarrierSaw(tale)).not.toContain(valid);
    ahmed.didNotHear('9 4 3');
    expect(await stored(tale)).toEqual([valid]);
    tale.hadNoRefusals();
  });
});

async function stored(tale: Story): Promise<(string | null)[]> {
  const { rows } = await tale.store.database.pool.query<{ nhs_number: string | null }>(
    'select nhs_number from calls order by started_at',
  );
  return rows.map((row) => row.nhs_number);
}

/** Every row of every table, BullMQ's too, and all that is in Redis; without the two places where the number belongs. */
async function everythingKept(tale: Story): Promise<string> {
  const { pool } = tale.store.database;
  const { rows: tables } = await pool.query<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const kept: string[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: object }>(`select to_jsonb(t) as row from ${name} t`);
    kept.push(
      ...rows.map(({ row }) => JSON.stringify({ ...row, ...(name === 'public.calls' && itsPlaces) })),
    );
  }
  return [...kept, ...(await inRedis(tale))].join('\n');
}

const itsPlaces = { state: '', nhs_number: '' };

async function inRedis({ store }: Story): Promise<string[]> {
  if (!store.redisUrl) return [];
  const redis = new Redis(store.redisUrl);
  const keys = await redis.keys(`${store.prefix}*`);
  const dumps = await Promise.all(
    keys.map(async (key) => (await redis.dumpBuffer(key))?.toString('latin1') ?? ''),
  );
  await redis.quit();
  return [...keys, ...dumps];
}

/** Numbers, URLs, conference names, texts and refusals, without what was said to or keyed by the caller. */
function whatTheCarrierSaw({ rehearsal: { network } }: Story): string {
  const log = network.log.filter((event) => event.kind !== 'presses' && event.kind !== 'hears');
  const legs = network.legs.map((leg) => ({ ...leg.options }));
  const rooms = network.conferences.map((room) => [
    room.name,
    room.terms.callback,
    room.terms.recordingCallback,
  ]);
  return JSON.stringify([log, legs, rooms, network.texts, network.refusals]);
}
