import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { lastGoodRotas } from '../../src/rota-versions/last-good.ts';
import { VersionStore } from '../../src/rota-versions/version-store.ts';
import { VirtualTime } from '../../src/virtual-time.ts';
import { filesWith, haematology, service } from '../rota/a-rota.ts';
import { aRotaFolder, type RotaFolder } from '../rota-files/a-rota-folder.ts';
import { availableDatabases } from '../statistics/databases.ts';
import type { Store } from '../stores.ts';
import { aProcess, beats, type KeptProcess } from './a-keeper.ts';

const withoutPatel = haematology.replace(', patel', '');
const withOkafor = haematology.replace('patel', 'okafor');

describe.each(availableDatabases())('versions of the rota files, on $name', (kind) => {
  let store: Store;
  let time: VirtualTime;
  let folder: RotaFolder;
  let elsewhere: RotaFolder;
  let running: KeptProcess[];
  beforeAll(async () => {
    store = await kind.open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.database.pool.query('truncate rota_versions, rota_processes');
    time = new VirtualTime(Date.parse('2026-11-23T09:00Z'));
    folder = await aRotaFolder(filesWith());
    elsewhere = await aRotaFolder(filesWith());
    running = [];
  });
  afterEach(async () => {
    for (const process of running) await process.close();
    await folder.clear();
    await elsewhere.clear();
  });

  async function starts(name: string, from = folder, clock = time): Promise<KeptProcess> {
    const process = await aProcess(name, from.dir, { pool: store.database.pool, time: clock });
    running.push(process);
    await process.keeper.start();
    return process;
  }

  /** As the database has them, newest first. */
  async function published(): Promise<unknown[]> {
    const listed = await new VersionStore(store.database.pool).list('riverside', 1_000, 50);
    return listed.map(({ number, publishedBy, changes }) => [
      number,
      publishedBy,
      changes.map(({ words }) => words),
    ]);
  }

  const first = [1, 'one', ['Riverside: the area was added (1 line, 5 people)']];

  test('a process publishes what it starts with, once', async () => {
    const one = await starts('one');
    await beats(time, 3, one);
    expect(await published()).toEqual([first]);
    expect(one.keeper.finding()).toBeUndefined();
    expect(one.figures).toEqual({ faults: 0, served: 1 });
  });

  test('a change is a new version, with what differs and the files', async () => {
    const one = await starts('one');
    await folder.write('riverside/haematology.yaml', withoutPatel);
    await beats(time, 2, one);
    expect(await published()).toEqual([
      [2, 'one', ['Haematology: Dr Patel removed from Monday to Friday 9am to 5pm']],
      first,
    ]);
    const files = await new VersionStore(store.database.pool).files(2);
    expect(files.get('riverside/haematology.yaml')).toBe(withoutPatel);
    expect(files.size).toBe(4);
    expect(one.told.filter((each) => each.includes('published'))).toHaveLength(2);
  });

  test('going back to earlier files is a version too', async () => {
    const one = await starts('one');
    await folder.write('riverside/haematology.yaml', withoutPatel);
    await beats(time, 1, one);
    await folder.write('riverside/haematology.yaml', haematology);
    await beats(time, 1, one);
    expect((await published()).map((each) => (each as unknown[])[0])).toEqual([3, 2, 1]);
  });

  test('two processes that see the same change make one version, and both serve it', async () => {
    const one = await starts('one');
    const two = await starts('two');
    await folder.write('riverside/haematology.yaml', withoutPatel);
    await Promise.all([one.looks(), two.looks()]);
    await beats(time, 3, one, two);
    expect(await published()).toHaveLength(2);
    expect(two.watch.current.hash).toBe(one.watch.current.hash);
    expect([one, two].map(({ keeper }) => keeper.finding())).toEqual([undefined, undefined]);
  });

  test('a bad change is refused and told, and is over when it is mended', async () => {
    const one = await starts('one');
    const two = await starts('two', elsewhere);
    await folder.write('riverside/haematology.yaml', haematology.replace('brown', 'drown'));
    await beats(time, 1, one, two);
    expect(one.figures.faults).toBe(1);
    expect(two.figures.faults).toBe(0);
    expect(await published()).toEqual([first]);
    const { rows } = await store.database.pool.query(
      'select process, problem from rota_processes order by 1',
    );
    expect(rows).toEqual([
      { process: 'one', problem: { faults: [expect.stringContaining('did you mean "brown"?')] } },
      { process: 'two', problem: null },
    ]);
    await folder.write('riverside/haematology.yaml', haematology);
    await beats(time, 1, one);
    expect(one.figures.faults).toBe(0);
  });

  describe('two processes with different files', () => {
    test('serve each its own, and both say so when it has lasted', async () => {
      const one = await starts('one');
      const two = await starts('two', elsewhere);
      await folder.write('riverside/haematology.yaml', withoutPatel);
      await beats(time, 1, one, two);
      expect([one, two].map(({ keeper }) => keeper.finding())).toEqual([undefined, undefined]);
      await beats(time, 3, one, two);
      const [here, there] = [one, two].map(({ watch }) => watch.current.hash.slice(0, 8));
      expect(here).not.toBe(there);
      expect(one.keeper.finding()).toEqual({
        ok: false,
        detail: `processes serve different rota files: ${here} here, ${there} elsewhere; the newest published is ${here}`,
      });
      expect(two.keeper.finding()?.detail).toBe(
        `processes serve different rota files: ${there} here, ${here} elsewhere; the newest published is ${here}`,
      );
      expect(one.figures.served).toBe(2);
      expect(two.told.filter((each) => each.startsWith('error: processes serve'))).toHaveLength(1);
      expect(await published()).toHaveLength(2);
    });

    test('are no matter while the files that both see change again and again', async () => {
      const one = await starts('one');
      const two = await starts('two');
      for (const text of [withoutPatel, haematology, withOkafor, haematology, withoutPatel]) {
        await folder.write('riverside/haematology.yaml', text);
        await one.looks();
        await beats(time, 1, one);
        await two.looks();
      }
      expect([one, two].map(({ keeper }) => keeper.finding())).toEqual([undefined, undefined]);
      expect([...one.told, ...two.told].filter((each) => each.startsWith('error'))).toEqual([]);
    });

    test('it is over when they are alike again, and that is told once', async () => {
      const one = await starts('one');
      const two = await starts('two', elsewhere);
      await folder.write('riverside/haematology.yaml', withoutPatel);
      await beats(time, 4, one, two);
      await elsewhere.write('riverside/haematology.yaml', withoutPatel);
      await beats(time, 4, one, two);
      expect([one, two].map(({ keeper }) => keeper.finding())).toEqual([undefined, undefined]);
      expect(
        one.told.filter((each) => each === 'info: all processes serve the same rota files again'),
      ).toHaveLength(1);
      expect(one.figures.served).toBe(1);
      expect(await published()).toHaveLength(2);
    });

    test('who starts with files that were published before and are not the newest does not publish them', async () => {
      const one = await starts('one');
      await folder.write('riverside/haematology.yaml', withoutPatel);
      await beats(time, 1, one);
      const stale = await starts('stale', elsewhere);
      await beats(time, 4, one, stale);
      expect(await published()).toHaveLength(2);
      expect(stale.keeper.finding()?.ok).toBe(false);
    });

    test('but does so when nobody serves the newest any more', async () => {
      const one = await starts('one');
      await folder.write('riverside/haematology.yaml', withoutPatel);
      await beats(time, 1, one);
      const back = await starts('back', elsewhere);
      await one.close();
      await beats(time, 1, back);
      expect((await published()).map((each) => (each as unknown[]).slice(0, 2))).toEqual([
        [3, 'back'],
        [2, 'one'],
        [1, 'one'],
      ]);
      expect(back.keeper.finding()).toBeUndefined();
    });

    test('new files with which a process starts are published', async () => {
      await starts('one');
      await elsewhere.write('riverside/haematology.yaml', withOkafor);
      await starts('two', elsewhere);
      expect(await published()).toHaveLength(2);
    });

    test('a process that died without a word is forgotten after a minute', async () => {
      const one = await starts('one');
      await elsewhere.write('riverside/haematology.yaml', withOkafor);
      // On a clock that stands still from now on.
      await starts('dead', elsewhere, new VirtualTime(time.now()));
      await folder.write('riverside/service.yaml', `${service}record: true\n`);
      await beats(time, 4, one);
      expect(one.keeper.finding()?.ok).toBe(false);
      await beats(time, 20, one);
      expect(one.keeper.finding()).toBeUndefined();
      const { rows } = await store.database.pool.query('select process from rota_processes');
      expect(rows).toEqual([{ process: 'one' }]);
    });
  });

  test('a version that this program can read no more is followed by one that says so', async () => {
    await store.database.pool.query(
      `insert into rota_versions values (7, 'old', now(), 'old', '{"changes": [], "more": 0, "compared": true}',
        '{"riverside/service.yaml": "colour: blue"}')`,
    );
    await starts('one');
    const [newest] = await new VersionStore(store.database.pool).list('riverside', 1_000, 1);
    expect(newest).toMatchObject({ number: 8, compared: false, changes: [], more: 0 });
  });

  test('the newest that can be read is the last good one', async () => {
    const { pool } = store.database;
    expect(await lastGoodRotas(pool)).toBeUndefined();
    const one = await starts('one');
    await folder.write('riverside/haematology.yaml', withOkafor);
    await one.looks();
    const good = await lastGoodRotas(pool);
    expect(good?.rotas).toEqual(one.watch.current);
    expect(good?.files.get('riverside/haematology.yaml')).toBe(withOkafor);
    await pool.query(
      `update rota_versions set files = '{"riverside/service.yaml": "name: ["}' where number = 2`,
    );
    expect(await lastGoodRotas(pool)).toBeUndefined();
  });

  test('a process that ends says goodbye', async () => {
    const one = await starts('one');
    await one.close();
    expect((await store.database.pool.query('select from rota_processes')).rows).toEqual([]);
    expect(time.next()).toBeUndefined();
  });
});

describe('without the database', () => {
  test('a change is in force all the same, told once, and published when the database is back', async () => {
    const time = new VirtualTime(Date.parse('2026-11-23T09:00Z'));
    const folder = await aRotaFolder(filesWith());
    const [kind] = availableDatabases();
    if (!kind) throw new Error('no store');
    const store = await kind.open();
    let away = true;
    const { pool } = store.database;
    const switched: typeof pool = new Proxy(pool, {
      get: (target, key) => {
        if (key === 'query' && away) return () => Promise.reject(new Error('away'));
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const one = await aProcess('one', folder.dir, { pool: switched, time });
    await one.keeper.start();
    await folder.write('riverside/haematology.yaml', withoutPatel);
    await beats(time, 3, one);
    expect(one.watch.current.areas[0]?.lines[0]?.shifts[0]?.people).toEqual(['ahmed', 'brown']);
    expect(one.told.filter((each) => each.startsWith('warn: versions of the rota'))).toHaveLength(1);
    away = false;
    await beats(time, 1, one);
    expect((await pool.query('select number, hash from rota_versions')).rows).toEqual([
      { number: 1, hash: one.watch.current.hash },
    ]);
    await one.close();
    await store.close();
    await folder.clear();
  });
});
