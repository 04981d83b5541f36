import type { Finding, ReadyChecks } from './readiness.ts';
import type { Clock } from './clock.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { Queues } from './escalation/queues.ts';
import { counted } from './rota/counted.ts';
import type { Fault, Rotas } from './rota/types.ts';
import type { Database } from './store/database.ts';

/** The rotas in force, and why the files as they stand now are not, if they are not. */
export interface RotaSource {
  readonly current: Rotas;
  readonly problem?: { readonly faults: readonly Fault[] } | undefined;
}

export interface CheckNeeds {
  readonly database: Pick<Database, 'ready' | 'kind'>;
  readonly queues: Pick<Queues, 'ready'>;
  readonly rotas: RotaSource;
  /** Whether processes serve different rota files: `undefined` while they do not. */
  readonly rotaAgreement?: (() => Finding | undefined) | undefined;
  readonly outbox: Pick<Outbox, 'overdue'>;
  readonly clock: Clock;
}

/** An effect this late means that nobody performs effects. */
const LATE = 15_000;

/** What /readyz looks at. Without the database no call can be walked; without the rest, less well. */
export function readyChecks({
  database,
  queues,
  rotas,
  rotaAgreement,
  outbox,
  clock,
}: CheckNeeds): ReadyChecks {
  return {
    database: { critical: true, look: async () => databaseFinding(await database.ready(), database.kind) },
    queue: { critical: false, look: () => queues.ready() },
    rotas: { critical: false, look: async () => rotaFinding(rotas, rotaAgreement?.()) },
    escalation: {
      critical: false,
      look: async () => escalationFinding((await outbox.overdue(clock.now() - LATE, 100)).length),
    },
  };
}

function databaseFinding(ok: boolean, kind: string): Finding {
  return { ok, detail: ok ? `${kind}, answering` : `${kind}, not answering` };
}

function rotaFinding({ problem, current }: RotaSource, disagreement: Finding | undefined): Finding {
  if (!problem)
    return disagreement ?? { ok: true, detail: `${counted(current.areas.length, 'area')} in force` };
  const faults = problem.faults.length;
  return {
    ok: false,
    detail: `the files have ${counted(faults, 'fault')}, so the last good rota serves: run rota check${disagreement ? `; ${disagreement.detail}` : ''}`,
  };
}

function escalationFinding(late: number): Finding {
  return late === 0
    ? { ok: true, detail: 'nothing is late' }
    : { ok: false, detail: `${late === 100 ? '100 or more' : late} effects are late: is a worker running?` };
}
