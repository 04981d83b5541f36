import { describe, expect, test } from '@jest/globals';
import { instantFromText } from '../../src/rota/instant-text.ts';

const eightUtc = Date.UTC(2027, 6, 1, 8);

describe('an instant as a text', () => {
  test.each([
    ['2027-07-01T08:00:00Z', eightUtc],
    ['2027-07-01T09:00:00+01:00', eightUtc],
    ['2027-07-01 09:00', eightUtc],
    // As Temporal.ZonedDateTime is written: the offset counts.
    ['2027-07-01T09:00:00+01:00[Europe/London]', eightUtc],
    ['2027-07-01T09:00+01:00[!Europe/London]', eightUtc],
    ['2027-07-01T08:00:00Z[Europe/London]', eightUtc],
    ['2027-07-01T09:00:00+01:00[Europe/London][u-ca=gregory]', eightUtc],
    ['2027-07-01T04:00:00-04:00[America/New_York]', eightUtc],
    ['2027-01-01T09:00:00+00:00[Europe/London]', Date.UTC(2027, 0, 1, 9)],
    ['2027-10-31T01:30:00+00:00[Europe/London]', Date.UTC(2027, 9, 31, 1, 30)],
    ['2027-10-31T01:30:00+01:00[Europe/London]', Date.UTC(2027, 9, 31, 0, 30)],
  ])('%s', (text, instant) => {
    expect(instantFromText(text, 'Europe/London')).toBe(instant);
  });

  test.each([
    '2027-07-01T09:00:00[Europe/London]',
    '2027-07-01[Europe/London]',
    '2027-07-01T09:00:00+01:00[Europe/London',
    '2027-07-01T09:00:00+01:00[]',
    '2027-07-01T09:00:00[Europe/London]+01:00',
    '2027-07-01T09:00:00+01:00 [Europe/London]',
    '2027-07-01T09:00:00+15:00[Europe/London]',
  ])('%s names none', (text) => {
    expect(instantFromText(text, 'Europe/London')).toBeUndefined();
  });
});
