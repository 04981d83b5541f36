import { DateTime } from 'luxon';

/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** The one door through which time comes in. */
export interface Clock {
  now(): Instant;
}

/** A clock that can also call back later. The phone network and the sweeper keep their time by it. */
export interface Timers extends Clock {
  /** Runs `task` once, `milliseconds` from now; the returned function calls it off. */
  after(milliseconds: number, task: () => void): () => void;
}

/** The machine's own time. */
export const systemTime: Timers = {
  now: () => Date.now(),
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** The wall clock that people in `zone` (an IANA name) see at `instant`. */
export function wallClock(instant: Instant, zone: string): DateTime {
  return DateTime.fromMillis(instant, { zone, locale: 'en-GB' });
}
