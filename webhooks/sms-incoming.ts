import twilio from 'twilio';
import { offerOf, type Call, type Outcome } from '../src/call/call.ts';
import type { CallEvent } from '../src/call/event.ts';
import { outcomeFor } from '../src/call/outcome.ts';
import type { Question } from '../src/calls/questions.ts';
import type { Instant } from '../src/clock.ts';
import { shortTime } from '../src/rota/words.ts';
import { derivedId } from '../src/texts/derived-id.ts';
import { fitted } from '../src/texts/gsm.ts';
import { offInTroubleWords, troubleWords } from '../src/texts/reply-words.ts';
import type { TextAnswer, TextMessage } from '../src/texts/text-desk.ts';
import { unlessAway } from './away.ts';
import type { Desk, Moment } from './desk.ts';
import { numberOrNull, TextForm } from './form.ts';

const usage =
  'Please reply with one digit: 1 referral avoided, 2 admission avoided, 3 investigation, 4 referral, 5 admitted, 6 other.';

/**
 * A text: the answer to the question what the advice led to, or what a clinician asks for. Anybody else gets a polite
 * nothing, and is counted. While the database is away, those whom the rota knows are told to try again; an OFF counts.
 */
export const smsIncoming: Moment = (desk) => async (request, response) => {
  const form = TextForm.safeParse(request.body);
  const from = form.success ? numberOrNull(form.data.From) : null;
  response.type('text/xml');
  if (!form.success || !from) {
    // A short code, a name, or WhatsApp: nobody in a rota.
    desk.countText('unknown-sender');
    return void response.send(textDocument(undefined));
  }
  const { MessageSid, To = '', Body } = form.data;
  const message = {
    sid: MessageSid ?? derivedId('text', from, Body, desk.clock.now()),
    from,
    to: To,
    body: Body,
  };
  const words = await unlessAway(
    desk,
    desk.textsHeard.once(message.sid, () => answer(message, desk)),
  );
  response.send(textDocument(words === 'away' ? whenAway(message, desk) : words));
};

/** TwiML for a text: a reply, or none. */
export function textDocument(words: string | undefined): string {
  const reply = new twilio.twiml.MessagingResponse();
  if (words) reply.message(words);
  return reply.toString();
}

/** Whoever asks not to be rung is not rung from memory, and the pause is stored later. */
function whenAway(message: TextMessage, desk: Desk): string | undefined {
  const off = desk.texts.offOf(message);
  if (!off) return desk.texts.knows(message.from) ? troubleWords : undefined;
  desk.emergencyPauses.begin(off.area, off.clinician, off.until);
  return offInTroubleWords;
}

/** STOP and START before all else; then a digit for the open question; then what clinicians say; then anything for the question. */
async function answer(message: TextMessage, desk: Desk): Promise<string | undefined> {
  const opted = await desk.texts.optOut(message);
  if (opted) {
    desk.countText('understood');
    return desk.patience.hasFor(message.from, 'understood') ? wordsOf(opted) : undefined;
  }
  const question = await desk.questions.openFor(message.from);
  const outcome = outcomeFor(/^\s*([1-6])\W*\s*$/.exec(message.body)?.[1]);
  if (question && outcome) {
    desk.countText('understood');
    return record(question, outcome, desk);
  }
  const heard = await desk.texts.hear(message);
  desk.countText(heard.kind === 'nobody' && question ? 'not-understood' : counted[heard.kind]);
  const isDone = heard.kind === 'done';
  const words = question && !isDone && heard.kind !== 'unclear' ? usage : wordsOf(heard);
  const isHeard = isDone ? 'understood' : 'not-understood';
  return words !== undefined && desk.patience.hasFor(message.from, isHeard) ? words : undefined;
}

function wordsOf(heard: TextAnswer): string | undefined {
  return heard.kind === 'nobody' ? undefined : heard.reply;
}

const counted = {
  done: 'understood',
  unclear: 'not-understood',
  unknown: 'not-understood',
  nobody: 'unknown-sender',
} as const;

async function record(question: Question, outcome: Outcome, desk: Desk): Promise<string> {
  const { id, callId, offerId: offer, party } = question;
  const texted = (at: Instant): CallEvent => ({ kind: 'outcome-texted', at, offer, party, outcome });
  const call = await desk.calls.change({ id: callId }, texted);
  await desk.questions.answered(id);
  return recordedWords(desk, call, offer, outcome);
}

/** Says of which call it was: whoever has two questions before them sees it if they meant the other. */
function recordedWords(desk: Desk, call: Call | undefined, offerId: string, outcome: Outcome): string {
  const said = `Thank you. Recorded: ${outcome.replaceAll('-', ' ')}`;
  const offer = call && offerOf(call, offerId);
  if (!offer) return `${said}.`;
  const line = desk.calls.line(`${call.area}/${offer.line}`)?.name ?? offer.line;
  const time = shortTime(offer.chosenAt, desk.calls.area(call.area).timezone);
  return fitted(`${said}, ${line} call at ${time}.`, `${said}, call at ${time}.`);
}
