import { holdDocument } from '../src/call/caller-document.ts';
import { unchanged } from '../src/call/decision.ts';
import type { Document } from '../src/call/document.ts';
import type { CallEvent } from '../src/call/event.ts';
import { waiting } from '../src/call/room.ts';
import { reply, settingOf, type Moment } from './desk.ts';
import { attemptIn, readForm } from './moments.ts';

/** Whatever happens, the room stays open: a wait document that fails would end the conference. */
const quiet: Document = [{ verb: 'hold-audio' }, { verb: 'go', to: 'hold' }];

/** What is heard in the room until both are in it: how the walk stands, and hold audio. Reads far more than it writes. */
export const hold: Moment = (desk) => async (request, response) => {
  const attempt = attemptIn(request.query);
  const form = readForm(request.body, desk);
  if (!form || attempt)
    return reply(
      response,
      [
        { verb: 'pause', seconds: 5 },
        { verb: 'go', to: 'hold' },
      ],
      desk,
      attempt,
    );
  const key = { callerSid: form.CallSid };
  const happening = (at: number): Extract<CallEvent, { kind: 'waiting' }> => ({
    kind: 'waiting',
    at,
    conference: form.ConferenceSid ?? null,
  });
  const seen = await desk.calls.find(key);
  const isNews = seen && waiting(unchanged(seen), happening(desk.clock.now())).call !== seen;
  const call = isNews ? await desk.calls.change(key, happening) : seen;
  reply(response, call ? holdDocument(call, settingOf(call, desk)) : quiet, desk);
};
