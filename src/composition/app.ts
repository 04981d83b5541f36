import { randomUUID } from 'node:crypto';
import type { Express } from 'express';
import { ApiKeys } from '../api/api-keys.ts';
import type { Sources } from '../api/route.ts';
import { CalendarFeeds } from '../calendars/calendar-feeds.ts';
import { CalendarImports } from '../calendars/calendar-imports.ts';
import { newFeedSecret } from '../calendars/feed-secret.ts';
import { onCallNow } from '../calls/on-call-now.ts';
import { promptly } from '../emergency/promptly.ts';
import type { Queues } from '../escalation/queues.ts';
import { holdAudio } from '../hold-audio.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Overrides } from '../overrides/overrides.ts';
import type { PhoneCheckRounds } from '../phone-checks/phone-check-rounds.ts';
import type { PhoneChecks } from '../phone-checks/phone-checks.ts';
import { readyChecks } from '../ready-checks.ts';
import { server } from '../server.ts';
import { Patience } from '../texts/patience.ts';
import { TextsHeard } from '../texts/texts-heard.ts';
import { version } from '../version.ts';
import type { Desk } from '../../webhooks/desk.ts';
import type { Parts } from './parts.ts';

/** What was composed already and is asked by what answers. */
type Composed = Pick<
  Desk,
  'calls' | 'questions' | 'recordings' | 'texts' | 'emergency' | 'emergencyScreen' | 'emergencyPauses'
> & {
  readonly checks: PhoneChecks;
  readonly checkRounds: PhoneCheckRounds;
  readonly overrides: Overrides;
  readonly queues: Queues;
  readonly outbox: Outbox;
  readonly metrics: Metrics;
  readonly rotaAgreement: Parameters<typeof readyChecks>[0]['rotaAgreement'];
};

/** What answers HTTP: Twilio's webhooks, the API, calendar feeds, health and metrics. */
export function composeApp(parts: Parts, composed: Composed): Express {
  const { database, rotas, timers, logger, publicUrl, twilio } = parts;
  const { pool } = database;
  const { calls, questions, recordings, texts, emergency, emergencyScreen, emergencyPauses } = composed;
  const { checks, checkRounds, overrides, queues, outbox, metrics, rotaAgreement } = composed;
  const newId = randomUUID;
  const calendarFeeds = new CalendarFeeds({
    ...{ database: pool, rotas: () => rotas.current, overrides, clock: timers },
    ...{ newId, newSecret: newFeedSecret, publicUrl },
  });
  const desk: Desk = {
    ...{
      calls,
      questions,
      recordings,
      texts,
      emergency,
      emergencyScreen,
      emergencyPauses,
      publicUrl,
      logger,
    },
    patience: new Patience(timers),
    textsHeard: new TextsHeard(pool, timers),
    phoneChecks: checks,
    promptly: promptly(timers),
    clock: timers,
    countText: (result) => metrics.textReceived(result),
  };
  const sources: Sources = {
    database: pool,
    rotas: () => rotas.current,
    onCall: (area, line, at) => onCallNow(pool, area, line, at),
    overrides,
    calendarFeeds,
    phoneChecks: {
      begin: (area) => checkRounds.begin(area),
      since: (area, since) => checks.since(area, since),
    },
    calendarImports: new CalendarImports(pool, timers, newId),
    clock: timers,
  };
  return server({
    webhooks: {
      desk,
      signature: {
        publicUrl,
        authTokens: [twilio.authToken, ...(twilio.authTokenSecondary ? [twilio.authTokenSecondary] : [])],
        refused: () => metrics.unsignedWebhookRefused(),
      },
      holdAudio: holdAudio(),
      timed: (moment, seconds) => metrics.webhookAnswered(moment, seconds),
    },
    api: {
      sources,
      keys: new ApiKeys(parts.apiKeys),
      version,
      report: (err) => logger.error({ err }, 'the API failed'),
    },
    calendars: { feeds: calendarFeeds, report: (err) => logger.error({ err }, 'a calendar feed failed') },
    checks: readyChecks({ database, queues, rotas, outbox, clock: timers, rotaAgreement }),
    metrics,
    timers,
  });
}
