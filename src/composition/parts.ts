import type { Express } from 'express';
import type { ApiKey } from '../api/api-keys.ts';
import type { CallBook } from '../calls/call-book.ts';
import { type CallObserver } from '../calls/call-book.ts';
import type { Timers } from '../clock.ts';
import type { OverridesKnown } from '../emergency/overrides-known.ts';
import type { Replayer } from '../emergency/replayer.ts';
import type { Spool } from '../emergency/spool.ts';
import type { Dispatcher } from '../escalation/dispatcher.ts';
import type { Performer } from '../escalation/performer.ts';
import type { Queues } from '../escalation/queues.ts';
import type { Sweeper } from '../escalation/sweeper.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { RotaSource } from '../ready-checks.ts';
import type { RotaKeeper } from '../rota-versions/rota-keeper.ts';
import { type WatchedRotas } from '../rota-versions/rota-keeper.ts';
import type { Database } from '../store/database.ts';

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
