import { describe, expect, test } from '@jest/globals';
import type { Area, Clinician, Rotas } from '../../src/rota/types.ts';
import { isKnown, textSender } from '../../src/texts/text-sender.ts';
import { clinician, fictionLane, listed, mobileCaller, service } from '../stories/a-rota.ts';

const ahmed = clinician('ahmed', 0);
const phone = '+447700900101';
const weirNumber = '+441614960001';

/** Riverside, where Dr Ahmed is, and another area with these people. */
function rotasWith(...people: readonly Clinician[]): Rotas {
  const areas = listed('ahmed').areas.flatMap((riverside): Area[] => [
    { ...riverside, practices: [{ ...fictionLane, phones: ['+441614960199'] }, fictionLane] },
    {
      ...riverside,
      ...{ id: 'weir', name: 'Weir', numbers: [weirNumber], practices: [] },
      people: new Map(people.map((each) => [each.id, each])),
    },
  ]);
  return { ...listed('ahmed'), areas };
}

describe('which area a text is for is said', () => {
  const other = '+447700900180';
  test.each([
    ['not where they are in one area only', [clinician('brown', 1)], false],
    ['where another has them with another phone', [{ ...ahmed, phones: [other] }], true],
    ['where another has their phone, without a GMC number', [{ ...ahmed, gmc: undefined }], true],
    ['not for somebody else without a GMC number', [{ ...ahmed, gmc: undefined, phones: [other] }], false],
  ] as const)('%s', (_name, people, namesArea) => {
    expect(textSender(rotasWith(...people), phone, service)).toMatchObject({
      kind: 'clinician',
      area: { id: 'riverside' },
      namesArea,
    });
  });
});

test('a text to an area that does not know the sender counts for the one that does, and to no area for none', () => {
  const rotas = rotasWith(clinician('brown', 1));
  expect(textSender(rotas, phone, weirNumber)).toMatchObject({ area: { id: 'riverside' }, namesArea: true });
  expect(textSender(rotas, phone, '+441614960009')).toEqual({ kind: 'nobody' });
  expect(textSender(rotas, '+447700900999', service)).toEqual({ kind: 'nobody' });
});

test.each([
  ['a clinician', phone, true],
  ['a practice', mobileCaller, true],
  ['a stranger', '+447700900999', false],
])('the rota knows %s: %s', (_who, number, known) => {
  expect(isKnown(rotasWith(), number)).toBe(known);
});
