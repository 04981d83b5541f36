import type { Pool } from 'pg';
import { lockCall } from '../calls/load-call.ts';
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
  await inTransaction(pool, async (client) => {
    const before = (await lockCall(client, { callerSid: record.callerSid }, at))?.call;
    const call = recordedCall(record, before, rotas);
    if (call === before) return;
    const decision = { call, effects: [], pauses: [], notes: notesOf(call, record) };
    const event = { kind: 'answered-from-memory', at } as const;
    await saveDecision(client, { before, decision, event, effects: [], finishes: undefined, newId });
    await client.query('update calls set degraded = true where id = $1', [call.id]);
  });
}
