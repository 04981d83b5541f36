import { describe, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { healthRouter, readiness } from '../../src/api/health.ts';
import type { Finding, ReadyChecks } from '../../src/readiness.ts';
import { aliveBody, readyBody } from '../../src/api/schemas/health.ts';
import { systemTime } from '../../src/clock.ts';
import { VirtualTime } from '../../src/virtual-time.ts';

const good: Finding = { ok: true, detail: 'answers' };
const bad: Finding = { ok: false, detail: 'one file has a fault; the last good rota serves' };

function checks(findings: { database?: Finding; rotas?: Finding } = {}): ReadyChecks {
  return {
    database: { critical: true, look: async () => findings.database ?? good },
    rotas: { critical: false, look: async () => findings.rotas ?? good },
  };
}

function appOf(these: ReadyChecks): express.Express {
  return express().use(healthRouter(these, systemTime));
}

describe('/healthz', () => {
  test('says that the process is alive, and looks at nothing', async () => {
    let looks = 0;
    const counting = {
      database: { critical: true, look: async () => ({ ok: false, detail: `${++looks}` }) },
    };
    const { body } = await request(appOf(counting)).get('/healthz').expect(200);
    expect(aliveBody.parse(body)).toEqual({ status: 'ok' });
    expect(looks).toBe(0);
  });
});

describe('/readyz', () => {
  test.each([
    ['ready', 200, checks()],
    ['degraded', 200, checks({ rotas: bad })],
    ['not-ready', 503, checks({ database: bad })],
    ['not-ready', 503, checks({ database: bad, rotas: bad })],
  ])('says %s (%d)', async (status, code, these) => {
    const response = await request(appOf(these)).get('/readyz').expect(code);
    expect(response.get('Cache-Control')).toBe('no-store');
    expect(readyBody.parse(response.body).status).toBe(status);
  });

  test('names each dependency and what was found', async () => {
    const { body } = await request(appOf(checks({ rotas: bad }))).get('/readyz');
    expect(body).toEqual({ status: 'degraded', checks: { database: good, rotas: bad } });
  });

  test.each([
    ['rejects', () => Promise.reject(new Error('postgres://rota:secret@db.internal'))],
    [
      'throws',
      () => {
        throw new Error('postgres://rota:secret@db.internal');
      },
    ],
  ])('does not repeat the error of a check that %s', async (_how, look) => {
    const { text } = await request(appOf({ database: { critical: true, look } }))
      .get('/readyz')
      .expect(503);
    expect(JSON.parse(text)).toEqual({
      status: 'not-ready',
      checks: { database: { ok: false, detail: 'the check failed' } },
    });
  });

  test('looks at all at once and waits 2 seconds for none longer', async () => {
    const time = new VirtualTime(0);
    const started: string[] = [];
    const silent = (name: string) => ({
      critical: false,
      look: () => {
        started.push(name);
        return new Promise<Finding>(() => {});
      },
    });
    const looking = readiness(
      { ...checks(), queue: silent('queue'), escalation: silent('escalation') },
      time,
    );
    expect(started).toEqual(['queue', 'escalation']);
    await new Promise((resolve) => setImmediate(resolve));
    time.moveTo(1_999);
    expect(await Promise.race([looking, Promise.resolve('still looking')])).toBe('still looking');
    time.moveTo(2_000);
    const found = await looking;
    expect(found.status).toBe('degraded');
    expect(found.checks['queue']).toEqual({ ok: false, detail: 'no answer within 2 seconds' });
    expect(found.checks['rotas']).toEqual(good);
  });

  test('leaves no timer behind', async () => {
    const time = new VirtualTime(0);
    await readiness(checks(), time);
    expect(time.next()).toBeUndefined();
  });
});
