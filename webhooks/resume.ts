import { again, unlessAway } from './away.ts';
import { reply, apology, replyToCaller, type Moment } from './desk.ts';
import { retryIn } from '../src/emergency/try-again.ts';
import { readForm } from './moments.ts';

const whenAway = again('resume');

/** The caller was fetched from where they were, and hears what is true now. */
export const resume: Moment = (desk) => async (request, response) => {
  const form = readForm(request.body, desk);
  if (!form) return reply(response, apology, desk);
  const call = await unlessAway(desk, desk.calls.find({ callerSid: form.CallSid }));
  if (call === 'away') return reply(response, whenAway(form, retryIn(request.query), desk), desk);
  replyToCaller(response, call, desk);
};
