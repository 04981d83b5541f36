import { randomUUID } from 'node:crypto';
import { CallBook } from '../calls/call-book.ts';
import { Questions } from '../calls/questions.ts';
import { Recordings } from '../calls/recordings.ts';
import type { Carrier } from '../carrier/carrier.ts';
import { createTwilioCarrier } from '../carrier/twilio-carrier.ts';
import { OverridesKnown } from '../emergency/overrides-known.ts';
import { OverridesOnDisk } from '../emergency/overrides-on-disk.ts';
import { PausesHeard } from '../emergency/pauses-heard.ts';
import { CallerEffects } from '../escalation/caller-effects.ts';
import { Dispatcher } from '../escalation/dispatcher.ts';
import { LegEffects } from '../escalation/leg-effects.ts';
import { Performer } from '../escalation/performer.ts';
import { openQueues } from '../escalation/queues.ts';
import { Sweeper } from '../escalation/sweeper.ts';
import { Metrics } from '../metrics/metrics.ts';
import { observeCalls } from '../metrics/observe-calls.ts';
import { Outbox } from '../outbox/outbox.ts';
import { Overrides } from '../overrides/overrides.ts';
import { doerOf } from '../perform-effect.ts';
import { ProcessStore } from '../rota-versions/process-store.ts';
import { RotaKeeper } from '../rota-versions/rota-keeper.ts';
import { VersionStore } from '../rota-versions/version-store.ts';
import { honouringStops } from '../texts/honouring-stops.ts';
import { TextStops } from '../texts/text-stops.ts';
import { composeApp } from './app.ts';
import { composeEmergency } from './emergency.ts';
import type { Parts, Rotaline } from './parts.ts';
import { composeTexts, type Dispatch } from './texts.ts';

/** The composition root: every `new` in the program is in this folder. */
export function compose(parts: Parts): Rotaline {
  const { database, rotas, timers, logger, callsPerSecond } = parts;
  const { pool } = database;
  const newId = randomUUID;
  const metrics = new Metrics();
  const outbox = new Outbox(pool);
  const keeper = composeKeeper(parts, metrics);
  const queues = openQueues({ redisUrl: parts.redisUrl, database, logger, callsPerSecond, ...parts.queues });
  const dispatcher = new Dispatcher({ queues, clock: timers, logger, held: parts.queues?.tracked });
  const dispatch: Dispatch = (effects) => dispatcher.dispatch(effects);
  const pauses = new PausesHeard(timers);
  const calls = new CallBook({
    pool,
    rotas,
    clock: timers,
    newId,
    dispatch,
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
  const stops = new TextStops(pool, timers);
  const carrier = composeCarrier(parts, stops, metrics);
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
  const { replayer, book, spool, ...answering } = composeEmergency(parts, {
    ...{ calls, overrides, overridesKnown, pauses, metrics },
  });
  const app = composeApp(parts, {
    ...{ calls, questions, recordings, texts, checks, checkRounds, ...answering },
    ...{ overrides, queues, outbox, metrics, rotaAgreement: () => keeper?.finding() },
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

/** Twilio, which sends no text to whoever asked for none. */
function composeCarrier({ twilio, publicUrl, logger }: Parts, stops: TextStops, metrics: Metrics): Carrier {
  const carrier = createTwilioCarrier({
    ...{ ...twilio, publicUrl, logger },
    observe: (verb, result, seconds) => metrics.carrierAsked(verb, result, seconds),
  });
  return honouringStops(carrier, stops, (result) => metrics.textSent(result));
}

function composeKeeper(
  { kept, database: { pool }, timers, logger }: Parts,
  figures: Metrics,
): RotaKeeper | undefined {
  if (!kept) return undefined;
  const stores = { versions: new VersionStore(pool), processes: new ProcessStore(pool) };
  return new RotaKeeper({ ...kept, ...stores, timers, logger, figures });
}
