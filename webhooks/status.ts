import type { Moment } from './desk.ts';
import { isLegOver } from './form.ts';
import { readForm } from './moments.ts';

/** The caller's leg is over. */
export const status: Moment = (desk) => async (request, response) => {
  const form = readForm(request.body, desk);
  if (form && isLegOver(form)) {
    await desk.calls.change({ callerSid: form.CallSid }, (at) => ({ kind: 'caller-gone', at }));
  }
  response.status(204).end();
};
