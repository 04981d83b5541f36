import { callIdOf } from '../src/call/call.ts';
import { ConferenceForm } from './form.ts';
import { news } from './news.ts';

/** Twilio's news of the room. Only a joining matters: every leg says for itself that it left. */
export const conference = news(async (request, desk) => {
  const form = ConferenceForm.safeParse(request.body);
  if (!form.success) return desk.logger.warn('strange news of a conference');
  const { CallSid: sid, ConferenceSid: conference, FriendlyName: room, StatusCallbackEvent } = form.data;
  if (StatusCallbackEvent !== 'participant-join' || !sid) return;
  const key = { id: callIdOf(room) };
  await desk.calls.change(key, (at) => ({ kind: 'joined', at, sid, conference, room }));
});
