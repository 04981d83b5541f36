import { callIdOf } from '../src/call/call.ts';
import type { CallEvent } from '../src/call/event.ts';
import { joined } from '../src/call/room.ts';
import { ConferenceForm } from './form.ts';
import { hearIfNews } from './hear-if-news.ts';
import { news } from './news.ts';

/** Twilio's news of the room. Only who came in matters: every leg says for itself that it left. */
export const conference = news(async (request, desk) => {
  const form = ConferenceForm.safeParse(request.body);
  if (!form.success) return desk.logger.warn('strange news of a conference');
  const { CallSid, ConferenceSid: conference, FriendlyName: room, StatusCallbackEvent } = form.data;
  const key = { id: callIdOf(room) };
  const event = (at: number, sid: string | null): Extract<CallEvent, { kind: 'joined' }> => ({
    ...{ kind: 'joined', at, sid, conference, room },
  });
  if (StatusCallbackEvent === 'conference-start') {
    // That two are in it is mostly known of both by then.
    await hearIfNews(key, (_seen, at) => event(at, null), joined, desk);
  }
  if (StatusCallbackEvent === 'participant-join' && CallSid) {
    await desk.calls.change(key, (at) => event(at, CallSid));
  }
});
