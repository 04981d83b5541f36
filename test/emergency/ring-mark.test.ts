import { expect, test } from '@jest/globals';
import { ringsOf } from '../../src/emergency/duty.ts';
import { markOf, nextRing } from '../../src/emergency/ring-mark.ts';
import type { Override, Rotas } from '../../src/rota/types.ts';
import { override } from '../rota/a-rota.ts';
import { aLine, aRota, listed, mondayMorning as chosen } from '../stories/a-rota.ts';

interface Now {
  readonly rotas?: Rotas;
  readonly overrides?: readonly Override[];
  readonly engaged?: string;
}

/** Who is rung, one after another, when the world is as it is given at each ring; at last it stays so. */
function walk(worlds: readonly Now[], most = 10): string[] {
  const said: string[] = [];
  const rung: string[] = [];
  for (let place = 0; place < most; place++) {
    const world = worlds[Math.min(place, worlds.length - 1)] ?? {};
    const { rotas = listed('ahmed', 'brown', 'patel'), overrides = [], engaged } = world;
    const rings = ringsOf('riverside/haematology', chosen, { rotas, overrides });
    const ring = nextRing(rings, { chosen, rung }, ({ clinician }) => clinician !== engaged);
    if (!ring) break;
    said.push(ring.clinician);
    rung.push(markOf(ring, chosen));
  }
  return said;
}

const away = override('leave', 'ahmed');
const closed = aRota([aLine('haematology', '1', ['ahmed', 'brown'], { open: [] })]);
const twice = aRota([aLine('haematology', '1', ['ahmed', 'brown'], { ring: { passes: 2 } })]);

test.each<{ name: string; worlds: Now[]; rings: string[] }>([
  { name: 'everybody once', worlds: [{}], rings: ['ahmed', 'brown', 'patel'] },
  { name: 'everybody in each pass', worlds: [{ rotas: twice }], rings: ['ahmed', 'brown', 'ahmed', 'brown'] },
  {
    name: 'nobody is skipped when whoever was rung goes on leave',
    worlds: [{}, { overrides: [away] }],
    rings: ['ahmed', 'brown', 'patel'],
  },
  {
    name: 'nobody is skipped when whoever was rung is taken out of the files',
    worlds: [{}, { rotas: listed('brown', 'patel') }],
    rings: ['ahmed', 'brown', 'patel'],
  },
  {
    name: 'whoever goes on leave meanwhile is not rung',
    worlds: [{}, { overrides: [override('leave', 'brown')] }],
    rings: ['ahmed', 'patel'],
  },
  {
    name: 'whoever comes back meanwhile is rung',
    worlds: [{ overrides: [away] }, {}],
    rings: ['brown', 'ahmed', 'patel'],
  },
  {
    name: 'whoever stands in since is rung, and not whom they stand in for',
    worlds: [{}, { overrides: [override('swap', 'brown', { with: 'okafor' })] }],
    rings: ['ahmed', 'okafor', 'patel'],
  },
  {
    name: 'whoever is engaged is rung later',
    worlds: [{ engaged: 'ahmed' }, {}],
    rings: ['brown', 'ahmed', 'patel'],
  },
  { name: 'nobody once the line is closed', worlds: [{}, { rotas: closed }], rings: ['ahmed'] },
])('$name', ({ worlds, rings }) => {
  const people = new Map(
    [...listed('ahmed', 'brown', 'patel', 'okafor').areas].flatMap(({ people: all }) => [...all]),
  );
  const known = worlds.map((world): Now => {
    const { areas, hash } = world.rotas ?? listed('ahmed', 'brown', 'patel');
    return { ...world, rotas: { hash, areas: areas.map((area) => ({ ...area, people })) } };
  });
  expect(walk(known)).toEqual(rings);
});

test('a mark says nothing of anybody, and another walk has others', () => {
  const [ring] = ringsOf('riverside/haematology', chosen, { rotas: listed('ahmed'), overrides: [] });
  if (!ring) throw new Error('nobody is on duty');
  expect(markOf(ring, chosen)).toMatch(/^[0-9a-f]{8}$/);
  expect(markOf(ring, chosen)).not.toBe(markOf(ring, chosen + 1));
});
