import { describe, expect, test } from '@jest/globals';
import {
  clinicianByPhone,
  findArea,
  findPractice,
  lineByMenu,
  lineByRef,
  practiceByPin,
} from '../../src/rota/directory.ts';
import { people, rotasWith } from './a-rota.ts';

const rotas = rotasWith({
  'riverside/people.yaml': `${people}- { id: other, name: Dr Other, phones: ["+447700900102"] }\n`,
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

  test('the clinician by phone, unless two share it', () => {
    expect(clinicianByPhone(area, '+447700900101')?.id).toBe('ahmed');
    expect(clinicianByPhone(area, '+447700900102')).toBeUndefined();
    expect(clinicianByPhone(area, '+441614960101')).toBeUndefined();
  });

  test('the line by its keys or by its reference', () => {
    expect(lineByMenu(area, '1')?.id).toBe('haematology');
    expect(lineByMenu(area, '2')).toBeUndefined();
    expect(lineByRef(rotas, 'riverside/haematology')?.line.name).toBe('Haematology');
    expect(lineByRef(rotas, 'riverside/cardiology')).toBeUndefined();
  });
});
