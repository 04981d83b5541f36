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
}

export interface IcsFile {
  readonly events: readonly IcsComponent[];
  readonly timezones: readonly IcsComponent[];
  /** Lines on which a VEVENT began that never ended. */
  readonly unfinished: readonly number[];
  /** Whether it is a calendar at all. */
  readonly isCalendar: boolean;
}

interface Logical {
  readonly line: number;
  text: string;
}

/** Splits a calendar into its events and zones (RFC 5545, 3.1 and 3.6), remembering where each stands. */
export function icsComponents(text: string): IcsFile {
  const found = { events: [] as IcsComponent[], timezones: [] as IcsComponent[] };
  const unfinished: number[] = [];
  let open:
    { kind: string; line: number; lines: string[]; properties: IcsProperty[]; inside: string[] } | undefined;
  let isCalendar = false;
  for (const { line, text: logical } of unfolded(text)) {
    const [, begins] = /^BEGIN:\s*([\w-]+)\s*$/i.exec(logical) ?? [];
    const kind = begins?.toUpperCase();
    if (kind === 'VCALENDAR') isCalendar = true;
    if (kind === 'VEVENT' || kind === 'VTIMEZONE') {
      if (open?.kind === 'VEVENT') unfinished.push(open.line);
      open = { kind, line, lines: [`BEGIN:${kind}`], properties: [], inside: [] };
      continue;
    }
    if (!open) continue;
    const [, ends] = /^END:\s*([\w-]+)\s*$/i.exec(logical) ?? [];
    open.lines.push(logical);
    if (kind) open.inside.push(kind);
    else if (ends?.toUpperCase() === open.kind) {
      const component = { line: open.line, lines: open.lines, properties: open.properties };
      (open.kind === 'VEVENT' ? found.events : found.timezones).push(component);
      open = undefined;
    } else if (ends) open.inside.pop();
    else if (open.inside.length === 0) open.properties.push(...property(logical));
  }
  if (open?.kind === 'VEVENT') unfinished.push(open.line);
  return { ...found, unfinished, isCalendar };
}

/** The value of the component's first property of this name. */
export function valueOf({ properties }: IcsComponent, name: string): string | undefined {
  return properties.find((each) => each.name === name)?.value;
}

/** A text value without its escapes: `\\,` is a comma. */
export function plainText(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, each: string) => (/n/i.test(each) ? '\n' : each));
}

/** A line that begins with a space or a tab goes on with the one before. */
function unfolded(text: string): readonly Logical[] {
  const logical: Logical[] = [];
  text.split(/\r\n|\n|\r/).forEach((physical, index) => {
    const last = logical.at(-1);
    if (last && /^[ \t]/.test(physical)) last.text += physical.slice(1);
    else if (physical.trim() !== '') logical.push({ line: index + 1, text: physical.trimEnd() });
  });
  return logical;
}

function property(written: string): readonly IcsProperty[] {
  // Exchange does not quote it.
  const line = written.replace(/;TZID=(tzone:\/\/Microsoft\/\w+):/i, ';TZID="$1":');
  const [, name, parameters = '', value = ''] =
    /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^":;,]*)(?:,(?:"[^"]*"|[^":;,]*))*)*):(.*)$/.exec(line) ?? [];
  return name === undefined ? [] : [{ name: name.toUpperCase(), parameters, value }];
}
