import { reply, apology, replyToCaller, type Moment } from './desk.ts';
import { readForm } from './moments.ts';

/** The caller was fetched from where they were, and hears what is true now. */
export const resume: Moment = (desk) => async (request, response) => {
  const form = readForm(request.body, desk);
  if (!form) return reply(response, apology, desk);
  replyToCaller(response, await desk.calls.find({ callerSid: form.CallSid }), desk);
};
