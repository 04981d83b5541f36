import { expect, test } from '@jest/globals';
import { seededRandom } from '../../../src/phone-network/seeded-random.ts';
import { aLine, aRota, service } from '../a-rota.ts';
import { stories } from '../stories.ts';
import { anyCaller, anyClinician } from './random-people.ts';
import { theBooksAreRight } from './the-books.ts';

const seeds = process.env['STORY_SEEDS']?.split(',').map(Number) ?? [1, 2];
const calls = 40;
const minutes = 15;

/** Two lines with people in common, one of which rings two at once; whoever is busy on one is not rung on the other. */
const rotas = aRota([
  aLine('haematology', '1', ['ahmed', 'brown', 'patel', 'jones'], {
    ring: { atOnce: 2, passes: 2, giveUpAfter: 120 },
    overflow: ['riverside/endocrinology'],
  }),
  aLine('endocrinology', '2', ['okafor', 'jones', 'brown'], { ring: { passes: 2, giveUpAfter: 120 } }),
]);

stories('forty calls at random over a bad network', (story) => {
  test.each(seeds)(
    'end well, whatever happens (seed %i)',
    async (seed) => {
      const tale = await story({ rotas, seed, giveUpMilliseconds: 200 });
      const { network, time } = tale.rehearsal;
      const random = seededRandom(seed * 7919);
      Object.assign(network.faults, {
        lose: 0.1,
        double: 0.1,
        delay: 0.1,
        reorder: 0.1,
        repeat: 0.1,
        rest: {
          'too-many': 0.01,
          error: 0.01,
          'error-after-acting': 0.01,
          hang: 0.005,
          'hang-after-acting': 0.005,
          drop: 0.005,
          'drop-after-acting': 0.005,
          'drop-before-acting': 0.005,
        },
      });
      for (const { phones } of rotas.areas[0]?.people.values() ?? []) {
        network.phone(phones[0] ?? '').whenRung(anyClinician(random));
      }
      for (let caller = 0; caller < calls; caller++) {
        time.after(random() * minutes * 60_000, () => {
          anyCaller(network.phone(`+4416149601${String(caller).padStart(2, '0')}`).calls(service), random);
        });
      }
      await tale.pass(minutes * 60);
      await tale.until(() => network.legs.every((leg) => !leg.live), 'everybody has hung up', 3_600);
      Object.assign(network.faults, { lose: 0, double: 0, delay: 0, reorder: 0, repeat: 0, rest: {} });
      await tale.pass(300);
      await tale.rehearsal.rotaline.sweeper.sweep();
      await tale.settle();
      expect(await tale.calls()).toHaveLength(calls);
      expect(network.conversations.length).toBeGreaterThan(5);
      await theBooksAreRight(tale);
      const ready = await fetch(`${tale.rehearsal.publicUrl}/readyz`);
      expect([ready.status, await ready.json()]).toEqual([200, expect.objectContaining({ status: 'ready' })]);
    },
    240_000,
  );
});
