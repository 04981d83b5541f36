import { callerOf, emergencyMenu, unlessAway } from './away.ts';
import { apology, notInUse, reply, replyToCaller, type Moment } from './desk.ts';
import { readForm } from './moments.ts';

/** A caller rings an area's number. */
export const incoming: Moment = (desk) => async (request, response) => {
  const form = readForm(request.body, desk);
  if (!form) return reply(response, apology, desk);
  const call = await unlessAway(desk, desk.calls.arrive(callerOf(form)));
  if (call === 'away') return reply(response, emergencyMenu(form, { tries: 0 }, desk), desk);
  if (call) return replyToCaller(response, call, desk);
  desk.logger.error({ leg: form.CallSid }, 'a call to a number that no area has: add it to a service.yaml');
  reply(response, notInUse, desk);
};
