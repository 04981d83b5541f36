import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { answersAndPresses, ignores } from '../../../src/phone-network/behaviours.ts';
import { availableStores, type Store } from '../../stores.ts';
import { listed, practiceNumber } from '../a-rota.ts';
import { callerAt, comesTrue, RealStage } from './real-stage.ts';

const [ahmed, brown] = ['+447700900101', '+447700900102'];
const kinds = availableStores().filter(
  ({ name }) => name === 'postgres' || (name === 'redis' && process.env['DATABASE_URL']),
);

/** Ends every connection to this database, and the one that asks with them. */
const endConnections = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and application_name = 'rotaline' order by pid = pg_backend_pid()`;

const onPostgres = kinds.length > 0 ? describe.each(kinds) : describe.skip.each(availableStores());

onPostgres('PostgreSQL ends every connection, with the queue on $name', (kind) => {
  let store: Store;
  let stage: RealStage;

  beforeEach(async () => {
    store = await kind.open();
    const { database, prefix, redisUrl } = store;
    stage = await RealStage.open({ database, prefix, redisUrl, rotas: listed('ahmed', 'brown'), speed: 8 });
  });
  afterEach(async () => {
    await stage.close();
    await store.close();
  });

  test('again and again during a call, and the call goes on to its outcome', async () => {
    const { network } = stage;
    const end = async (): Promise<void> => {
      await expect(store.database.pool.query(endConnections)).rejects.toThrow(/terminat/);
    };
    const statuses = async (): Promise<string[]> => {
      const { rows } = await store.database.pool.query<{ status: string }>('select status from calls');
      return rows.map((row) => row.status);
    };
    network.phone(ahmed).whenRung(ignores());
    network.phone(brown).whenRung(answersAndPresses('1'));
    callerAt(network, practiceNumber);
    await stage.hears(practiceNumber, 'Welcome to Riverside');
    await end();
    await stage.rings(ahmed);
    await end();
    await stage.rings(brown);
    await end();
    await stage.talks(brown);
    await comesTrue('the book says that they talk', async () => (await statuses()).includes('talking'));
    await end();
    network.phone(brown).leg?.hangUp();
    await stage.hears(practiceNumber, 'referral was avoided, press 1');
    await end();
    await stage.hears(practiceNumber, 'That is recorded.');
    expect(network.phone(ahmed).legs).toHaveLength(1);
    expect(network.phone(brown).legs).toHaveLength(1);
    expect(network.phone(practiceNumber).legs[0]?.heard.join()).not.toContain('something went wrong');
    const { rows } = await store.database.pool.query('select ending, caller_outcome from offers');
    expect(rows).toEqual([{ ending: 'connected', caller_outcome: 'referral-avoided' }]);
  });
});
