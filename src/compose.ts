import { randomUUID } from 'node:crypto';
import type { Express } from 'express';
import { ApiKeys, type ApiKey } from './api/api-keys.ts';
import { CalendarFeeds } from './calendars/calendar-feeds.ts';
import { CalendarImports } from './calendars/calendar-imports.ts';
import { newFeedSecret } from './calendars/feed-secret.ts';
import { CallBook, type CallObserver } from './calls/call-book.ts';
import { onCallNow, onCallOnLines, type OnCallOnLines } from './calls/on-call-now.ts';
import { Questions } from './calls/questions.ts';
import { Recordings } from './calls/recordings.ts';
import { createTwilioCarrier } from './carrier/twilio-carrier.ts';
import type { Carrier } from './carrier/carrier.ts';
import type { StoredEffect } from './outbox/effect.ts';
import type { Timers } from './clock.ts';
import { Emergency } from './emergency/emergency.ts';
import { EmergencyBook } from './emergency/emergency-book.ts';
import { EmergencyScreen } from './emergency/emergency-screen.ts';
import { EmergencyWalk } from './emergency/emergency-walk.ts';
import { MemorySpool } from './emergency/memory-spool.ts';
import { OverridesKnown } from './emergency/overrides-known.ts';
import { OverridesOnDisk } from './emergency/overrides-on-disk.ts';
import { PausesHeard } from './emergency/pauses-heard.ts';
import { promptly } from './emergency/promptly.ts';
import { Replayer } from './emergency/replayer.ts';
import { Spool } from './emergency/spool.ts';
import { CallerEffects } from './escalation/caller-effects.ts';
import { Dispatcher } from './escalation/dispatcher.ts';
import { LegEffects } from './escalation/leg-effects.ts';
import { Outbox } from './outbox/outbox.ts';
import { doerOf } from './perform-effect.ts';
import { Performer } from './escalation/performer.ts';
import { openQueues, type Queues } from './escalation/queues.ts';
import { Sweeper } from './escalation/sweeper.ts';
import { holdAudio } from './hold-audio.ts';
import type { Logger } from './logger.ts';
import { Metrics } from './metrics/metrics.ts';
import { observeCalls } from './metrics/observe-calls.ts';
import { LookAhead } from './notices/look-ahead.ts';
import { NoticeEffects } from './notices/notice-effects.ts';
import { postAlertWith } from './notices/post-alert.ts';
import { Overrides } from './overrides/overrides.ts';
import { PhoneCheckLegs } from './phone-checks/phone-check-legs.ts';
import { PhoneCheckRounds } from './phone-checks/phone-check-rounds.ts';
import { PhoneChecks } from './phone-checks/phone-checks.ts';
import { readyChecks, type RotaSource } from './ready-checks.ts';
import { ProcessStore } from './rota-versions/process-store.ts';
import { RotaKeeper, type WatchedRotas } from './rota-versions/rota-keeper.ts';
import { VersionStore } from './rota-versions/version-store.ts';
import { server } from './server.ts';
import type { Database } from './store/database.ts';
import { honouringStops } from './texts/honouring-stops.ts';
import { Patience } from './texts/patience.ts';
import { PauseByText } from './texts/pause-by-text.ts';
import { RotaByText } from './texts/rota-by-text.ts';
import { SwapByText } from './texts/swap-by-text.ts';
import { SwapProposals } from './texts/swap-proposals.ts';
import { TextDesk } from './texts/text-desk.ts';
import { TextStops } from './texts/text-stops.ts';
import { TextsHeard } from './texts/texts-heard.ts';
import { version } from './version.ts';

export interface TwilioAccess {
  readonly accountSid: string;
  readonly authToken: string;
  /** The other token, while they are being rotated. */
  readonly authTokenSecondary?: string | undefined;
  readonly apiUrl?: string | undefined;
  readonly region?: string | undefined;
  readonly edge?: string | undefined;
  /** How long a request to Twilio may take before it is given up; 10 s unless told. */
  readonly giveUpMilliseconds?: number | undefined;
}

/** What a running Rotaline is made of. Databases and rotas are opened by whoever starts it. */
export interface Parts {
  readonly database: Database;
  readonly rotas: RotaSource;
  /** The rotas that are watched, where every version of their files is to be kept, and this process's name. */
  readonly kept?: { readonly source: WatchedRotas; readonly process: string } | undefined;
  readonly redisUrl?: string | undefined;
  readonly publicUrl: string;
  readonly twilio: TwilioAccess;
  readonly callsPerSecond: number;
  readonly apiKeys: readonly ApiKey[];
  readonly logger: Logger;
  readonly timers: Timers;
  /** Where calls that were answered from memory are kept until the database is back; not set: nowhere but in memory. */
  readonly spoolFolder?: string | undefined;
  /** Where what is known of overrides is kept for a start without the database; not set: nowhere. */
  readonly overridesFile?: string | undefined;
  /** By what alerts are posted to the addresses that areas name; `fetch` unless told. */
  readonly fetch?: typeof fetch | undefined;
  /** Who else is told of every change to a call. */
  readonly observers?: readonly CallObserver[];
  /** For stories and the demo: the queues count their jobs, and keep apart from others on the same store. */
  readonly queues?: { readonly tracked?: boolean; readonly prefix?: string };
}

