import { roomName, type Call } from '../src/call/call.ts';
import { holdDocument } from '../src/call/caller-document.ts';
import { say, type Document } from '../src/call/document.ts';
import type { CallEvent } from '../src/call/event.ts';
import { joined, waiting } from '../src/call/room.ts';
import { unlessAway } from './away.ts';
import { reply, settingOf, type Desk, type Moment } from './desk.ts';
import type { VoiceForm } from './form.ts';
import { hearIfNews } from './hear-if-news.ts';
import { attemptIn, readForm } from './moments.ts';

type Of<K extends CallEvent['kind']> = Extract<CallEvent, { kind: K }>;

/** Whatever happens, the room stays open: a wait document that fails would end the conference. */
const quiet: Document = [{ verb: 'hold-audio' }, { verb: 'go', to: 'hold' }];

const trouble: Document = [
  say("We have a technical problem. Please hold on, or press star to have today's clinicians rung directly."),
  ...quiet,
];

/** The book has lost the call, and nobody rings for it any more. */
const lost: Document = [
  say('I am sorry, something went wrong with this call. Please hang up, and ring again.'),
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
  if (attempt && form) await unlessFailing(desk, () => hearClinician(form, attempt, desk));
  if (!form || attempt) return reply(response, waitForCaller, desk, attempt);
  reply(response, await holding(form, desk), desk);
};

async function holding(form: VoiceForm, desk: Desk): Promise<Document> {
  const call = await unlessFailing(desk, () => hearCaller(form, desk));
  if (call === 'away') return trouble;
  if (call === 'failing') return quiet;
  if (call) return holdDocument(call, settingOf(call, desk));
  desk.logger.warn({ leg: form.CallSid }, 'a webhook for a call that is not in the book');
  return lost;
}

/** What `work` gives; `'away'` when the database is; `'failing'` when it fails. */
async function unlessFailing<T>(desk: Desk, work: () => Promise<T>): Promise<T | 'away' | 'failing'> {
  try {
    return await unlessAway(desk, work());
  } catch (err) {
    desk.logger.error({ err, moment: '/voice/hold' }, 'a webhook failed');
    return 'failing';
  }
}

async function hearCaller(form: VoiceForm, desk: Desk): Promise<Call | undefined> {
  const conference = form.ConferenceSid ?? null;
  const event = (_seen: Call, at: number): Of<'waiting'> => ({ kind: 'waiting', at, conference });
  return hearIfNews({ callerSid: form.CallSid }, event, waiting, desk);
}

/** The clinician was the first in the room, and waits for the caller: that cannot be lost, as news of it can. */
async function hearClinician(form: VoiceForm, attempt: string, desk: Desk): Promise<void> {
  const { CallSid: sid, ConferenceSid: conference } = form;
  if (!conference) return;
  const event = (seen: Call, at: number): Of<'joined'> => ({
    ...{ kind: 'joined', at, sid, conference, room: form.FriendlyName ?? roomName(seen) },
  });
  await hearIfNews({ attempt }, event, joined, desk);
}
