import { isOver } from '../src/carrier/leg-over.ts';
import { resultOf } from '../src/phone-checks/check-result.ts';
import { LegStatusForm } from './form.ts';
import { news } from './news.ts';
import { checkIn } from './phone-check.ts';

/** Twilio's news of the leg by which a phone is checked. */
export const phoneCheckStatus = news(async (request, desk) => {
  const id = checkIn(request.query);
  const form = LegStatusForm.safeParse(request.body);
  if (!form.success || !id) return desk.logger.warn('strange news of a leg');
  const { CallSid: sid, CallStatus: status } = form.data;
  const check = await desk.phoneChecks.bind(id, sid);
  if (check && isOver(status)) await desk.phoneChecks.end(check.id, resultOf(status), desk.clock.now());
});
