import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { callerDocument, type Setting } from '../src/call/caller-document.ts';
import type { Call } from '../src/call/call.ts';
import { goodbye, type Document } from '../src/call/document.ts';
import type { CallBook } from '../src/calls/call-book.ts';
import type { Questions } from '../src/calls/questions.ts';
import type { Recordings } from '../src/calls/recordings.ts';
import type { Clock } from '../src/clock.ts';
import type { Emergency } from '../src/emergency/emergency.ts';
import type { EmergencyPauses } from '../src/emergency/emergency-pauses.ts';
import type { EmergencyScreen } from '../src/emergency/emergency-screen.ts';
import type { PhoneChecks } from '../src/phone-checks/phone-checks.ts';
import type { Promptly } from '../src/emergency/promptly.ts';
import type { Patience } from '../src/texts/patience.ts';
import type { TextDesk } from '../src/texts/text-desk.ts';
import type { TextsHeard } from '../src/texts/texts-heard.ts';
import { toTwiml } from './twiml.ts';

/** What the webhooks have to work with. */
export interface Desk {
  readonly calls: CallBook;
  readonly questions: Questions;
  readonly recordings: Recordings;
  /** What clinicians do by text. */
  readonly texts: TextDesk;
  /** How often a number is told that it was not understood. */
  readonly patience: Patience;
  /** Does what a text asks for once, however often it comes. */
  readonly textsHeard: TextsHeard;
  readonly phoneChecks: PhoneChecks;
  /** Answers callers while the database is away. */
  readonly emergency: Emergency;
  /** And clinicians who are rung for them. */
  readonly emergencyScreen: EmergencyScreen;
  /** Keeps who pressed 3 meanwhile. */
  readonly emergencyPauses: EmergencyPauses;
  /** Waits for the database, but no longer than a caller can. */
  readonly promptly: Promptly;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly publicUrl: string;
  /** Counts a text by what came of it. */
  readonly countText: (result: 'understood' | 'not-understood' | 'unknown-sender') => void;
}

/** A webhook: one moment of a call. */
export type Moment = (desk: Desk) => (request: Request, response: Response) => Promise<void>;

export const apology: Document = goodbye(
  'I am sorry, something went wrong with this call. Please ring again. If it is urgent, ring the hospital switchboard. Goodbye.',
);

export const notInUse: Document = goodbye('I am sorry, this number is not in use for advice calls. Goodbye.');

/** What the words of a call need beside it. */
export function settingOf(call: Call, { calls, clock }: Desk): Setting {
  return { area: calls.area(call.area), line: (ref) => calls.line(ref), now: clock.now() };
}

/** Answers Twilio with what the leg is to hear and do. */
export function reply(response: Response, document: Document, desk: Desk, attempt?: string): void {
  response.type('text/xml').send(toTwiml(document, { publicUrl: desk.publicUrl, attempt }));
}

/** Answers with what the caller hears as the call stands. */
export function replyToCaller(response: Response, call: Call | undefined, desk: Desk): void {
  if (call) desk.emergency.returned(call.callerSid);
  reply(response, call ? callerDocument(call, settingOf(call, desk)) : apology, desk);
}
