import type { Pool, PoolClient } from 'pg';
import type { Instant } from '../clock.ts';
import { keepEffects } from '../escalation/keep-effects.ts';
import type { StoredEffect } from '../calls/save-decision.ts';
import { insertOverride, selectOverrides, takeTurn } from '../overrides/override-queries.ts';
import type { AreaId, ClinicianId, Override } from '../rota/types.ts';
import type { Queryable } from '../statistics/queryable.ts';
import { inTransaction } from '../store/transaction.ts';
import type { KnownProposal, SwapProposal } from './swap-proposal.ts';

/** What became of a YES: the shift is swapped; it was answered before; or the shift is no longer what was asked for. */
export type Taken = 'taken' | 'answered' | 'changed';

interface Row {
  readonly id: string;
  readonly area: string;
  readonly line: string | null;
  readonly asked_by: string;
  readonly asked: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly proposed_at: Date;
  readonly accepted: boolean | null;
}

const columns = 'id, area, line, asked_by, asked, starts_at, ends_at, proposed_at, accepted';
const open = "answered_at is null and proposed_at > $2::timestamptz - interval '24 hours' and ends_at > $2";

/** Swaps that wait for a yes, and those that were answered. */
export class SwapProposals {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async find(id: string): Promise<KnownProposal | undefined> {
    const { rows } = await this.#pool.query<Row>(`select ${columns} from swap_proposals where id = $1`, [id]);
    return rows.map(proposalOf)[0];
  }

  /** Those that wait for this clinician's answer, oldest first. */
  async waitingFor(area: AreaId, asked: ClinicianId, at: Instant): Promise<readonly KnownProposal[]> {
    const { rows } = await this.#pool.query<Row>(
      `select ${columns} from swap_proposals where ${open} and area = $1 and asked = $3 order by proposed_at, id`,
      [area, new Date(at), asked],
    );
    return rows.map(proposalOf);
  }

  /** Keeps it with what follows from it; false when the same two have another that still waits. */
  async propose(proposal: SwapProposal, effects: readonly StoredEffect[]): Promise<boolean> {
    const { id, area, line, askedBy, asked, from, to, proposedAt } = proposal;
    return inTransaction(this.#pool, async (client) => {
      await takeTurn(client, area, undefined);
      const { rows } = await client.query(
        `select 1 from swap_proposals where ${open} and area = $1 and asked_by = $3 and asked = $4 and id <> $5`,
        [area, new Date(proposedAt), askedBy, asked, id],
      );
      if (rows.length > 0) return false;
      await client.query(
        `insert into swap_proposals (id, area, line, asked_by, asked, starts_at, ends_at, proposed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
        [id, area, line ?? null, askedBy, asked, new Date(from), new Date(to), new Date(proposedAt)],
      );
      await keepEffects(client, effects, proposedAt);
      return true;
    });
  }

  /**
   * A yes: the swap stands and the proposal is answered, both or neither, and once however often it is said.
   * `isAsAsked` sees the overrides as they are then.
   */
  async accept(
    proposal: SwapProposal,
    at: Instant,
    isAsAsked: (overrides: readonly Override[]) => boolean,
    swap: { readonly id: string; readonly by: string; readonly why: string },
    effects: readonly StoredEffect[],
  ): Promise<Taken> {
    return inTransaction(this.#pool, async (client) => {
      await takeTurn(client, proposal.area, undefined);
      if (!(await this.#isOpen(client, proposal.id, at))) return 'answered';
      const good = isAsAsked(await overridesAround(client, proposal));
      await answered(client, proposal.id, at, good);
      if (!good) return 'changed';
      const from = Math.max(proposal.from, at);
      await insertOverride(client, {
        id: swap.id,
        area: proposal.area,
        line: proposal.line,
        kind: 'swap',
        clinician: proposal.askedBy,
        with: proposal.asked,
        from,
        to: proposal.to,
        why: swap.why,
        pair: undefined,
        madeBy: swap.by,
        madeAt: at,
        removed: undefined,
      });
      await keepEffects(client, effects, at);
      return 'taken';
    });
  }

  /** A no; false when it was answered before. */
  async decline(proposal: SwapProposal, at: Instant, effects: readonly StoredEffect[]): Promise<boolean> {
    return inTransaction(this.#pool, async (client) => {
      await takeTurn(client, proposal.area, undefined);
      if (!(await this.#isOpen(client, proposal.id, at))) return false;
      await answered(client, proposal.id, at, false);
      await keepEffects(client, effects, at);
      return true;
    });
  }

  async #isOpen(client: PoolClient, id: string, at: Instant): Promise<boolean> {
    const { rows } = await client.query(`select 1 from swap_proposals where ${open} and id = $1 for update`, [
      id,
      new Date(at),
    ]);
    return rows.length > 0;
  }
}

async function answered(client: PoolClient, id: string, at: Instant, accepted: boolean): Promise<void> {
  await client.query('update swap_proposals set answered_at = $2, accepted = $3 where id = $1', [
    id,
    new Date(at),
    accepted,
  ]);
}

function overridesAround(
  database: Queryable,
  { area, from, to }: SwapProposal,
): Promise<readonly Override[]> {
  return selectOverrides(
    database,
    `where area = $1 and removed_at is null and ends_at > $2::timestamptz - interval '3 days'
       and starts_at < $3::timestamptz + interval '3 days'`,
    [area, new Date(from), new Date(to)],
  );
}

function proposalOf(row: Row): KnownProposal {
  return {
    id: row.id,
    area: row.area,
    line: row.line ?? undefined,
    askedBy: row.asked_by,
    asked: row.asked,
    from: row.starts_at.getTime(),
    to: row.ends_at.getTime(),
    proposedAt: row.proposed_at.getTime(),
    accepted: row.accepted ?? undefined,
  };
}
