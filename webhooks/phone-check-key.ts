import type { CheckResult } from '../src/phone-checks/check-result.ts';
import {
  checkIsOver,
  phoneCheckDocument,
  phoneUnconfirmed,
  phoneWorks,
} from '../src/phone-checks/phone-check-document.ts';
import { unlessAway } from './away.ts';
import { apology, reply, type Desk, type Moment } from './desk.ts';
import { isLegOver } from './form.ts';
import { readForm } from './moments.ts';
import { checkIn } from './phone-check.ts';

/** They press 1, or another key, or none. Without a 1 they are asked once more. */
export const phoneCheckKey: Moment = (desk) => async (request, response) => {
  const form = readForm(request.body, desk);
  const id = checkIn(request.query);
  if (!form || !id) return reply(response, apology, desk);
  const result = form.Digits === '1' ? 'confirmed' : 'no-key';
  const isAskedAgain = result === 'no-key' && request.query['asked'] === '1' && !isLegOver(form);
  const check = await unlessAway(desk, heard(desk, id, form.CallSid, isAskedAgain ? undefined : result));
  if (check === 'away' || !check) return reply(response, checkIsOver, desk);
  if (isAskedAgain) return reply(response, phoneCheckDocument(id, desk.calls.area(check.area).name, 1), desk);
  reply(response, result === 'confirmed' ? phoneWorks : phoneUnconfirmed, desk);
};

async function heard(desk: Desk, id: string, sid: string, result: CheckResult | undefined) {
  const check = await desk.phoneChecks.bind(id, sid);
  if (check && result) await desk.phoneChecks.result(check.id, result);
  return check;
}
