import type { Interval } from '../rota/hours.ts';
import { plainText, valueOf, type IcsComponent } from './ics-components.ts';
import type { Occurrence } from './ics-series.ts';
import { shownText, type ImportFault, type ImportReading, type ImportRow } from './import-row.ts';

const farAhead = 'it begins more than a year ahead: import it again nearer the time';

/** Everything that was found in a file so far. */
export class Gathered {
  readonly span: Interval;
  cancelled = 0;
  over = 0;
  readonly #rows: ImportRow[] = [];
  readonly #faults: ImportFault[] = [];

  constructor(span: Interval) {
    this.span = span;
  }

  get size(): number {
    return this.#rows.length + this.#faults.length;
  }

  fault(line: number, text: string, reason: string): void {
    this.#faults.push({ line, text: shownText(text), reason });
  }

  /** A series that has no repeat in the year ahead. */
  nothing(event: IcsComponent): void {
    const last = new Date(this.span.to).toISOString().slice(0, 10).replaceAll('-', '');
    if ((valueOf(event, 'DTSTART') ?? '').slice(0, 8) < last) this.over++;
    else this.fault(event.line, titleOf(event), farAhead);
  }

  add({ line, from, to }: Occurrence, title: string): void {
    if (to <= from) return this.fault(line, title, 'it ends when it begins, or before');
    if (to <= this.span.from) this.over++;
    else if (from < this.span.to) {
      const text = shownText(title);
      this.#rows.push({
        line,
        from,
        to,
        who: title,
        mayBeId: false,
        text,
        adviceLine: undefined,
        why: undefined,
      });
    } else this.fault(line, title, farAhead);
  }

  reading(): ImportReading {
    const leftOut = { cancelled: this.cancelled, over: this.over };
    return { rows: this.#rows, faults: this.#faults, leftOut };
  }
}

/** What an event is called; nothing where it is called nothing. */
export function titleOf(event: IcsComponent | undefined): string {
  return event ? plainText(valueOf(event, 'SUMMARY') ?? '').slice(0, 400) : '';
}
