import { expect, test } from '@jest/globals';
import { parseRotas } from '../../src/rota/parse-rotas.ts';
import { filesWith, service } from '../rota/a-rota.ts';

test('a manager whose phone takes no texts is warned of, and one with a mobile is not', () => {
  const managers = 'managers: ["+447700900190", "+441614960190"]\n';
  const { rotas, warnings } = parseRotas(filesWith({ 'riverside/service.yaml': service + managers }));
  expect(rotas?.areas[0]?.managers).toHaveLength(2);
  expect(warnings.map(({ line, reason }) => [line, reason])).toContainEqual([
    3,
    '"+441614960190" is no UK mobile, so no text is sent to it: give a mobile',
  ]);
  expect(warnings.filter(({ reason }) => reason.includes('+447700900190'))).toEqual([]);
});
