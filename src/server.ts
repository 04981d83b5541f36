import express, { type Express } from 'express';
import helmet from 'helmet';
import { apiRouter, type ApiDeps } from './api/api-router.ts';
import { healthRouter } from './api/health.ts';
import type { ReadyChecks } from './readiness.ts';
import { feedRouter, type FeedRouterNeeds } from './calendars/feed-router.ts';
import type { Timers } from './clock.ts';
import { metricsRouter } from './metrics/metrics-router.ts';
import type { Metrics } from './metrics/metrics.ts';
import { webhookRouter, type WebhookNeeds } from '../webhooks/index.ts';

export interface ServerNeeds {
  readonly webhooks: WebhookNeeds;
  readonly api: ApiDeps;
  readonly calendars: FeedRouterNeeds;
  readonly checks: ReadyChecks;
  readonly metrics: Metrics;
  readonly timers: Timers;
}

/** Everything this program answers to: a table of contents. */
export function server({ webhooks, api, calendars, checks, metrics, timers }: ServerNeeds): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback, linklocal, uniquelocal');
  // Twilio is no browser: its webhooks, which are in a hurry, go first.
  app.use('/webhooks', webhookRouter(webhooks));
  app.use(helmet());
  app.use(healthRouter(checks, timers));
  app.use(metricsRouter(metrics));
  app.use(feedRouter(calendars));
  app.use(apiRouter(api));
  return app;
}
