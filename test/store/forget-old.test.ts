import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { forgetOld, keptFor } from '../../src/store/forget-old.ts';
import { availableDatabases } from '../statistics/databases.ts';
import type { Store } from '../stores.ts';

const now = Date.parse('2026-11-23T09:00Z');

describe.each(availableDatabases())('what is kept for a while only, on $name', (kind) => {
  let store: Store;
  beforeAll(async () => {
    store = await kind.open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.database.pool.query(
      'truncate override_requests, notices, rota_versions, texts_heard, calendar_imports cascade',
    );
  });

  const insert = {
    requests: `insert into override_requests (made_by, key, digest, overrides, made_at) values ('key a', $1, '', '{}', $2)`,
    notices: `insert into notices (key, area, kind, sent_at) values ($1, 'riverside', 'digest', $2)`,
    previews: `insert into calendar_imports (id, area, preview, made_by, made_at)
      values (gen_random_uuid(), 'riverside', '{}', $1, $2)`,
    replies: 'insert into texts_heard (sid, heard_at) values ($1, $2)',
    versions: `insert into rota_versions (number, hash, published_at, published_by, difference, files)
      values ($1::text::int, '', $2, '', '{}', '{}')`,
  };

  async function keep(what: keyof typeof insert, id: string, ago: number): Promise<void> {
    await store.database.pool.query(insert[what], [id, new Date(now - ago)]);
  }

  async function left(): Promise<unknown> {
    const { rows } = await store.database.pool.query(`
      select (select array_agg(key order by key) from override_requests) as requests,
        (select array_agg(key order by key) from notices) as notices,
        (select array_agg(sid order by sid) from texts_heard) as replies,
        (select array_agg(made_by order by made_by) from calendar_imports) as previews,
        (select array_agg(number order by number) from rota_versions) as versions`);
    return rows[0];
  }

  test('goes when its time is over, and not before', async () => {
    for (const what of ['requests', 'notices', 'replies', 'previews'] as const) {
      await keep(what, 'old', keptFor[what] + 1);
      await keep(what, 'young', keptFor[what]);
    }
    await forgetOld(store.database.pool, now);
    expect(await left()).toEqual({
      ...{ requests: ['young'], notices: ['young'], replies: ['young'], previews: ['young'], versions: null },
    });
  });

  test('the version in force when the time begins that is kept stays, and the newest in any case', async () => {
    await keep('versions', '1', keptFor.versions + 3_000);
    await keep('versions', '2', keptFor.versions + 2_000);
    await keep('versions', '3', keptFor.versions - 1_000);
    await forgetOld(store.database.pool, now);
    expect(await left()).toMatchObject({ versions: [2, 3] });
    await forgetOld(store.database.pool, now + 10 * keptFor.versions);
    expect(await left()).toMatchObject({ versions: [3] });
  });

  test('with nothing kept, nothing is forgotten', async () => {
    await forgetOld(store.database.pool, now);
    expect(await left()).toEqual({
      ...{ requests: null, notices: null, replies: null, previews: null, versions: null },
    });
  });

  test('a preview that was confirmed stays', async () => {
    await keep('previews', 'old', keptFor.previews + 1);
    await store.database.pool.query('update calendar_imports set confirmed_at = made_at');
    await forgetOld(store.database.pool, now);
    expect(await left()).toMatchObject({ previews: ['old'] });
  });
});
