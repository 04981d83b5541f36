import type { z } from 'zod';
import { callIdOf } from '../src/call/call.ts';
import type { Desk, Moment } from './desk.ts';
import { ConferenceForm } from './form.ts';

/** Twilio's news of the room. Only a joining matters: every leg says for itself that it left. */
export const conference: Moment = (desk) => async (request, response) => {
  const form = ConferenceForm.safeParse(request.body);
  if (form.success) await hear(form.data, desk);
  else desk.logger.warn('strange news of a conference');
  response.status(204).end();
};

async function hear(form: z.infer<typeof ConferenceForm>, desk: Desk): Promise<void> {
  const { CallSid: sid, ConferenceSid: conference, FriendlyName: room } = form;
  if (form.StatusCallbackEvent !== 'participant-join' || !sid) return;
  const key = { id: callIdOf(room) };
  await desk.calls.change(key, (at) => ({ kind: 'joined', at, sid, conference, room }));
}
