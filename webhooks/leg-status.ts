import type { Moment } from './desk.ts';
import { LegStatusForm } from './form.ts';
import { attemptIn } from './moments.ts';

/** Twilio's news of a clinician's leg: ringing, answered, engaged, over. May be lost, doubled, or out of order. */
export const legStatus: Moment = (desk) => async (request, response) => {
  const attempt = attemptIn(request.query);
  const form = LegStatusForm.safeParse(request.body);
  if (form.success && attempt) {
    const { CallSid: sid, CallStatus: status } = form.data;
    await desk.calls.change({ attempt }, (at) => ({ kind: 'leg-status', at, attempt, sid, status }));
  } else {
    desk.logger.warn('strange news of a leg');
  }
  response.status(204).end();
};
