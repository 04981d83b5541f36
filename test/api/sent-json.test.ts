import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keyGivenTwice } from '../../src/api/sent-json.ts';

describe('a key that one object has twice', () => {
  test.each([
    ['{"a":1,"a":2}', 'a'],
    ['{ "a" : 1, "b" : 2, "a" : 1 }', 'a'],
    ['{"clinician":"brown","clin\\u0069cian":"ahmed"}', 'clinician'],
    ['{"a":{"b":1,"c":[{"b":2,"b":3}]}}', 'b'],
    ['[{"a":1},{"a":2,"":3,"":4}]', ''],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"a":{"a":1},"b":{"a":1}}', undefined],
    ['{"a":"a","b":["a","a"]}', undefined],
    ['{"a":"\\"a\\":{","b":"}:,"}', undefined],
    ['{"a\\\\":1,"a":2}', undefined],
    ['"a: a"', undefined],
    ['[]', undefined],
  ])('%s: %j', (json, key) => {
    expect(() => JSON.parse(json)).not.toThrow();
    expect(keyGivenTwice(json)).toBe(key);
  });

  test('is never found in what JSON.stringify wrote', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => keyGivenTwice(JSON.stringify(value)) === undefined));
  });
});
