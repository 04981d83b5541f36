import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import type { PhoneCheck } from '../../src/phone-checks/stored-check.ts';
import { listed } from '../stories/a-rota.ts';
import { now, read, secretOf, theApi } from './the-api.ts';

const path = '/api/v1/areas/riverside/phone-checks';
const rotas = listed('ahmed', 'brown');
const first = rotas.areas[0]?.people.get('ahmed');
const check: PhoneCheck = {
  id: 'a7a2cf4e-0000-4000-8000-000000000001',
  area: 'riverside',
  clinician: first?.id ?? '',
  phone: first?.phones[0] ?? '',
  legSid: undefined,
  askedAt: now - 3_600_000,
  result: 'no-key',
  ended: true,
  calledOff: false,
};

function api(begun: string[] = []) {
  const begin = async (area: string): Promise<boolean> => begun.push(area) === 1;
  return theApi({ rotas: () => rotas, phoneChecks: { begin, since: async () => [check] } });
}

describe('phone checks', () => {
  test.each(['admin', 'manager'] as const)(
    'a %s begins a round, which says so when one is under way',
    async (role) => {
      const begun: string[] = [];
      const app = api(begun);
      const ask = () =>
        request(app)
          .post(path)
          .set('Authorization', `Bearer ${secretOf(role)}`);
      expect((await ask().expect(200)).body).toMatchObject({ area: 'riverside', begun: true });
      expect((await ask().expect(200)).body).toMatchObject({ begun: false });
      expect(begun).toEqual(['riverside', 'riverside']);
    },
  );

  test.each([
    ['application/x-www-form-urlencoded', 'clinician=ahmed', 415],
    ['text/csv', 'clinician\nahmed\n', 415],
    ['application/json', '{"clinician":"ahmed"}', 400],
    ['application/json', '[]', 400],
    ['application/json', '{', 400],
    ['application/x-www-form-urlencoded', '', 200],
    ['application/json', '{}', 200],
  ])('rings nobody when something is sent that it does not take: %s %j, %d', async (type, sent, status) => {
    const begun: string[] = [];
    const ask = request(api(begun))
      .post(path)
      .set('Authorization', `Bearer ${secretOf('manager')}`);
    await ask.set('Content-Type', type).send(sent).expect(status);
    expect(begun).toEqual(status === 200 ? ['riverside'] : []);
  });

  test.each(['reader', 'clinician'] as const)(
    'a %s neither begins one nor reads the results',
    async (role) => {
      const begun: string[] = [];
      const app = api(begun);
      await request(app)
        .post(path)
        .set('Authorization', `Bearer ${secretOf(role)}`)
        .expect(403);
      await read(app, path, role).expect(403);
      expect(begun).toEqual([]);
    },
  );

  test('the results name the person and the place of the phone, never the number', async () => {
    const { body } = await read(api(), path, 'manager').expect(200);
    const own = (body as { phones: { clinician: string }[] }).phones.find(
      ({ clinician }) => clinician === first?.id,
    );
    expect(own).toEqual({
      clinician: first?.id,
      name: first?.name,
      phone: 1,
      result: 'no-key',
      at: new Date(check.askedAt).toISOString(),
    });
    expect(JSON.stringify(body)).not.toContain('+44');
  });

  test('an area that is not there is a 404', async () => {
    await read(api(), '/api/v1/areas/nowhere/phone-checks', 'manager').expect(404);
  });
});
