import { timingSafeEqual } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { ApiKeys, type ApiKey } from '../../src/api/api-keys.ts';

const secrets = { first: 'a'.repeat(32), second: 'b'.repeat(40), third: 'c'.repeat(32) };
const keys: readonly ApiKey[] = [
  { name: 'dashboard', role: 'reader', secret: secrets.first },
  { name: 'rota office', role: 'manager', secret: secrets.second },
  { name: 'Dr Brown', role: 'clinician', secret: secrets.third },
];

describe('API keys', () => {
  test('know who holds each', () => {
    const known = new ApiKeys(keys);
    expect(known.holderOf(secrets.first)).toEqual({ name: 'dashboard', role: 'reader' });
    expect(known.holderOf(secrets.second)).toEqual({ name: 'rota office', role: 'manager' });
    expect(known.holderOf(secrets.third)).toEqual({ name: 'Dr Brown', role: 'clinician' });
  });

  test.each(['', 'a', 'a'.repeat(31), 'a'.repeat(33), 'A'.repeat(32), `${'a'.repeat(32)} `])(
    'do not know %j',
    (secret) => {
      expect(new ApiKeys(keys).holderOf(secret)).toBeUndefined();
    },
  );

  test('let nobody in when there are none', () => {
    expect(new ApiKeys([]).holderOf('')).toBeUndefined();
  });

  test.each(['first', 'third', 'none'] as const)(
    'are all compared, in constant time and at the same length, whichever is right: %s',
    (right) => {
      const lengths: number[] = [];
      const equal = (one: Buffer, other: Buffer) => {
        lengths.push(one.length, other.length);
        return timingSafeEqual(one, other);
      };
      const holder = new ApiKeys(keys, equal).holderOf(right === 'none' ? 'x' : secrets[right]);
      expect(holder?.name).toBe({ first: 'dashboard', third: 'Dr Brown', none: undefined }[right]);
      expect(lengths).toEqual([32, 32, 32, 32, 32, 32]);
    },
  );

  test('keep no secret that could be printed', () => {
    expect(JSON.stringify(new ApiKeys(keys))).not.toContain('aaaa');
  });
});
