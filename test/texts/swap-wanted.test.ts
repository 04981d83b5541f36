import { describe, expect, test } from '@jest/globals';
import type { KnownProposal } from '../../src/texts/swap-proposal.ts';
import { chosenOf, named } from '../../src/texts/swap-wanted.ts';
import { wall } from '../rota/a-rota.ts';
import { listed } from '../stories/a-rota.ts';

const [area] = listed('ahmed', 'brown', 'patel').areas;
if (!area) throw new Error('no area');
const here = area;

describe('who is meant', () => {
  test.each([
    ['brown', 'brown'],
    ['Dr Peter Brown', 'brown'],
    ['Brown thanks Sam', 'brown'],
    ['brown patel', 'several'],
    ['patel and brown', 'several'],
    ['nobody', 'nobody'],
  ])('"%s" is %s', (name, who) => {
    const found = named(here, name);
    expect(typeof found === 'string' ? found : found.id).toBe(who);
  });
});

describe('which of the swaps that wait is answered', () => {
  const proposal: KnownProposal = {
    ...{ id: 'one', area: 'riverside', line: 'haematology', askedBy: 'ahmed', asked: 'patel' },
    ...{ from: wall('2026-11-27 09:00'), to: wall('2026-11-27 17:00'), proposedAt: wall('2026-11-23 10:30') },
    ...{ accepted: undefined, withdrawn: false },
  };
  const other = { ...proposal, id: 'other', askedBy: 'brown' };

  test.each([
    ['', [proposal], 'one'],
    ['', [proposal, other], undefined],
    ['Ahmed', [proposal, other], 'one'],
    ['dr brown', [proposal, other], 'other'],
    ['Patel', [proposal, other], undefined],
    ['Ahmed if you take Friday', [proposal, other], undefined],
    ['Ahmed but not before noon', [proposal], undefined],
    ["Ahmed can't", [proposal], undefined],
  ])('"%s"', (more, waiting, id) => {
    expect(chosenOf(here, waiting, more)?.id).toBe(id);
  });
});
