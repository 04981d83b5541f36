import { z } from 'zod';

/** Of the connection (08), the server shutting down or starting (57P), no room for another connection (53300). */
const sqlStates = /^(08...|57P0[1-4]|53300)$/;
const systemCodes =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** What `pg` and PGlite say without a code. */
const messages =
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|pool after calling end|PGlite is clos/;

const fault = z.object({
  code: z.string().catch(''),
  message: z.string().catch(''),
  cause: z.unknown().optional(),
});

/** Did a question fail because the database cannot be reached, rather than because of the question? */
export function databaseIsAway(error: unknown): boolean {
  const { success, data } = fault.safeParse(error);
  if (!success) return false;
  if (sqlStates.test(data.code) || systemCodes.test(data.code) || messages.test(data.message)) return true;
  return data.cause !== error && databaseIsAway(data.cause);
}
