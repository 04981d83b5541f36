import type { Request } from 'express';
import type { CallEvent } from '../src/call/event.ts';
import { clinicianDocument } from '../src/call/clinician-document.ts';
import type { Call } from '../src/call/call.ts';
import { goodbye, type Document, type Moment as MomentName } from '../src/call/document.ts';
import type { Instant } from '../src/clock.ts';
import { notPausedDocument, pausedDocument } from '../src/emergency/documents.ts';
import { retryIn, tryAgain } from '../src/emergency/try-again.ts';
import { emergencyMenu, unlessAway, withKeptKey, type WhenAway } from './away.ts';
import { apology, reply, replyToCaller, settingOf, type Desk, type Moment } from './desk.ts';
import { isLegOver, VoiceForm } from './form.ts';

/** A moment on the caller's leg: what was keyed or said is an event on the call that the leg began. */
export function callerMoment(
  happening: (form: VoiceForm, at: Instant) => CallEvent,
  whenAway: WhenAway = emergencyMenu,
): Moment {
  return (desk) => async (request, response) => {
    const posted = readForm(request.body, desk);
    if (!posted) return reply(response, apology, desk);
    const form = withKeptKey(posted, request.query);
    const token = tokenOf(request);
    const changing = desk.calls.change({ callerSid: form.CallSid }, (at) =>
      isLegOver(form) ? { kind: 'caller-gone', at } : { ...happening(form, at), token },
    );
    const call = await unlessAway(desk, changing);
    if (call === 'away') return reply(response, whenAway(form, retryIn(request.query), desk), desk);
    if (!call) desk.logger.warn({ leg: form.CallSid }, 'a webhook for a call that is not in the book');
    replyToCaller(response, call, desk);
  };
}

/**
 * A moment on a clinician's leg; the attempt is in the URL, and the leg must be its own. While the database is away
 * it is tried again (`moment`), for it may be back in seconds.
 */
export function clinicianMoment(
  moment: MomentName,
  happening: (form: VoiceForm, attempt: string, at: Instant) => CallEvent,
): Moment {
  return (desk) => async (request, response) => {
    const posted = readForm(request.body, desk);
    const attempt = attemptIn(request.query);
    if (!posted || !attempt) return reply(response, apology, desk);
    const form = withKeptKey(posted, request.query);
    const token = tokenOf(request);
    const changing = desk.calls.change({ attempt }, (at) =>
      isLegOver(form)
        ? { kind: 'leg-status', at, attempt, sid: form.CallSid, status: 'completed' }
        : { ...happening(form, attempt, at), token },
    );
    const call = await unlessAway(desk, changing);
    if (call === 'away') {
      const { tries } = retryIn(request.query);
      // At the first try: whoever pressed 3 may hang up at once.
      const last = moment === 'whisper-key' && form.Digits === '3' ? pausedFromMemory(form, desk) : noUse;
      const document = tryAgain(moment, { tries, digits: form.Digits }) ?? last;
      return reply(response, document, desk, attempt);
    }
    replyToClinician({ form, attempt, call }, desk, (document) => reply(response, document, desk, attempt));
  };
}

const noUse = goodbye(
  'We are sorry. We have a technical problem and cannot go on with this call. Thank you. Goodbye.',
);

/** They are not to be rung for the rest of their shift. The leg says who they are: it rang their telephone. */
function pausedFromMemory({ To: phone, From: service }: VoiceForm, { emergencyPauses }: Desk): Document {
  return emergencyPauses.beginOf(phone ?? '', service ?? '') ? pausedDocument : notPausedDocument;
}

/** Twilio repeats a request with the token that it had the first time. */
function tokenOf(request: Request): string | undefined {
  return request.get('I-Twilio-Idempotency-Token')?.slice(0, 100);
}

interface ClinicianAnswer {
  readonly form: VoiceForm;
  readonly attempt: string;
  readonly call: Call | undefined;
}

function replyToClinician(
  { form, attempt, call }: ClinicianAnswer,
  desk: Desk,
  send: (document: typeof apology) => void,
): void {
  if (!call) desk.logger.warn({ leg: form.CallSid }, 'a webhook for an attempt that is not in the book');
  send(call ? clinicianDocument(call, attempt, form.CallSid, settingOf(call, desk)) : apology);
}

/** The form, or `undefined` (and a line in the log that names the fields, not their values) when it is strange. */
export function readForm(body: unknown, { logger }: Desk): VoiceForm | undefined {
  const parsed = VoiceForm.safeParse(body);
  if (parsed.success) return parsed.data;
  logger.warn({ fields: parsed.error.issues.map((issue) => issue.path.join('.')) }, 'a strange webhook form');
  return undefined;
}

export function attemptIn(query: Record<string, unknown>): string | undefined {
  return typeof query['attempt'] === 'string' ? query['attempt'] : undefined;
}
