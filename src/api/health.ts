import { Router } from 'express';
import type { z } from 'zod';
import type { Timers } from '../clock.ts';
import type { Finding, ReadyCheck, ReadyChecks } from '../readiness.ts';
import type { readyBody } from './schemas/health.ts';
import { shared } from './shared.ts';

export type Readiness = z.output<typeof readyBody>;

const patience = 2_000;

/** Looks, but waits no more than 2 s. An error is not repeated: its message may name hosts. */
async function lookAt({ look }: ReadyCheck, timers: Timers): Promise<Finding> {
  return new Promise((resolve) => {
    const giveUp = timers.after(patience, () => resolve({ ok: false, detail: 'no answer within 2 seconds' }));
    const settle = (finding: Finding) => {
      giveUp();
      resolve(finding);
    };
    // `async` so that a check that throws at once is caught as well.
    void (async () => look())().then(settle, () => settle({ ok: false, detail: 'the check failed' }));
  });
}

/** Looks at every dependency at once. */
export async function readiness(checks: ReadyChecks, timers: Timers): Promise<Readiness> {
  const looked = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => ({
      name,
      check,
      finding: await lookAt(check, timers),
    })),
  );
  const failed = looked.filter(({ finding }) => !finding.ok);
  const status = failed.some(({ check }) => check.critical)
    ? 'not-ready'
    : failed.length > 0
      ? 'degraded'
      : 'ready';
  return {
    status,
    checks: Object.fromEntries(looked.map(({ name, finding: { ok, detail } }) => [name, { ok, detail }])),
  };
}

/** `/healthz` (alive; touches nothing) and `/readyz` (200 ready or degraded, 503 not ready). Open to all. */
export function healthRouter(checks: ReadyChecks, timers: Timers): Router {
  const router = Router();
  // Anyone may ask, and must not wear the database out.
  const look = shared(() => readiness(checks, timers));
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const found = await look();
    response
      .set('Cache-Control', 'no-store')
      .status(found.status === 'not-ready' ? 503 : 200)
      .json(found);
  });
  return router;
}
