import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { read, theApi } from './the-api.ts';

const areas = '/api/v1/areas';

describe('the limits of requests', () => {
  test('stop one key and leave the others', async () => {
    const app = theApi({}, { limits: { perKey: 2, failuresPerAddress: 100 } });
    await read(app, areas, 'reader').expect(200);
    await read(app, areas, 'reader').expect(200);
    const response = await read(app, areas, 'reader').expect(429);
    expect(response.type).toBe('application/problem+json');
    expect(response.body).toMatchObject({ status: 429, title: 'Too Many Requests', errors: [] });
    expect(Number(response.get('Retry-After'))).toBeGreaterThan(0);
    await read(app, areas, 'manager').expect(200);
  });

  test('stop whoever tries keys, and not those at the same address who have one', async () => {
    const app = theApi({}, { limits: { perKey: 100, failuresPerAddress: 2 } });
    const tryKey = () => request(app).get(areas).set('Authorization', 'Bearer guess');
    await tryKey().expect(401);
    await request(app).get(areas).expect(401);
    const response = await tryKey().expect(429);
    expect(response.type).toBe('application/problem+json');
    await request(app).get(areas).set('X-Forwarded-For', '192.0.2.1').expect(429);
    await read(app, areas).expect(200);
  });
});
