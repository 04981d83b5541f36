import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dutyHoursThrough } from '../../src/rota/duty-hours.ts';
import { areaHistory, dutyHoursOf } from '../../src/rota-versions/area-history.ts';
import { areaVersions } from '../../src/rota-versions/area-versions.ts';
import { publish } from '../../src/rota-versions/publish.ts';
import { VersionStore } from '../../src/rota-versions/version-store.ts';
import { filesWith, haematology, override, people, rotasWith, service } from '../rota/a-rota.ts';
import { availableDatabases } from '../statistics/databases.ts';
import type { Store } from '../stores.ts';

const withoutPatel = { 'riverside/haematology.yaml': haematology.replace(', patel', '') };
const day = (date: number) => Date.UTC(2026, 10, date);
const hillside = {
  'hillside/service.yaml': service.replace('Riverside', 'Hillside').replace('0000', '0001'),
  'hillside/people.yaml': people,
  'hillside/haematology.yaml': haematology,
};

describe.each(availableDatabases())('how the rota of an area was, on $name', (kind) => {
  let store: Store;
  beforeAll(async () => {
    store = await kind.open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.database.pool.query('truncate rota_versions');
  });

  async function publishes(at: number, change: Readonly<Record<string, string | undefined>>): Promise<void> {
    const reading = { rotas: rotasWith(change), files: filesWith(change) };
    await publish(new VersionStore(store.database.pool), { reading, before: undefined, at, by: 'a-machine' });
  }

  /** Who is on the line's first shift, by day of November; and since when that is known. */
  async function history(id: string, from: number, to: number) {
    const span = { from: day(from), to: day(to) };
    const [area] = rotasWith(hillside).areas.filter((each) => each.id === id);
    if (!area) throw new Error('no area');
    const versions = await areaVersions(store.database.pool, id, span);
    const { stretches, knownSince } = await areaHistory(area, versions, span);
    const dayOf = (at: number) => new Date(at).getUTCDate();
    return {
      versions,
      knownSince: knownSince === undefined ? undefined : dayOf(knownSince),
      stretches: stretches.map((each) => [
        dayOf(each.from),
        dayOf(each.to),
        each.area?.lines[0]?.shifts[0]?.people.length,
      ]),
    };
  }

  test('goes by the files of now, and says that it is not known, when no version was kept', async () => {
    expect(await history('riverside', 3, 9)).toEqual({
      versions: [],
      knownSince: undefined,
      stretches: [[3, 9, 3]],
    });
  });

  test('each version counts until the next, and those of before and after do not', async () => {
    await publishes(day(1), {});
    await publishes(day(2), withoutPatel);
    await publishes(day(5), {});
    await publishes(day(7), withoutPatel);
    await publishes(day(9), {});
    expect(await history('riverside', 3, 9)).toMatchObject({
      knownSince: 2,
      stretches: [
        [3, 5, 2],
        [5, 7, 3],
        [7, 9, 2],
      ],
    });
  });

  test('goes by the oldest version before there was any, and says since when it is known', async () => {
    await publishes(day(5), withoutPatel);
    await publishes(day(7), {});
    expect(await history('riverside', 3, 9)).toMatchObject({
      knownSince: 5,
      stretches: [
        [3, 5, 2],
        [5, 7, 2],
        [7, 9, 3],
      ],
    });
  });

  test('hours of many months are those of all of them at once', async () => {
    await publishes(day(1), {});
    await publishes(day(2), withoutPatel);
    const span = { from: day(1), to: day(500) };
    const [area] = rotasWith(withoutPatel).areas;
    if (!area) throw new Error('no area');
    const found = await areaHistory(area, await areaVersions(store.database.pool, area.id, span), span);
    expect(found.stretches).toHaveLength(2);
    const leave = override('leave', 'brown', { from: day(3), to: day(400) });
    const hours = await dutyHoursOf(found, [leave]);
    expect(hours).toEqual(dutyHoursThrough(found.stretches, [leave]));
    expect(hours.get('ahmed')?.inHours).toBeGreaterThan(2_000 * 3_600_000);
  });

  test('a text that stays as it is is fetched once, and other areas not at all', async () => {
    await publishes(day(2), {});
    await publishes(day(4), withoutPatel);
    await publishes(day(5), { ...withoutPatel, ...hillside });
    await publishes(day(6), {});
    const { versions } = await history('riverside', 3, 9);
    const texts = versions.map(({ files }) =>
      files.filter(({ text }) => text !== undefined).map(({ name }) => name),
    );
    expect(texts).toEqual([['haematology.yaml', 'people.yaml', 'service.yaml'], ['haematology.yaml'], []]);
  });

  test('an area that was made and taken away is there in between', async () => {
    await publishes(day(1), {});
    await publishes(day(4), hillside);
    await publishes(day(6), {});
    expect(await history('hillside', 3, 9)).toMatchObject({
      knownSince: 1,
      stretches: [
        [3, 4, undefined],
        [4, 6, 3],
        [6, 9, undefined],
      ],
    });
  });

  test('a version that can be read no more goes by the next, and nothing before is called known', async () => {
    await publishes(day(1), withoutPatel);
    await publishes(day(4), {});
    await publishes(day(6), withoutPatel);
    await store.database.pool.query(
      `update rota_versions set files = jsonb_set(files, '{riverside/haematology.yaml}', '"name: ["') where number = 2`,
    );
    expect(await history('riverside', 3, 9)).toMatchObject({
      knownSince: 6,
      stretches: [
        [3, 4, 2],
        [4, 6, 2],
        [6, 9, 2],
      ],
    });
  });
});
