import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ClinicianMatcher } from '../../src/rota/names/match-clinician.ts';
import { calendarArea } from '../calendars/an-area.ts';

const matcher = new ClinicianMatcher(calendarArea());

function meant(text: string): string | readonly string[] {
  const match = matcher.match(text);
  return 'clinician' in match ? match.clinician.id : match.suggestions.map(({ id }) => id);
}

describe('one person is meant', () => {
  test.each([
    ['Dr Samira Ahmed', 'ahmed'],
    ['samira ahmed', 'ahmed'],
    ['s ahmed', 'ahmed'],
    ['SJ Ahmed', 'ahmed'],
    ['Samira Ahmd', 'ahmed'],
    ['AHMED, Samira', 'ahmed'],
    ['Ahmed S.', 'ahmed'],
    ['S. Ahmed - annual leave', 'ahmed'],
    ['Dr Ahmed A/L', 'ahmed'],
    ['Annual leave: Ahmed', 'ahmed'],
    ['Haematology Ahmed (am)', 'ahmed'],
    ['Samira Ahmad', 'ahmed'],
    ['Smaira Ahmed', 'ahmed'],
    ['prof. O’Connor', 'oconnor'],
    ['Siobhan OConnor', 'oconnor'],
    ['Gwen Lloyd Jones', 'lloyd'],
    ['LLOYD-JONES Gwen', 'lloyd'],
    ['Asa Angstrom', 'angstrom'],
    ['ÅNGSTRÖM', 'angstrom'],
    ['A Angström study leave 4 May', 'angstrom'],
    ['Arun Patel', 'arun-patel'],
    ['PATEL Arun', 'arun-patel'],
    ['Patel, Anjali', 'patel'],
    ['AHMED, Samira (Dr)', 'ahmed'],
    ['Ahmed skiing', 'ahmed'],
    ['Ahmed Fridays off', 'ahmed'],
    ['Ahmed Study Leave', 'ahmed'],
    ['Dr May', 'may'],
    ['Rose May', 'may'],
    ['<b>Peter Brown</b>', 'brown'],
    ['=HYPERLINK("x","Peter Brown")', 'brown'],
  ])('%s', (text, id) => expect(meant(text)).toBe(id));
});

describe('nobody is taken, and those who may be are named', () => {
  test.each([
    ['a surname of two', 'Patel leave', ['arun-patel', 'patel']],
    ['somebody else’s given name after the surname', 'Ahmed Peter', ['brown', 'ahmed']],
    ['a short form', 'Sam Ahmed', ['ahmed']],
    ['an initial of two', 'A Patel', ['arun-patel', 'patel']],
    ['two people', 'Ahmed / Brown', ['ahmed', 'brown']],
    ['two whole names', 'Samira Ahmed Peter Brown', ['ahmed', 'brown']],
    ['somebody else of that name', 'James Ahmed', ['ahmed']],
    ['somebody else, the other way round', 'Ahmed, James', ['ahmed']],
    ['somebody else, as rosters write it', 'AHMED James', ['ahmed']],
    ['a word that may be a name', 'Brown Bag lunch', ['brown']],
    ['two surnames with a comma', 'Ahmed, Brown', ['ahmed', 'brown']],
    ['two surnames side by side', 'Brown Ahmed leave', ['ahmed', 'brown']],
    ['a surname and a whole name', 'Ahmed, Peter Brown', ['brown', 'ahmed']],
    ['another initial', 'J Ahmed', ['ahmed']],
    ['a misspelt surname alone', 'Ahmad', ['ahmed']],
    ['a given name alone', 'Samira leave', ['ahmed']],
    ['a month that is also a name', 'Leave until 4 May', ['may']],
  ])('%s', (_, text, ids) => expect(meant(text)).toEqual(ids));

  test.each(['', 'Team meeting', 'Bank holiday', '12345', '🏖️', 'Annual leave', 'x'.repeat(10_000)])(
    'nobody at all: %s',
    (text) => expect(meant(text)).toEqual([]),
  );
});

test('an id counts in a table, as it is written, and not in a title', () => {
  expect(matcher.match('patel', true)).toMatchObject({ clinician: { id: 'patel' } });
  expect(matcher.match('Patel', true)).not.toHaveProperty('clinician');
  expect(matcher.match('patel')).not.toHaveProperty('clinician');
});

test('no text breaks it, and no more than five are suggested', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.lorem()), (text) => {
      const match = matcher.match(text);
      expect('clinician' in match || match.suggestions.length <= 5).toBe(true);
    }),
  );
});
