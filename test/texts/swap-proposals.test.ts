import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { StoredEffect } from '../../src/outbox/effect.ts';
import type { SwapFault } from '../../src/texts/swap-fault.ts';
import type { SwapProposal } from '../../src/texts/swap-proposal.ts';
import { SwapProposals } from '../../src/texts/swap-proposals.ts';
import { wall } from '../rota/a-rota.ts';
import { availableStores, type Store } from '../stores.ts';

const now = wall('2026-11-23 10:30');

describe.each(availableStores())('swap proposals, on $name', (kind) => {
  let store: Store;
  let proposals: SwapProposals;
  beforeAll(async () => {
    store = await kind.open();
    proposals = new SwapProposals(store.database.pool);
  });
  beforeEach(async () => {
    await store.database.pool.query('truncate swap_proposals, overrides');
  });
  afterAll(async () => {
    await store.close();
  });

  function proposal(change: Partial<SwapProposal> = {}): SwapProposal {
    const shift = { from: wall('2026-11-27 09:00'), to: wall('2026-11-27 17:00') };
    const people = { area: 'riverside', line: 'haematology', askedBy: 'ahmed', asked: 'brown' };
    return { id: randomUUID(), ...people, ...shift, proposedAt: now, ...change };
  }

  function effect(about: 'swap-answered' | 'swap-withdrawn', proposal: string): StoredEffect {
    return { id: randomUUID(), effect: { kind: 'send-notice', notice: { about, proposal }, dueAt: now } };
  }

  async function accept(of: SwapProposal, at = now, fault?: SwapFault) {
    const swap = { id: randomUUID(), by: 'text brown', why: 'a swap' };
    const { taken } = await proposals.accept(of, at, () => fault, swap, {
      answered: effect('swap-answered', of.id),
      withdrawn: ({ id }) => effect('swap-withdrawn', id),
    });
    return taken;
  }

  async function swaps(): Promise<unknown[]> {
    const { rows } = await store.database.pool.query('select clinician, stand_in, starts_at from overrides');
    return rows;
  }

  test('of ten YES at once one makes the swap', async () => {
    const asked = proposal();
    await proposals.propose(asked, []);
    const results = await Promise.all(Array.from({ length: 10 }, () => accept(asked)));
    expect(results.toSorted()).toEqual([...Array<string>(9).fill('answered'), 'taken']);
    expect(await swaps()).toEqual([
      { clinician: 'ahmed', stand_in: 'brown', starts_at: new Date(asked.from) },
    ]);
  });

  test('a YES and a NO at once: one of them counts', async () => {
    const asked = proposal();
    await proposals.propose(asked, []);
    const [taken, declined] = await Promise.all([accept(asked), proposals.decline(asked, now, [])]);
    expect([taken === 'taken', declined].filter(Boolean)).toHaveLength(1);
    expect(await swaps()).toHaveLength(taken === 'taken' ? 1 : 0);
    expect((await proposals.find(asked.id))?.accepted).toBe(taken === 'taken');
  });

  test('two at once to the same colleague are one', async () => {
    const kept = await Promise.all([proposals.propose(proposal(), []), proposals.propose(proposal(), [])]);
    expect(kept.toSorted()).toEqual([false, true]);
  });

  test.each([
    ['a day later', now + 24 * 3_600_000, {}],
    [
      'when the shift is over',
      wall('2026-11-23 17:00'),
      { from: wall('2026-11-23 09:00'), to: wall('2026-11-23 17:00') },
    ],
  ])('%s a YES makes nothing', async (_name, at, change) => {
    const asked = proposal(change);
    await proposals.propose(asked, []);
    expect(await proposals.waitingFor('riverside', 'brown', at - 1)).toHaveLength(1);
    expect(await proposals.waitingFor('riverside', 'brown', at)).toEqual([]);
    expect(await accept(asked, at)).toBe('answered');
    expect(await swaps()).toEqual([]);
  });

  test('what is no longer as it was is answered, and nothing is swapped', async () => {
    const asked = proposal();
    await proposals.propose(asked, []);
    expect(await accept(asked, now, 'away')).toBe('changed');
    expect(await accept(asked)).toBe('answered');
    expect(await swaps()).toEqual([]);
  });

  test('two whom somebody asks for the same shift say YES at once: one of them has it', async () => {
    const [first, second] = [proposal(), proposal({ asked: 'patel' })];
    await proposals.propose(first, []);
    await proposals.propose(second, []);
    expect((await Promise.all([accept(first), accept(second)])).toSorted()).toEqual(['answered', 'taken']);
    expect(await swaps()).toHaveLength(1);
    const known = await Promise.all([proposals.find(first.id), proposals.find(second.id)]);
    expect(known.map((each) => each?.withdrawn).toSorted()).toEqual([false, true]);
  });

  test('a YES leaves alone what the same colleague asks of another day', async () => {
    const [first, second] = [
      proposal(),
      proposal({ asked: 'patel', from: wall('2026-12-04 09:00'), to: wall('2026-12-04 17:00') }),
    ];
    await proposals.propose(first, []);
    await proposals.propose(second, []);
    await accept(first);
    expect(await proposals.waitingFor('riverside', 'patel', now)).toHaveLength(1);
  });

  test('what is withdrawn is asked for no longer, and nothing else is', async () => {
    const [asked, other] = [proposal(), proposal({ askedBy: 'patel' })];
    await proposals.propose(asked, []);
    await proposals.propose(other, []);
    const withdraw = () =>
      proposals.withdraw('riverside', 'ahmed', now, ({ id }) => effect('swap-withdrawn', id));
    expect(await withdraw()).toHaveLength(1);
    expect(await withdraw()).toEqual([]);
    expect(await accept(asked)).toBe('answered');
    expect(await proposals.find(asked.id)).toMatchObject({ withdrawn: true, accepted: undefined });
    expect(await accept(other)).toBe('taken');
  });

  test('a shift that has begun changes hands from now', async () => {
    const asked = proposal({ from: wall('2026-11-23 09:00'), to: wall('2026-11-23 17:00') });
    await proposals.propose(asked, []);
    expect(await accept(asked)).toBe('taken');
    expect(await swaps()).toMatchObject([{ starts_at: new Date(now) }]);
  });
});
