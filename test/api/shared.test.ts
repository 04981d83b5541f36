import { describe, expect, test } from '@jest/globals';
import { shared } from '../../src/api/shared.ts';

describe('a shared question', () => {
  test('is asked once by all who ask at the same time, and again by who asks later', async () => {
    let asked = 0;
    const ask = shared(async () => ++asked);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    expect(await ask()).toBe(2);
  });

  test('is asked again after it failed', async () => {
    let asked = 0;
    const ask = shared(async () => {
      if (++asked === 1) throw new Error('away');
      return asked;
    });
    await expect(ask()).rejects.toThrow('away');
    expect(await ask()).toBe(2);
  });
});
