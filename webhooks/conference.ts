import { callIdOf } from '../src/call/call.ts';
import { ConferenceForm } from './form.ts';
import { news } from './news.ts';

/** Twilio's news of the room. Only who came in matters: every leg says for itself that it left. */
export const conference = news(async (request, desk) => {
  const form = ConferenceForm.safeParse(request.body);
  if (!form.success) return desk.logger.warn('strange news of a conference');
  const { CallSid, ConferenceSid: conference, FriendlyName: room, StatusCallbackEvent } = form.data;
  const sid = cameIn(StatusCallbackEvent, CallSid);
  if (sid === undefined) return;
  const key = { id: callIdOf(room) };
  await desk.calls.change(key, (at) => ({ kind: 'joined', at, sid, conference, room }));
});

/** The leg that came in; `null` when two are in and it is not said who. */
function cameIn(event: string, sid: string | undefined): string | null | undefined {
  if (event === 'conference-start') return null;
  return event === 'participant-join' ? sid : undefined;
}