/** A composed Rotaline: what answers HTTP, and what performs effects. Nothing runs until `work`. */
export interface Rotaline {
  readonly app: Express;
  readonly calls: CallBook;
  readonly outbox: Outbox;
  readonly queues: Queues;
  readonly dispatcher: Dispatcher;
  readonly sweeper: Sweeper;
  readonly performer: Performer;
  readonly metrics: Metrics;
  /** Keeps the versions of the rota files. To be started, in every process, by whoever watches the files. */
  readonly keeper: RotaKeeper | undefined;
  /** Writes down what was answered from memory. `work` starts it; a process that only answers webhooks must, too. */
  readonly replayer: Replayer;
  /** Leave and swaps for when the database is away. `work` starts it; a process that only answers webhooks must, too. */
  readonly overridesKnown: OverridesKnown;
  /** Calls that were answered from memory, until they are written down. */
  readonly spool: Pick<Spool, 'kept'>;
  /**
   * Starts the workers and the sweeper, and gives the queue again what it may have lost. Where the database is away
   * it rejects and has started nothing.
   */
  work(options?: { readonly sweep?: boolean }): Promise<void>;
  close(): Promise<void>;
}

/** The composition root: every `new` in the program. */
export function compose(parts: Parts): Rotaline {
  const { database, rotas, timers, logger, publicUrl, twilio, callsPerSecond } = parts;
  const { pool } = database;
  const newId = randomUUID;
  const metrics = new Metrics();
  const outbox = new Outbox(pool);
  const keeper = composeKeeper(parts, metrics);
  const queues = openQueues({ redisUrl: parts.redisUrl, database, logger, callsPerSecond, ...parts.queues });
  const dispatcher = new Dispatcher({ queues, clock: timers, logger, held: parts.queues?.tracked });
  const pauses = new PausesHeard(timers);
  const calls = new CallBook({
    pool,
    rotas,
    clock: timers,
    newId,
    dispatch: (effects) => dispatcher.dispatch(effects),
    observers: [
      observeCalls(metrics),
      { changed: (_before, decision) => pauses.hear(decision.pauses) },
      {
        changed(before, { call }) {
          if (!before) dispatcher.alongside(checkLegs.makeWay(call.area));
        },
      },
      ...(parts.observers ?? []),
    ],
  });
  const dispatch: Dispatch = (effects) => dispatcher.dispatch(effects);
  const stops = new TextStops(pool, timers);
  const twilioCarrier = createTwilioCarrier({
    ...twilio,
    publicUrl,
    logger,
    observe: (verb, result, seconds) => metrics.carrierAsked(verb, result, seconds),
  });
  const carrier = honouringStops(twilioCarrier, stops, (result) => metrics.textSent(result));
  const questions = new Questions(pool, timers, newId);
  const recordings = new Recordings(pool, timers, newId);
  const legs = new LegEffects({ calls, carrier, clock: timers, logger });
  const overrides = new Overrides(pool, timers, newId);
  const { texts, notices, lookAhead, checks, checkRounds, checkLegs } = composeTexts(parts, {
    ...{ overrides, carrier, stops, pauses, dispatch },
  });
  const caller = new CallerEffects({ calls, carrier, questions, recordings, clock: timers });
  const performer = new Performer({
    outbox,
    calls,
    doers: doerOf({ calls, legs, caller, notices, lookAhead, checkRounds, checkLegs }),
    clock: timers,
    logger,
    observe: (kind, result) => metrics.effectPerformed(kind, result),
    later: ({ id, effect }, dueAt) => dispatcher.dispatch([{ id, effect: { ...effect, dueAt } }]),
  });
  const alone = parts.database.kind === 'embedded';
  const sweeper = new Sweeper({ outbox, performer, legs, queues, timers, logger, callsPerSecond, alone });
  dispatcher.onLost(() => sweeper.soon());
  const { overridesFile } = parts;
  const kept = overridesFile ? new OverridesOnDisk(overridesFile, { newId, logger }) : undefined;
  const overridesKnown = new OverridesKnown({ overrides, pauses, kept, timers, logger });
  const { emergency, emergencyScreen, replayer, book, spool } = composeEmergency(parts, {
    calls,
    overridesKnown,
    metrics,
  });
  const calendarFeeds = new CalendarFeeds({
    ...{ database: pool, rotas: () => rotas.current, overrides, clock: timers },
    ...{ newId, newSecret: newFeedSecret, publicUrl },
  });
  const app = server({
    webhooks: {
      desk: {
        calls,
        questions,
        recordings,
        texts,
        patience: new Patience(timers),
        textsHeard: new TextsHeard(pool, timers),
        phoneChecks: checks,
        emergency,
        emergencyScreen,
        promptly: promptly(timers),
        clock: timers,
        logger,
        publicUrl,
        countText: (result) => metrics.textReceived(result),
      },
      signature: {
        publicUrl,
        authTokens: [twilio.authToken, ...(twilio.authTokenSecondary ? [twilio.authTokenSecondary] : [])],
        refused: () => metrics.unsignedWebhookRefused(),
      },
      holdAudio: holdAudio(),
      timed: (moment, seconds) => metrics.webhookAnswered(moment, seconds),
    },
    api: {
      sources: {
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
      },
      keys: new ApiKeys(parts.apiKeys),
      version,
      report: (err) => logger.error({ err }, 'the API failed'),
    },
    calendars: { feeds: calendarFeeds, report: (err) => logger.error({ err }, 'a calendar feed failed') },
    checks: readyChecks({
      ...{ database, queues, rotas, outbox, clock: timers },
      rotaAgreement: () => keeper?.finding(),
    }),
    metrics,
    timers,
  });
  return {
    app,
    calls,
    outbox,
    queues,
    dispatcher,
    sweeper,
    performer,
    metrics,
    keeper,
    replayer,
    overridesKnown,
    spool,
    async work({ sweep = true } = {}) {
      await lookAhead.begin();
      const pending = await outbox.pending(timers.now() + 24 * 3_600_000);
      await queues.work((id) => performer.perform(id));
      dispatcher.dispatch(pending);
      if (!sweep) return;
      sweeper.start();
      replayer.start();
      overridesKnown.start();
    },
    async close() {
      await keeper?.stop();
      await sweeper.stop();
      await overridesKnown.stop();
      await replayer.stop();
      book.close();
      await spool.kept();
      await dispatcher.flushed();
      await queues.close();
    },
  };
}

