import { isLegOver } from './form.ts';
import { readForm } from './moments.ts';
import { news } from './news.ts';

/** The caller's leg is over. */
export const status = news(async (request, desk) => {
  const form = readForm(request.body, desk);
  if (!form || !isLegOver(form)) return;
  desk.emergency.callerGone(form.CallSid);
  await desk.calls.change({ callerSid: form.CallSid }, (at) => ({ kind: 'caller-gone', at }));
});
