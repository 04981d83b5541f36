import type { Pool, PoolClient } from 'pg';
import { loadCall } from '../calls/load-call.ts';
import { saveDecision } from '../calls/save-decision.ts';
import { inTransaction } from '../store/transaction.ts';
import type { Rotas } from '../rota/types.ts';
import type { EmergencyRecord } from './emergency-record.ts';
import { notesOf, recordedCall } from './recorded-call.ts';

/**
 * Writes a record as a call that is over, with its offer and attempts, or adds them to the call that the book has of
 * the same leg. A record that was written before changes nothing.
 */
export async function writeRecord(
  pool: Pool,
  record: EmergencyRecord,
  { rotas, newId }: { readonly rotas: Rotas; readonly newId: () => string },
): Promise<void> {
  const at = record.ended ?? record.started;
  const write = async (client: PoolClient): Promise<boolean> => {
    const before = await loadCall(client, { callerSid: record.callerSid }, at);
    const call = recordedCall(record, before?.call, rotas);
    if (call === before?.call) return true;
    const decision = { call, effects: [], pauses: [], notes: notesOf(call, record) };
    const event = { kind: 'answered-from-memory', at } as const;
    if (!(await saveDecision(client, { before, decision, event, effects: [], finishes: undefined, newId })))
      return false;
    await client.query('update calls set degraded = true where id = $1', [call.id]);
    return true;
  };
  // Not written where the call has changed since it was read: read again.
  while (!(await inTransaction(pool, write)));
}
