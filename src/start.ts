import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { systemTime } from './clock.ts';
import { compose } from './composition/compose.ts';
import type { Config, TwilioConfig } from './config.ts';
import { listen } from './listen.ts';
import type { Logger } from './logger.ts';
import { RotaWatch } from './rota-files/rota-watch.ts';
import { lastGoodRotas } from './rota-versions/last-good.ts';
import { onceThere } from './store/once-there.ts';
import { openStore, letAwayPass, type Store } from './store/open-store.ts';

/** How long calls of the moment may take to be answered when the program is told to stop. */
const DRAIN = 10_000;
/** How often connections on which nothing more is to come are closed meanwhile. */
const IDLE = 50;
/** Longer than a proxy or Twilio keeps an idle connection, so that none is closed under a request on its way. */
const KEEP_ALIVE = 65_000;

/** A configuration with all that a service needs that takes calls. */
export interface CallsConfig extends Config {
  readonly twilio: TwilioConfig;
  readonly publicUrl: string;
}

/** A program that runs. */
export interface Running {
  /** Takes no more, finishes what is under way, and lets go of everything. */
  stop(): Promise<void>;
}

/**
 * Starts everything that the configuration asks for. When any of it fails, what was begun is ended again before the
 * error goes on. While PostgreSQL is away callers are answered from memory, and what needs it begins once it is there.
 * @throws RotaFaults when the rota files have faults, and the database keeps no version of them without any
 */
export async function start(config: CallsConfig, logger: Logger): Promise<Running> {
  const begun: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of begun.splice(0).reverse()) await end();
  };
  const store = openedOnce(config, logger, begun);
  try {
    const rotas = await watchRotas(config, logger, store);
    begun.push(async () => rotas.close());
    const { database, bringUp } = await store();
    // Before callers are answered: from memory only where the database is away.
    await bringUp().catch(letAwayPass);
    const rotaline = compose({
      ...config,
      database,
      rotas,
      kept: { source: rotas, process: processName() },
      logger,
      timers: systemTime,
      spoolFolder: join(config.dataDir, 'spool'),
      overridesFile: join(config.dataDir, 'overrides-known.json'),
    });
    begun.push(() => rotaline.close());
    await rotaline.overridesKnown.remember();
    // First, so that one whose port is taken has done nothing when it ends.
    const server = createServer({ keepAliveTimeout: KEEP_ALIVE }, rotaline.app);
    await listen(server, config.port);
    begun.push(() => close(server));
    rotaline.metrics.watchProcess();
    await rotaline.keeper?.start();
    rotaline.replayer.start();
    rotaline.overridesKnown.start();
    const begin = async (): Promise<void> => {
      await bringUp();
      if (config.role !== 'web') await rotaline.work();
      logger.info({ port: config.port, role: config.role, store: database.kind }, 'ready');
    };
    begun.push(await onceThere(begin, { timers: systemTime, logger }));
    return { stop };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

/** Opens the store when it is first asked for. */
function openedOnce(config: Config, logger: Logger, begun: (() => Promise<void>)[]): () => Promise<Store> {
  let opened: Promise<Store> | undefined;
  return () =>
    (opened ??= openStore(config, logger).then((store) => {
      begun.push(() => store.database.close());
      return store;
    }));
}

/** The faults of the files are what is to be mended, and so to be told, when there is no database either. */
function watchRotas(
  { rotasDir: dir }: Config,
  logger: Logger,
  store: () => Promise<Store>,
): Promise<RotaWatch> {
  const lastGood = async () => {
    const { database, bringUp } = await store();
    await bringUp();
    return lastGoodRotas(database.pool);
  };
  const timers = systemTime;
  return RotaWatch.start({ dir, timers, logger, lastGood: () => lastGood().catch(() => undefined) });
}

/** The machine helps whoever looks for the process; a machine may run several, and a number may come again. */
function processName(): string {
  return `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
}

/** Node closes connections that are idle now, and leaves open those whose request is answered a moment later. */
async function close(server: Server): Promise<void> {
  let closed = false;
  const closeIdle = (): void => {
    if (closed) return;
    server.closeIdleConnections();
    systemTime.after(IDLE, closeIdle);
  };
  const callOff = systemTime.after(DRAIN, () => server.closeAllConnections());
  const whenClosed = new Promise((resolve) => server.close(resolve));
  closeIdle();
  await whenClosed;
  closed = true;
  callOff();
}
