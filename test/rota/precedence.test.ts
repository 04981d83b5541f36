import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { onCall } from '../../src/rota/on-call.ts';
import type { Override } from '../../src/rota/types.ts';
import { haematology, lineOf, override, wall } from './a-rota.ts';

/** Monday morning; Dr Ahmed, Dr Brown and Dr Patel are on shift, Dr Okafor is not. */
const at = wall('2026-11-23 10:00');
const { area, line } = lineOf(haematology);

function told(overrides: readonly Override[]) {
  const { ladder, why } = onCall({ area, line, at, overrides });
  return { ids: ladder.map(({ clinician }) => clinician.id), why };
}

/** Of one person; a swap is with Dr Okafor. */
function of(clinician: string, kind: Override['kind']): Override {
  return override(kind, clinician, { with: kind === 'swap' ? 'okafor' : undefined });
}

describe('the one rule: pause, leave, swap, extra, rota', () => {
  test.each<[Override['kind'], Override['kind'] | 'rota', string, readonly string[]]>([
    ['pause', 'leave', 'Dr Brown: paused until midnight', ['ahmed', 'patel']],
    ['pause', 'swap', 'Dr Okafor: standing in for Dr Brown until 5pm', ['ahmed', 'okafor', 'patel']],
    ['pause', 'extra', 'Dr Brown: paused until midnight', ['ahmed', 'patel']],
    ['pause', 'rota', 'Dr Brown: paused until midnight', ['ahmed', 'patel']],
    ['leave', 'swap', 'Dr Okafor: standing in for Dr Brown until 5pm', ['ahmed', 'okafor', 'patel']],
    ['leave', 'extra', 'Dr Brown: on leave until midnight', ['ahmed', 'patel']],
    ['leave', 'rota', 'Dr Brown: on leave until midnight', ['ahmed', 'patel']],
    ['swap', 'extra', 'Dr Brown: swapped with Dr Okafor until midnight', ['ahmed', 'okafor', 'patel']],
    ['swap', 'rota', 'Dr Okafor: standing in for Dr Brown until 5pm', ['ahmed', 'okafor', 'patel']],
    ['extra', 'rota', 'Dr Brown: on shift until midnight', ['ahmed', 'brown', 'patel']],
  ])('%s before %s, for one person on shift', (higher, lower, words, ids) => {
    const both = [of('brown', higher), ...(lower === 'rota' ? [] : [of('brown', lower)])];
    for (const overrides of [both, both.toReversed()]) {
      const answer = told(overrides);
      expect(answer.ids).toEqual(ids);
      expect(answer.why).toContain(words);
    }
  });

  test.each<[Override['kind'], Override['kind'], string]>([
    ['pause', 'leave', 'paused'],
    ['pause', 'swap', 'was to stand in for Dr Brown, but is paused'],
    ['pause', 'extra', 'paused'],
    ['leave', 'swap', 'was to stand in for Dr Brown, but is on leave'],
    ['leave', 'extra', 'on leave'],
  ])('%s before %s, for one person who is not on shift', (higher, lower, words) => {
    const second = lower === 'swap' ? of('brown', 'swap') : of('okafor', lower);
    const extra = override('extra', 'okafor', { id: 'to-be-told-of' });
    const answer = told([of('okafor', higher), second, ...(lower === 'leave' ? [extra] : [])]);
    expect(answer.ids).not.toContain('okafor');
    expect(answer.why).toContain(`Dr Okafor: ${words} until midnight`);
  });
});

describe('of two swaps of one person at one time', () => {
  const hours = { from: wall('2026-11-23 08:00'), to: wall('2026-11-23 18:00') };
  const monday = wall('2026-11-16 10:00');
  const earlier = override('swap', 'brown', { ...hours, id: 'b', with: 'okafor', madeAt: monday });
  const standIn = (other: Partial<Override>) => {
    const both = [earlier, { ...earlier, id: 'a', with: 'silent', ...other }];
    const answers = [both, both.toReversed()].map((overrides) => told(overrides).why);
    expect(answers[0]).toEqual(answers[1]);
    return answers[0]?.find((words) => words.includes('in for Dr Brown'))?.split(':')[0];
  };

  test.each<[string, Partial<Override>]>([
    ['for one line', { line: 'haematology', madeAt: monday - 1 }],
    ['that begins later', { from: hours.from + 1, madeAt: monday - 1 }],
    ['that was made later', { madeAt: monday + 1 }],
    ['that is only looked at and would be made now', { madeAt: undefined }],
  ])('the one %s counts', (_, other) => {
    expect(standIn(other)).toBe('Dr Silent');
  });

  test('the one that was made before counts no more, whatever its id', () => {
    expect(standIn({ id: 'z', madeAt: monday - 1 })).toBe('Dr Okafor');
  });
});

const ids = ['ahmed', 'brown', 'patel', 'okafor'] as const;
const rostered: readonly string[] = ['ahmed', 'brown', 'patel'];
const someOverride = fc
  .record({
    id: fc.uuid(),
    kind: fc.constantFrom('pause' as const, 'leave' as const, 'swap' as const, 'extra' as const),
    clinician: fc.constantFrom(...ids),
    with: fc.constantFrom(...ids),
    line: fc.constantFrom(undefined, 'haematology', 'endocrinology'),
    start: fc.integer({ min: -3, max: 1 }),
    hours: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ start, hours, kind, ...each }) =>
    override(kind, each.clinician, {
      ...each,
      with: kind === 'swap' ? each.with : undefined,
      from: at + start * 3_600_000,
      to: at + (start + hours) * 3_600_000,
    }),
  );
const some = fc.array(someOverride, { maxLength: 7 });
const holds = (each: Override) => each.from <= at && at < each.to && each.line !== 'endocrinology';

describe('for any overrides', () => {
  test('who is paused or on leave is never rung, whatever else is said of them', () => {
    fc.assert(
      fc.property(some, (overrides) => {
        const away = overrides.filter((each) => holds(each) && ['pause', 'leave'].includes(each.kind));
        for (const { clinician } of away) expect(told(overrides).ids).not.toContain(clinician);
      }),
    );
  });

  test('one override for each person at most: each is rung by the highest that is said of them', () => {
    const eachOnce = fc.uniqueArray(someOverride, { selector: ({ clinician }) => clinician, maxLength: 4 });
    fc.assert(
      fc.property(eachOnce, (overrides) => {
        const standing = overrides.filter(holds);
        const swapped = standing.filter((each) => each.kind === 'swap' && each.with !== each.clinician);
        fc.pre(swapped.length < 2);
        const expected = ids.filter((id) => {
          const [mine] = standing.filter(({ clinician }) => clinician === id);
          if (mine?.kind === 'pause' || mine?.kind === 'leave') return false;
          if (swapped.some((each) => each.with === id && rostered.includes(each.clinician))) return true;
          if (mine && swapped.includes(mine)) return false;
          return mine?.kind === 'extra' || rostered.includes(id);
        });
        expect(told(overrides).ids.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  test('what ranks lower changes nothing for who is rung', () => {
    fc.assert(
      fc.property(some, fc.constantFrom(...ids), (overrides, id) => {
        const leave = override('leave', id, { id: 'the-leave' });
        const extra = override('extra', id, { id: 'the-extra', line: 'haematology' });
        expect(told([...overrides, leave, extra]).ids).toEqual(told([...overrides, leave]).ids);
      }),
    );
  });
});
