import { describe, expect, test } from '@jest/globals';
import { chooseLine } from '../../src/call/choose-line.ts';
import { aLine } from '../stories/a-rota.ts';

const lines = [
  aLine('haematology', '1', []),
  aLine('endocrinology', '2', []),
  aLine('general-medicine', '3', [], { name: 'General medicine' }),
  aLine('general-surgery', '4', [], { name: 'General surgery' }),
  aLine('ent', '5', [], { name: 'ENT' }),
  aLine('elderly', '12', [], { name: 'Elderly medicine' }),
];

describe('keys', () => {
  test.each([
    ['1', 'haematology'],
    ['12', 'elderly'],
    ['2#', 'endocrinology'],
    ['9', undefined],
    ['01', undefined],
    ['123', undefined],
    ['*', undefined],
    ['#', undefined],
    ['', undefined],
  ])('"%s" chooses %s', (digits, line) => {
    expect(chooseLine(lines, { digits, speech: null })?.id).toBe(line);
  });

  test('count more than what was said', () => {
    expect(chooseLine(lines, { digits: '2', speech: 'haematology' })?.id).toBe('endocrinology');
    expect(chooseLine(lines, { digits: '9', speech: 'haematology' })).toBeUndefined();
  });
});

describe('speech', () => {
  test.each([
    ['haematology', 'haematology'],
    ['Haematology, please.', 'haematology'],
    ['hematology', 'haematology'],
    ['the haematologist on call', 'haematology'],
    ['endocrine', 'endocrinology'],
    ['general surgery', 'general-surgery'],
    ['general', undefined],
    ['I would like general medicine', 'general-medicine'],
    ['E N T', undefined],
    ['ent please', 'ent'],
    ['my patient is in the department', undefined],
    ['two', 'endocrinology'],
    ['12', 'elderly'],
    ['haematology or endocrinology', undefined],
    ['endoscopy', undefined],
    ['hello', undefined],
    ['', undefined],
  ])('"%s" chooses %s', (speech, line) => {
    expect(chooseLine(lines, { digits: null, speech })?.id).toBe(line);
  });
});

test('neither a key nor a word chooses nothing', () => {
  expect(chooseLine(lines, { digits: null, speech: null })).toBeUndefined();
});
