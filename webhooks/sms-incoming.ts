import twilio from 'twilio';
import { outcomeFor } from '../src/call/outcome.ts';
import { unlessAway } from './away.ts';
import type { Desk, Moment } from './desk.ts';
import { numberOrNull, TextForm } from './form.ts';

const usage =
  'Please reply with one digit: 1 referral avoided, 2 admission avoided, 3 investigation, 4 referral, 5 admitted, 6 other.';

const trouble =
  'We have a technical problem and could not read your text. Please send it again in a few minutes.';

/** A text: the answer to the question what the advice led to. Anybody else gets a polite nothing, and is counted. */
export const smsIncoming: Moment = (desk) => async (request, response) => {
  const form = TextForm.safeParse(request.body);
  const from = form.success ? numberOrNull(form.data.From) : null;
  const words = from && form.success ? await unlessAway(desk, answer(from, form.data.Body, desk)) : undefined;
  response.type('text/xml').send(textDocument(words === 'away' ? trouble : words));
};

/** TwiML for a text: a reply, or none. */
export function textDocument(words: string | undefined): string {
  const reply = new twilio.twiml.MessagingResponse();
  if (words) reply.message(words);
  return reply.toString();
}

async function answer(from: string, body: string, desk: Desk): Promise<string | undefined> {
  const question = await desk.questions.openFor(from);
  if (!question) {
    desk.textHeard('unknown-sender');
    return undefined;
  }
  const outcome = outcomeFor(/^\s*([1-6])\W*\s*$/.exec(body)?.[1]);
  desk.textHeard(outcome ? 'understood' : 'not-understood');
  if (!outcome) return usage;
  const { callId, offerId: offer, party } = question;
  await desk.calls.change({ id: callId }, (at) => ({ kind: 'outcome-texted', at, offer, party, outcome }));
  await desk.questions.answered(question.id);
  return `Thank you. Recorded: ${outcome.replaceAll('-', ' ')}.`;
}
