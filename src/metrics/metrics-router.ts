import { Router } from 'express';
import type { Metrics } from './metrics.ts';

/**
 * `/metrics`. Open to all, like /healthz, so that Prometheus needs no key: it holds nothing personal (lines are its
 * finest label). Where even volumes of calls are nobody's business, close the path at the proxy.
 */
export function metricsRouter(metrics: Metrics): Router {
  const router = Router();
  router.get('/metrics', async (_request, response) => {
    const text = await metrics.text();
    response.set('Cache-Control', 'no-store').type(metrics.contentType).send(text);
  });
  return router;
}
