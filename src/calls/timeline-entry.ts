import type { AnsweredFromMemory, Arrival, CallEvent } from '../call/event.ts';

/** What the timeline keeps of an event: never a PIN, an NHS number or a telephone number. */
export function timelineEntry(
  event: CallEvent | Arrival | AnsweredFromMemory,
  notes: readonly string[],
): Record<string, unknown> {
  switch (event.kind) {
    case 'arrived':
    case 'answered-from-memory':
      return { notes };
    case 'pin-keyed':
    case 'nhs-number-keyed':
    case 'nhs-number-checked':
      return { notes, keyed: event.answer.digits ? event.answer.digits.length : 0 };
    case 'line-chosen':
      return { notes, digits: event.answer.digits, spoken: event.answer.speech !== null };
    case 'choice-keyed':
    case 'outcome-keyed':
      return { notes, digits: event.answer.digits };
    case 'whisper-keyed':
    case 'clinician-outcome-keyed':
      return { notes, digits: event.answer.digits, attempt: event.attempt };
    case 'waiting':
    case 'left-room':
    case 'caller-gone':
      return { notes };
    case 'joined':
      return { notes, leg: event.sid };
    case 'seen-in-room':
      return { notes, members: event.members };
    case 'leg-placed':
    case 'leg-answered':
    case 'clinician-left':
      return { notes, attempt: event.attempt, leg: event.sid };
    case 'leg-status':
      return { notes, attempt: event.attempt, leg: event.sid, status: event.status };
    case 'leg-refused':
    case 'leg-unknown':
      return { notes, attempt: event.attempt, reason: event.reason };
    case 'outcome-texted':
      return { notes, party: event.party, outcome: event.outcome };
    case 'time-up':
      return { notes, timer: event.timer, attempt: event.attempt };
  }
}
