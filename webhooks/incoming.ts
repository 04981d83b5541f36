import { goodbye } from '../src/call/document.ts';
import { apology, reply, replyToCaller, type Moment } from './desk.ts';
import { numberOrNull } from './form.ts';
import { readForm } from './moments.ts';

/** A caller rings an area's number. */
export const incoming: Moment = (desk) => async (request, response) => {
  const form = readForm(request.body, desk);
  if (!form) return reply(response, apology, desk);
  const call = await desk.calls.arrive({
    sid: form.CallSid,
    from: numberOrNull(form.From),
    to: form.To ?? '',
  });
  if (call) return replyToCaller(response, call, desk);
  desk.logger.error({ leg: form.CallSid }, 'a call to a number that no area has: add it to a service.yaml');
  reply(response, goodbye('I am sorry, this number is not in use for advice calls. Goodbye.'), desk);
};
