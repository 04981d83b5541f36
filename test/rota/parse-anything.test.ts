import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseRotas } from '../../src/rota/parse-rotas.ts';
import { filesWith } from './a-rota.ts';

const names = fc.constantFrom(...filesWith().keys(), 'riverside/second.yaml');
const pieces = fc.constantFrom(
  '\n',
  ': ',
  '- ',
  '{',
  '}',
  '[',
  '"',
  '&a ',
  '*a',
  '? ',
  '|',
  '#',
  '\t',
  '~',
  '0x1',
  '__proto__: 1',
  ',',
);

describe('whatever a file holds', () => {
  test('it is rotas or faults with file and line, and never an exception', () => {
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 }))).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(names, text, (name, content) => {
        const { faults } = parseRotas(filesWith({ [name]: content }));
        for (const fault of faults ?? []) {
          expect(fault.file).toMatch(/^rotas/);
          expect(fault.line).toBeGreaterThan(0);
          expect(fault.reason).not.toMatch(/undefined|\[object/);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('nor when a sound file is cut or spoilt anywhere', () => {
    fc.assert(
      fc.property(names, fc.nat(400), fc.nat(12), pieces, (name, at, length, piece) => {
        const sound = filesWith().get(name) ?? '';
        const content = sound.slice(0, at) + piece + sound.slice(at + length);
        const { rotas, faults } = parseRotas(filesWith({ [name]: content }));
        expect(rotas === undefined).toBe((faults ?? []).length > 0);
      }),
      { numRuns: 500 },
    );
  });
});
