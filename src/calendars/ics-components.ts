/** One property of a calendar: `DTSTART;TZID=Europe/London:20261201T090000`. */
export interface IcsProperty {
  readonly name: string;
  /** ";TZID=Europe/London", or nothing. */
  readonly parameters: string;
  readonly value: string;
}

/** A VEVENT or a VTIMEZONE as it stands in the file. */
export interface IcsComponent {
  /** The line of the file on which it begins, from 1. */
  readonly line: number;
  /** Its properties, those of components inside it (alarms) left out. */
  readonly properties: readonly IcsProperty[];
  /** The unfolded lines of all of it, BEGIN and END too. */
  readonly lines: readonly string[];
  /** What the calendar it stands in is sent for (RFC 5546): "PUBLISH", "CANCEL"; for events only. */
  readonly method: string | undefined;
}

/** Something in a calendar that is no event: a task, a note. */
export interface IcsOther {
  readonly line: number;
  /** "VTODO". */
  readonly kind: string;
}

export interface IcsFile {
  readonly events: readonly IcsComponent[];
  readonly timezones: readonly IcsComponent[];
  readonly others: readonly IcsOther[];
  /** Lines on which a VEVENT began that never ended. */
  readonly unfinished: readonly number[];
  /** Whether it is a calendar at all. */
  readonly isCalendar: boolean;
  /** Whether each calendar in it has its end. */
  readonly isWhole: boolean;
}

interface Logical {
  readonly line: number;
  text: string;
}

interface Open {
  readonly kind: string;
  readonly line: number;
  readonly lines: string[];
  readonly properties: IcsProperty[];
  readonly inside: string[];
}

/** So many lines are looked at at a time. */
const linesAtOnce = 2000;

/**
 * Splits a calendar into its events and zones (RFC 5545, 3.1 and 3.6), remembering where each stands. `pause` waits for
 * the moment in which a call may be answered in between.
 */
export async function icsComponents(text: string, pause: () => Promise<void>): Promise<IcsFile> {
  const splitter = new Splitter();
  let seen = 0;
  for (const logical of unfolded(text)) {
    splitter.take(logical);
    if (++seen % linesAtOnce === 0) await pause();
  }
  return splitter.file();
}

class Splitter {
  readonly #events: IcsComponent[] = [];
  readonly #timezones: IcsComponent[] = [];
  readonly #others: IcsOther[] = [];
  readonly #unfinished: number[] = [];
  #open: Open | undefined;
  #calendars = { begun: 0, ended: 0 };
  #method: string | undefined;

  take({ line, text }: Logical): void {
    const [, begins] = /^BEGIN:\s*([\w-]+)\s*$/i.exec(text) ?? [];
    const [, ends] = /^END:\s*([\w-]+)\s*$/i.exec(text) ?? [];
    if (begins !== undefined) this.#begin(begins.toUpperCase(), line, text);
    else if (ends !== undefined) this.#end(ends.toUpperCase(), text);
    else if (!this.#open) this.#method = /^METHOD:\s*(\w+)/i.exec(text)?.[1]?.toUpperCase() ?? this.#method;
    else {
      this.#open.lines.push(text);
      if (this.#open.inside.length === 0) this.#open.properties.push(...property(text));
    }
  }

  file(): IcsFile {
    this.#giveUp();
    const { begun, ended } = this.#calendars;
    const found = { events: this.#events, timezones: this.#timezones, others: this.#others };
    return { ...found, unfinished: this.#unfinished, isCalendar: begun > 0, isWhole: ended >= begun };
  }

  #begin(kind: string, line: number, text: string): void {
    if (kind === 'VCALENDAR') {
      this.#calendars.begun++;
      this.#method = undefined;
    }
    if (kind === 'VEVENT' || kind === 'VTIMEZONE') {
      this.#giveUp();
      this.#open = { kind, line, lines: [`BEGIN:${kind}`], properties: [], inside: [] };
    } else if (this.#open) {
      this.#open.lines.push(text);
      this.#open.inside.push(kind);
    } else if (['VTODO', 'VJOURNAL', 'VFREEBUSY'].includes(kind)) this.#others.push({ line, kind });
  }

  #end(kind: string, text: string): void {
    if (kind === 'VCALENDAR') this.#calendars.ended++;
    const open = this.#open;
    if (!open) return;
    open.lines.push(text);
    if (kind !== open.kind) return void open.inside.pop();
    const { line, lines, properties } = open;
    if (kind === 'VEVENT') this.#events.push({ line, lines, properties, method: this.#method });
    else this.#timezones.push({ line, lines, properties, method: undefined });
    this.#open = undefined;
  }

  /** What is open now can end no more. */
  #giveUp(): void {
    if (this.#open?.kind === 'VEVENT') this.#unfinished.push(this.#open.line);
    this.#open = undefined;
  }
}

/** The value of the component's first property of this name. */
export function valueOf({ properties }: IcsComponent, name: string): string | undefined {
  return properties.find((each) => each.name === name)?.value;
}

/** Whether it is off: it says so, or its whole calendar was sent to say so (RFC 5546, 3.2.5). */
export function isCancelled(event: IcsComponent): boolean {
  return event.method === 'CANCEL' || valueOf(event, 'STATUS')?.trim().toUpperCase() === 'CANCELLED';
}

/** A text value without its escapes: `\\,` is a comma. */
export function plainText(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, each: string) => (/n/i.test(each) ? '\n' : each));
}

/** A line that begins with a space or a tab goes on with the one before. */
function* unfolded(text: string): Generator<Logical> {
  let last: Logical | undefined;
  let line = 0;
  for (const physical of text.split(/\r\n|\n|\r/)) {
    line++;
    if (last && /^[ \t]/.test(physical)) last.text += physical.slice(1);
    else if (physical.trim() !== '') {
      if (last) yield last;
      last = { line, text: physical.trimEnd() };
    }
  }
  if (last) yield last;
}

function property(written: string): readonly IcsProperty[] {
  // Exchange does not quote it.
  const line = written.replace(/;TZID=(tzone:\/\/Microsoft\/\w+):/i, ';TZID="$1":');
  const [, name, parameters = '', value = ''] =
    /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^":;,]*)(?:,(?:"[^"]*"|[^":;,]*))*)*):(.*)$/.exec(line) ?? [];
  return name === undefined ? [] : [{ name: name.toUpperCase(), parameters, value }];
}