function composeKeeper(
  { kept, database: { pool }, timers, logger }: Parts,
  figures: Metrics,
): RotaKeeper | undefined {
  if (!kept) return undefined;
  const stores = { versions: new VersionStore(pool), processes: new ProcessStore(pool) };
  return new RotaKeeper({ ...kept, ...stores, timers, logger, figures });
}

interface EmergencyParts {
  readonly calls: CallBook;
  readonly overridesKnown: OverridesKnown;
  readonly metrics: Metrics;
}

type Dispatch = (effects: readonly StoredEffect[]) => void;

interface TextParts {
  readonly overrides: Overrides;
  readonly carrier: Carrier;
  readonly stops: TextStops;
  readonly pauses: PausesHeard;
  readonly dispatch: Dispatch;
}

/** What clinicians do by text, what they and managers are told, and the checking of phones. */
function composeTexts(parts: Parts, { overrides, carrier, stops, pauses, dispatch }: TextParts) {
  const { database, rotas, timers: clock } = parts;
  const { pool } = database;
  const newId = randomUUID;
  const proposals = new SwapProposals(pool);
  const checks = new PhoneChecks(pool);
  const onCall: OnCallOnLines = (area, lines, at) => onCallOnLines(pool, area, lines, at);
  const shared = { database: pool, rotas, overrides, stops, clock, newId, dispatch, onCall, carrier };
  return {
    texts: new TextDesk({
      ...shared,
      pauses: new PauseByText({ overrides, pauses, clock }),
      rota: new RotaByText(shared),
      swaps: new SwapByText({ ...shared, proposals }),
    }),
    notices: new NoticeEffects({ ...shared, proposals, postAlert: postAlertWith(parts.fetch ?? fetch) }),
    lookAhead: new LookAhead({ ...shared, pool }),
    checkRounds: new PhoneCheckRounds({ ...shared, checks }),
    checkLegs: new PhoneCheckLegs({ ...shared, checks }),
    checks,
  };
}

/** What answers callers while the database is away, and what writes that down afterwards. */
function composeEmergency(parts: Parts, { calls, overridesKnown, metrics }: EmergencyParts) {
  const { database, rotas, timers, logger, spoolFolder } = parts;
  const newId = randomUUID;
  const spool = spoolFolder
    ? new Spool({ folder: spoolFolder, newId, clock: timers, logger })
    : new MemorySpool();
  const book = new EmergencyBook({ clock: timers, keep: (record) => void spool.keep(record) });
  const observe = (area: string) => metrics.answeredFromMemory(area);
  const needs = { rotas, clock: timers, book, overrides: overridesKnown };
  const emergency = new Emergency({ ...needs, walk: new EmergencyWalk(needs), observe });
  const emergencyScreen = new EmergencyScreen(needs);
  const { pool } = database;
  const replayer = new Replayer({ pool, calls, book, spool, rotas, newId, timers, logger });
  return { emergency, emergencyScreen, replayer, book, spool };
}
