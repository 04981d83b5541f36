import { LegStatusForm } from './form.ts';
import { attemptIn } from './moments.ts';
import { news } from './news.ts';

/** Twilio's news of a clinician's leg: ringing, answered, engaged, over. May be lost, doubled, or out of order. */
export const legStatus = news(async (request, desk) => {
  const attempt = attemptIn(request.query);
  const form = LegStatusForm.safeParse(request.body);
  if (!form.success || !attempt) return desk.logger.warn('strange news of a leg');
  const { CallSid: sid, CallStatus: status } = form.data;
  await desk.calls.change({ attempt }, (at) => ({ kind: 'leg-status', at, attempt, sid, status }));
});
