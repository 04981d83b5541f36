import { describe, expect, test } from '@jest/globals';
import { readyChecks, type CheckNeeds } from '../src/ready-checks.ts';
import { rotasWith } from './rota/a-rota.ts';

const fault = { file: 'rotas/riverside/people.yaml', line: 3, reason: 'not YAML' };
const disagreement = { ok: false, detail: 'processes serve different rota files: 1a2b3c4d here' };

function rotasLook(change: Partial<CheckNeeds>): Promise<unknown> | undefined {
  const away = () => Promise.reject(new Error('not asked'));
  return readyChecks({
    database: { ready: away, kind: 'embedded' },
    queues: { ready: away },
    outbox: { overdue: away },
    rotas: { current: rotasWith() },
    clock: { now: () => 0 },
    ...change,
  })['rotas']?.look();
}

describe('what /readyz says of the rotas', () => {
  test('that they are in force, while all processes agree', async () => {
    expect(await rotasLook({ rotaAgreement: () => undefined })).toEqual({
      ok: true,
      detail: '1 area in force',
    });
  });

  test('that processes serve different files', async () => {
    expect(await rotasLook({ rotaAgreement: () => disagreement })).toEqual(disagreement);
  });

  test('that the files have faults, and the disagreement too', async () => {
    const rotas = { current: rotasWith(), problem: { faults: [fault, fault] } };
    const detail = 'the files have 2 faults, so the last good rota serves: run rota check';
    expect(await rotasLook({ rotas })).toEqual({ ok: false, detail });
    expect(await rotasLook({ rotas, rotaAgreement: () => disagreement })).toEqual({
      ok: false,
      detail: `${detail}; ${disagreement.detail}`,
    });
  });
});
