import type { CallObserver } from '../calls/call-book.ts';
import { wallClock } from '../clock.ts';

/** Tells every call's story, a line at a time, as it happens: "09:12:04  call 7  Ringing Dr Ahmed …". */
export function narrator(zone: string, print: (line: string) => void): CallObserver {
  const numbers = new Map<string, number>();
  return {
    changed(_before, { call, notes }, event) {
      const number = numbers.get(call.id) ?? numbers.size + 1;
      numbers.set(call.id, number);
      const time = wallClock(event.at, zone).toFormat('HH:mm:ss');
      for (const note of notes) print(`${time}  call ${String(number).padStart(2)}  ${note}`);
    },
  };
}
