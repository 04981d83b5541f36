import type { Interval } from '../rota/hours.ts';

/** The most a file may hold; more is refused as a whole, since nobody could look through its preview. */
export const mostEntries = 2000;

/** One entry of a calendar or table, read but not yet matched with anybody. */
export interface ImportRow extends Interval {
  /** The line of the file on which it begins, from 1. */
  readonly line: number;
  /** Whatever names the clinician: an event's title, a cell. */
  readonly who: string;
  /** Whether that may be a clinician's id: in a table it may, the title of an event is for people. */
  readonly mayBeId: boolean;
  /** What is shown of it in the preview. */
  readonly text: string;
  /** The advice line that the entry itself names. */
  readonly adviceLine: string | undefined;
  readonly why: string | undefined;
}

/** An entry that cannot be taken. */
export interface ImportFault {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

/** What was read out of a file. Nothing of it is lost: every entry is in one of these. */
export interface ImportReading {
  readonly rows: readonly ImportRow[];
  readonly faults: readonly ImportFault[];
  /** Entries that were left out on purpose. */
  readonly leftOut: { readonly cancelled: number; readonly over: number };
}

/** On one line, and of letters that every database and reader takes. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim();
}

/** Text fit for a preview: on one line, short, without a number that may be a telephone's or a patient's. */
export function shownText(text: string): string {
  const safe = oneLine(text).replace(/\+?\d(?:[ ().-]*\d){8,}/g, (digits) =>
    /^\d{4}-\d\d-\d\d(?: \d\d?)?$/.test(digits) ? digits : '…',
  );
  return safe.length > 120 ? `${oneLine(safe.slice(0, 119))}…` : safe;
}
