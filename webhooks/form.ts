import { z } from 'zod';
import type { Answer } from '../src/call/event.ts';

const legSid = z.string().regex(/^CA[0-9a-f]{32}$/);
const word = z.string().max(1_000).optional();
/** Keys of a telephone: anything else would not survive the journey into the database. */
const keys = z
  .string()
  .regex(/^[0-9*#A-D]{0,50}$/)
  .optional();
const conferenceSid = z.string().regex(/^CF[0-9a-f]{32}$/);

/** What Twilio posts about a leg. Only what we need must be there; a strange value of the rest counts as absent. */
export const VoiceForm = z.object({
  CallSid: legSid,
  From: word.catch(undefined),
  To: word.catch(undefined),
  CallStatus: word.catch(undefined),
  Digits: keys.catch(undefined),
  SpeechResult: word.catch(undefined),
  ConferenceSid: conferenceSid.optional().catch(undefined),
  FriendlyName: z.string().max(100).optional().catch(undefined),
  ParentCallSid: legSid.optional().catch(undefined),
  DialCallStatus: word.catch(undefined),
  DialBridged: word.catch(undefined),
});
export type VoiceForm = z.infer<typeof VoiceForm>;

export const ConferenceForm = z.object({
  ConferenceSid: conferenceSid,
  FriendlyName: z.string().max(100),
  StatusCallbackEvent: z.string().max(50),
  CallSid: legSid.optional(),
});

export const LegStatusForm = z.object({
  CallSid: legSid,
  CallStatus: z.enum([
    'queued',
    'initiated',
    'ringing',
    'in-progress',
    'completed',
    'busy',
    'no-answer',
    'failed',
    'canceled',
  ]),
});

export const RecordingForm = z.object({
  RecordingSid: z.string().regex(/^RE[0-9a-f]{32}$/),
  RecordingStatus: z.enum(['in-progress', 'completed', 'absent', 'failed']),
  RecordingDuration: z.coerce.number().int().nonnegative().optional().catch(undefined),
});

export const TextForm = z.object({
  MessageSid: z
    .string()
    .regex(/^(SM|MM)[0-9a-f]{32}$/)
    .optional()
    .catch(undefined),
  From: z.string().max(50),
  To: z.string().max(50).optional().catch(undefined),
  Body: z.string().max(2_000).catch(''),
});

/** Keys and speech as our words: an empty answer is none. */
export function answerOf(form: VoiceForm): Answer {
  return { digits: form.Digits || null, speech: form.SpeechResult || null };
}

/** The number in E.164, or `null` where Twilio has none to give: withheld, "unknown", or a name. */
export function numberOrNull(from: string | undefined): string | null {
  return from && /^\+[1-9]\d{6,14}$/.test(from) ? from : null;
}

/** Twilio says that the leg is over: what it asks on the way out needs no answer. */
export function isLegOver(form: VoiceForm): boolean {
  return ['completed', 'busy', 'no-answer', 'failed', 'canceled'].includes(form.CallStatus ?? '');
}
