import { describe, expect, test } from '@jest/globals';
import { findArea, findPractice, lineByRef, practiceByPin } from '../../src/rota/directory.ts';
import { rotasWith } from './a-rota.ts';

const rotas = rotasWith({
  'riverside/practices.csv':
    'ods,name,network,kind,phones,pin\nZ99901,One,Weir,pharmacy,+441614960101;+447700900201,\nZ99902,Two,Weir,care-home,,4271\n',
});
const area = findArea(rotas, '+441614960000');
if (!area) throw new Error('no area');

describe('who and what a number belongs to', () => {
  test('the area by the number dialled', () => {
    expect(area.id).toBe('riverside');
    expect(findArea(rotas, '+441614960001')).toBeUndefined();
  });

  test('the practice by any of its numbers, or by its PIN', () => {
    expect(findPractice(area, '+447700900201')?.ods).toBe('Z99901');
    expect(findPractice(area, '+447700900101')).toBeUndefined();
    expect(practiceByPin(area, '4271')?.ods).toBe('Z99902');
    expect(practiceByPin(area, '')).toBeUndefined();
  });

  test('the line by its reference', () => {
    expect(lineByRef(rotas, 'riverside/haematology')?.line.name).toBe('Haematology');
    expect(lineByRef(rotas, 'riverside/cardiology')).toBeUndefined();
  });
});
