import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { keptRota } from '../../src/cli/kept-rota.ts';
import { Overrides } from '../../src/overrides/overrides.ts';
import { storeRings } from '../api/rings.ts';
import { haematology, lineOf, override, wall } from '../rota/a-rota.ts';
import { availableDatabases } from '../statistics/databases.ts';

const { DATABASE_URL: serverUrl } = process.env;
const span = { from: wall('2026-11-23 08:00'), to: wall('2026-11-30 08:00') };

(serverUrl ? test : test.skip)(
  'commands ask PostgreSQL about overrides, phones and rings missed',
  async () => {
    const store = await availableDatabases()
      .find(({ name }) => name === 'postgres')
      ?.open();
    if (!store || !serverUrl) throw new Error('no PostgreSQL');
    const { pool } = store.database;
    const { area } = lineOf(haematology);
    const leave = override('leave', 'brown');
    await new Overrides(pool, { now: () => span.from }, randomUUID).add({ drafts: [leave], by: 'key a' });
    const failed = { clinician: 'ahmed', result: 'failed' } as const;
    await storeRings(pool, 'riverside', [
      { ...failed, at: '2026-11-20T10:00:00Z' },
      { ...failed, at: '2026-11-20T11:00:00Z' },
      { ...failed, at: '2026-11-20T12:00:00Z' },
      { clinician: 'brown', result: 'no-answer', at: '2026-11-23T07:00:00Z' },
    ]);
    const { rows } = await pool.query('select current_database() as name');
    const url = new URL(serverUrl);
    url.pathname = `/${String((rows[0] as { name: string }).name)}`;
    const kept = (await keptRota(url.href, [area], span)).get('riverside');
    expect(kept?.overrides).toMatchObject([{ kind: 'leave', clinician: 'brown' }]);
    expect(kept?.failing).toEqual([{ clinician: 'ahmed', place: 0 }]);
    expect(kept?.histories?.('riverside/haematology').missed?.get('brown')?.count).toBe(1);
    await store.close();
  },
);
