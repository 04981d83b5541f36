import { z } from 'zod';
import type { Arrival, CallEvent } from '../call/event.ts';
import type { StoredEvent } from './load-call.ts';
import type { callDetailBody } from './schemas/calls.ts';

const words: Record<CallEvent['kind'] | Arrival['kind'], string> = {
  arrived: 'The caller rang.',
  'pin-keyed': 'The caller was asked for the PIN.',
  'line-chosen': 'The caller answered the menu.',
  'nhs-number-keyed': 'The caller was asked for the NHS number.',
  'nhs-number-checked': 'The NHS number was read back to the caller.',
  waiting: 'The caller was put on hold.',
  'left-room': 'The caller left the conference.',
  'choice-keyed': 'The caller asked for other choices.',
  'outcome-keyed': 'The caller was asked for the outcome.',
  'caller-gone': 'The caller hung up.',
  joined: 'Somebody came into the conference.',
  'seen-in-room': 'It was checked who is in the conference.',
  'leg-placed': 'A ringing was taken on by the carrier.',
  'leg-refused': 'A ringing was not taken on by the carrier.',
  'leg-unknown': 'The carrier did not say whether it took on a ringing.',
  'leg-status': 'The carrier told how a ringing goes.',
  'leg-answered': 'A clinician picked up.',
  'whisper-keyed': 'A clinician was asked to take the call.',
  'clinician-left': 'The clinician left the conference.',
  'clinician-outcome-keyed': 'The clinician was asked for the outcome.',
  'outcome-texted': 'An outcome was texted.',
  'time-up': 'A deadline came.',
};

const known = new Map<string, string>(Object.entries(words));

/** A kind that this version has no words for, said as well as can be: "leg-lost" is "Leg lost." */
function humanised(kind: string): string {
  const text = kind.replaceAll('-', ' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const dateOrNumber = /\d{4}-\d\d-\d\d(?:T[\d:.]+)?|\+?\d(?:[ ().-]*\d){8,}/g;

/**
 * The last gate before the outside: nine digits or more, however spaced, are a telephone or an NHS number and are
 * left out. ISO dates stay.
 */
export function withoutNumbers(text: string): string {
  return text.replace(dateOrNumber, (found) =>
    /^\d{4}-\d\d-\d\d/.test(found) ? found : '(number not shown)',
  );
}

const someNotes = z.array(z.string()).catch([]);

/** An event in words. What was keyed, and who from, stays in the database. */
export function presentEvent(event: StoredEvent): z.output<typeof callDetailBody>['timeline'][number] {
  return {
    at: event.at.toISOString(),
    kind: event.kind,
    words: known.get(event.kind) ?? withoutNumbers(humanised(event.kind)),
    notes: someNotes.parse(event.notes).map(withoutNumbers),
  };
}
