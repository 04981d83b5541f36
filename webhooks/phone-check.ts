import { checkIsOver, phoneCheckDocument } from '../src/phone-checks/phone-check-document.ts';
import { unlessAway } from './away.ts';
import { apology, reply, type Moment } from './desk.ts';
import { readForm } from './moments.ts';

/** Whoever's phone is checked picks up, and hears what this is. */
export const phoneCheck: Moment = (desk) => async (request, response) => {
  const form = readForm(request.body, desk);
  const id = checkIn(request.query);
  if (!form || !id) return reply(response, apology, desk);
  const check = await unlessAway(desk, desk.phoneChecks.bind(id, form.CallSid));
  if (check === 'away' || !check || check.ended) return reply(response, checkIsOver, desk);
  reply(response, phoneCheckDocument(id, desk.calls.area(check.area).name), desk);
};

/** The check is in the URL, and the leg must be its own. */
export function checkIn(query: Record<string, unknown>): string | undefined {
  return typeof query['check'] === 'string' ? query['check'] : undefined;
}
