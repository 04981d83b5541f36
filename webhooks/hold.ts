import type { Call } from '../src/call/call.ts';
import { holdDocument } from '../src/call/caller-document.ts';
import { unchanged } from '../src/call/decision.ts';
import { say, type Document } from '../src/call/document.ts';
import type { CallEvent } from '../src/call/event.ts';
import { waiting } from '../src/call/room.ts';
import { unlessAway } from './away.ts';
import { reply, settingOf, type Desk, type Moment } from './desk.ts';
import type { VoiceForm } from './form.ts';
import { attemptIn, readForm } from './moments.ts';

/** Whatever happens, the room stays open: a wait document that fails would end the conference. */
const quiet: Document = [{ verb: 'hold-audio' }, { verb: 'go', to: 'hold' }];

const trouble: Document = [
  say("We have a technical problem. Please hold on, or press star to have today's clinicians rung directly."),
  ...quiet,
];

const waitForCaller: Document = [
  { verb: 'pause', seconds: 5 },
  { verb: 'go', to: 'hold' },
];

/** What is heard in the room until both are in it: how the walk stands, and hold audio. Reads far more than it writes. */
export const hold: Moment = (desk) => async (request, response) => {
  const attempt = attemptIn(request.query);
  const form = readForm(request.body, desk);
  if (!form || attempt) return reply(response, waitForCaller, desk, attempt);
  reply(response, await holding(form, desk), desk);
};

async function holding(form: VoiceForm, desk: Desk): Promise<Document> {
  try {
    const call = await unlessAway(desk, look(form, desk));
    if (call === 'away') return trouble;
    return call ? holdDocument(call, settingOf(call, desk)) : quiet;
  } catch (err) {
    desk.logger.error({ err, moment: '/voice/hold' }, 'a webhook failed');
    return quiet;
  }
}

async function look(form: VoiceForm, { calls, clock }: Desk): Promise<Call | undefined> {
  const key = { callerSid: form.CallSid };
  const happening = (at: number): Extract<CallEvent, { kind: 'waiting' }> => ({
    kind: 'waiting',
    at,
    conference: form.ConferenceSid ?? null,
  });
  const seen = await calls.find(key);
  const isNews = seen && waiting(unchanged(seen), happening(clock.now())).call !== seen;
  return isNews ? calls.change(key, happening) : seen;
}
