import type { Pool, PoolClient } from 'pg';
import type { Instant } from '../clock.ts';
import { keepEffects } from '../outbox/keep-effects.ts';
import type { StoredEffect } from '../outbox/effect.ts';
import { insertOverride, selectOverrides, takeTurn } from '../overrides/override-queries.ts';
import type { StoredOverride } from '../overrides/stored-override.ts';
import type { Interval } from '../rota/hours.ts';
import type { AreaId, ClinicianId, Override } from '../rota/types.ts';
import type { Queryable } from '../store/queryable.ts';
import { inTransaction } from '../store/transaction.ts';
import type { SwapFault } from './swap-fault.ts';
import type { KnownProposal, SwapProposal } from './swap-proposal.ts';

/** What became of a YES: the shift is swapped; it was answered before; or the shift is no longer what was asked for. */
export type Taken = 'taken' | 'answered' | 'changed';

/** What follows from a YES: the one who asked is told, and so is everybody who need not answer any more. */
export interface AcceptEffects {
  readonly answered: StoredEffect;
  readonly withdrawn: (other: KnownProposal) => StoredEffect;
}

interface Row {
  readonly id: string;
  readonly area: string;
  readonly line: string | null;
  readonly asked_by: string;
  readonly asked: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly proposed_at: Date;
  /** Set with `accepted`, or without when it was withdrawn. */
  readonly answered_at: Date | null;
  readonly accepted: boolean | null;
}

const columns = 'id, area, line, asked_by, asked, starts_at, ends_at, proposed_at, answered_at, accepted';
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
   * A yes: the swap stands, the proposal is answered and nobody else is asked to take the shift any longer, all or
   * nothing, and once however often it is said. `faultOf` sees the overrides as they are then.
   */
  async accept(
    proposal: SwapProposal,
    at: Instant,
    faultOf: (overrides: readonly Override[]) => SwapFault | undefined,
    swap: { readonly id: string; readonly by: string; readonly why: string },
    { answered: told, withdrawn }: AcceptEffects,
  ): Promise<{ readonly taken: Taken; readonly effects: readonly StoredEffect[] }> {
    return inTransaction(this.#pool, async (client) => {
      await takeTurn(client, proposal.area, undefined);
      if (!(await this.#isOpen(client, proposal.id, at))) return { taken: 'answered', effects: [] };
      const fault = faultOf(await overridesAround(client, proposal));
      await answered(client, proposal.id, at, !fault);
      if (fault) {
        // Whose shift it no longer is need not hear that it is still theirs.
        const effects = fault === 'no-shift' ? [] : [told];
        return { taken: 'changed', effects: await keepEffects(client, effects, at) };
      }
      await insertOverride(client, swapOf(proposal, at, swap));
      const { area, askedBy, from, to } = proposal;
      const others = await withdrawOpen(client, { area, askedBy, from, to }, at);
      return { taken: 'taken', effects: await keepEffects(client, [told, ...others.map(withdrawn)], at) };
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

  /** Those that this clinician asked for and nobody has answered are asked for no longer; and which these were. */
  async withdraw(
    area: AreaId,
    askedBy: ClinicianId,
    at: Instant,
    effectOf: (withdrawn: KnownProposal) => StoredEffect,
  ): Promise<readonly StoredEffect[]> {
    return inTransaction(this.#pool, async (client) => {
      await takeTurn(client, area, undefined);
      const withdrawn = await withdrawOpen(client, { area, askedBy }, at);
      return keepEffects(client, withdrawn.map(effectOf), at);
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

/** All that this clinician asks for, or what overlaps the span. */
async function withdrawOpen(
  client: PoolClient,
  { area, askedBy, from, to }: Pick<SwapProposal, 'area' | 'askedBy'> & Partial<Interval>,
  at: Instant,
): Promise<readonly KnownProposal[]> {
  const { rows } = await client.query<Row>(
    `update swap_proposals set answered_at = $2 where ${open} and area = $1 and asked_by = $3
       and ($4::timestamptz is null or ends_at > $4) and ($5::timestamptz is null or starts_at < $5)
     returning ${columns}`,
    [area, new Date(at), askedBy, ...[from, to].map((each) => (each === undefined ? null : new Date(each)))],
  );
  return rows.map(proposalOf);
}

/** The swap that a proposal becomes: what is over of the shift was worked. */
function swapOf(
  { area, line, askedBy, asked, from, to }: SwapProposal,
  at: Instant,
  { id, by, why }: { readonly id: string; readonly by: string; readonly why: string },
): StoredOverride {
  const who = { area, line, kind: 'swap', clinician: askedBy, with: asked } as const;
  return {
    ...{ id, ...who, from: Math.max(from, at), to, why },
    ...{ pair: undefined, madeBy: by, madeAt: at, removed: undefined },
  };
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
    withdrawn: row.answered_at !== null && row.accepted === null,
  };
}
