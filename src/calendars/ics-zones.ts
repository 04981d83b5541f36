import ical from 'node-ical';
import { DateTime, IANAZone } from 'luxon';
import type { Instant } from '../clock.ts';
import { valueOf, type IcsComponent, type IcsProperty } from './ics-components.ts';

/** Names that Microsoft gives to zones that only the file itself explains. */
const unnamed = /^(?:Customized Time Zone|tzone:\/\/Microsoft\/Custom|\(no TZ description\))/i;
const utcNames = /^(?:tzone:\/\/Microsoft\/)?Utc$/i;
const offset = /^[+-]\d\d:?\d\d$/;

/**
 * What the zones that a calendar names mean. IANA's names mean themselves and Outlook's are translated; another name
 * means what its VTIMEZONE in the file says. Never is one guessed: half a year of shifts would be an hour off.
 */
export class IcsZones {
  readonly #explained: ReadonlyMap<string, IcsComponent>;
  readonly #area: string;
  readonly #now: Instant;
  readonly #known = new Map<string, string | undefined>();

  /** `area`: the zone of the area, which is preferred where several have the same clocks. */
  constructor(timezones: readonly IcsComponent[], area: string, now: Instant) {
    const named = timezones.map((each) => [plainId(valueOf(each, 'TZID') ?? ''), each] as const);
    this.#explained = new Map([...named].reverse());
    this.#area = area;
    this.#now = now;
  }

  /** The IANA zone, or an offset such as "+02:00"; `undefined`: it is not known. */
  of(tzid: string): string | undefined {
    if (!this.#known.has(tzid)) this.#known.set(tzid, this.#find(plainId(tzid)));
    return this.#known.get(tzid);
  }

  #find(id: string): string | undefined {
    if (IANAZone.isValidZone(id)) return id;
    if (utcNames.test(id)) return 'Etc/UTC';
    const translated = unnamed.test(id) ? undefined : asked(id, [], this.#now);
    if (translated !== undefined) return translated;
    const block = this.#explained.get(id);
    if (!block || block.lines.length > 200) return undefined;
    const found = asked('Customized Time Zone', block.lines, this.#now);
    if (found === undefined || !isAsSaid(found, block, this.#now)) return undefined;
    return isAsSaid(this.#area, block, this.#now) ? this.#area : found;
  }
}

/** The zone that a property names, without quotes; `undefined`: none. */
export function tzidOf({ parameters }: IcsProperty): string | undefined {
  const [, quoted, bare] = /;TZID=(?:"([^"]*)"|([^;:,]*))/i.exec(parameters) ?? [];
  return quoted ?? bare;
}

/** Some programs write a path before the name: "/mozilla.org/20050126_1/Europe/London". */
function plainId(tzid: string): string {
  const plain = tzid.trim().replace(/^"(.*)"$/, '$1');
  const [, named] = /^\/.*\/([A-Z]\w+\/[A-Z][\w+-]+)$/i.exec(plain) ?? [];
  return named ?? plain;
}

/** What node-ical makes of a name, or of a VTIMEZONE, when it reads a time in it. */
function asked(id: string, block: readonly string[], now: Instant): string | undefined {
  if (/["\r\n]/.test(id)) return undefined;
  const zone = block.map((line) => (/^TZID[;:]/i.test(line) ? `TZID:${id}` : line));
  const start = `DTSTART;TZID="${id}":${DateTime.fromMillis(now).year}0115T120000`;
  const lines = ['BEGIN:VCALENDAR', ...zone, 'BEGIN:VEVENT', 'UID:one', start, 'END:VEVENT', 'END:VCALENDAR'];
  const event = Object.values(ical.sync.parseICS(lines.join('\r\n'))).find((each) => each?.type === 'VEVENT');
  const found = event?.type === 'VEVENT' ? event.start.tz : undefined;
  return found !== undefined && (IANAZone.isValidZone(found) || offset.test(found)) ? found : undefined;
}

/** Whether the zone's clocks are in winter and in summer as the VTIMEZONE says. node-ical guesses where none are. */
function isAsSaid(zone: string, { lines }: IcsComponent, now: Instant): boolean {
  const said = new Set(lines.flatMap((line) => offsetIn(/^TZOFFSETTO:([+-]\d{4})/i.exec(line)?.[1])));
  const year = DateTime.fromMillis(now).year;
  const has = [1, 7].flatMap((month) => {
    const at = Date.UTC(year, month - 1, 15, 12);
    return offset.test(zone) ? offsetIn(zone) : [IANAZone.create(zone).offset(at)];
  });
  return has.every((each) => said.has(each)) && (said.size === 1 || has[0] !== has[1]);
}

/** "+0530" in minutes. */
function offsetIn(text: string | undefined): readonly number[] {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(text ?? '') ?? [];
  if (hours === undefined || minutes === undefined) return [];
  return [(sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))];
}
