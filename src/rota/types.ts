import type { Instant } from '../clock.ts';

/** A telephone number in E.164 form, e.g. "+441614960000". */
export type PhoneNumber = string;
export type AreaId = string;
export type LineId = string;
export type ClinicianId = string;
/** A line anywhere: "riverside/haematology". */
export type LineRef = `${AreaId}/${LineId}`;

export type Division = 'england-and-wales' | 'scotland' | 'northern-ireland';
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
/** A time on the wall, "00:00" to "24:00". */
export type WallTime = string;
/** A day on the calendar, "2026-12-28". */
export type Day = string;

export interface Clinician {
  readonly id: ClinicianId;
  readonly name: string;
  readonly gmc: string | undefined;
  /** Tried in order. */
  readonly phones: readonly PhoneNumber[];
  /** Seconds to ring this person, where theirs differ from the line's. */
  readonly ringSeconds: number | undefined;
  /** Whether they are reminded of their shifts by text. */
  readonly reminders: boolean;
}

export type PracticeKind = string;

export interface Practice {
  readonly ods: string;
  readonly name: string;
  readonly network: string;
  readonly kind: PracticeKind;
  readonly phones: readonly PhoneNumber[];
  /** Says who rings when the number does not (withheld, a switchboard); 4 to 8 digits. */
  readonly pin: string | undefined;
}

export type RingOrder = 'listed' | 'rotate' | 'longest-idle' | 'fewest-calls';

export interface RingPolicy {
  readonly seconds: number;
  readonly order: RingOrder;
  readonly passes: number;
  readonly atOnce: number;
  /** Seconds from the choice of the line. */
  readonly giveUpAfter: number;
}

/** Weekly hours: on these days, from a wall time to a wall time (which may be the next day's). */
export interface WeeklyHours {
  readonly kind: 'weekly';
  readonly days: readonly Weekday[];
  readonly from: WallTime;
  readonly to: WallTime;
  /** Every how many weeks (1 = each week), counted from the Monday of the week that holds `starting`. */
  readonly every: number;
  readonly starting: Day | undefined;
}

/** Hours on one named day. */
export interface DatedHours {
  readonly kind: 'dated';
  readonly date: Day;
  readonly from: WallTime;
  readonly to: WallTime;
}

export type Hours = WeeklyHours | DatedHours;

export interface Shift {
  readonly hours: Hours;
  readonly people: readonly ClinicianId[];
  /** 1 is rung first; tier 2 only after tier 1 did not answer. */
  readonly tier: number;
}

export interface Line {
  readonly id: LineId;
  readonly ref: LineRef;
  readonly name: string;
  readonly treatmentFunction: string | undefined;
  /** The key (one or two digits) that chooses it. */
  readonly menu: string;
  readonly ring: RingPolicy;
  readonly open: readonly Hours[];
  readonly bankHolidays: 'closed' | 'open';
  /** Whether the file says what happens on bank holidays, or they are closed because nobody said. */
  readonly holidaysDecided: boolean;
  readonly shifts: readonly Shift[];
  readonly overflow: readonly LineRef[];
  readonly unanswered: 'goodbye';
  /** What a caller whom nobody could help is told to do next. */
  readonly nextRoute: string | undefined;
  /** With fewer people than this who can be rung, an open hour is thin. */
  readonly minimum: number;
  /** Seconds after a call before whoever took it is rung again. */
  readonly wrapUp: number;
}

export interface Area {
  readonly id: AreaId;
  readonly name: string;
  readonly numbers: readonly PhoneNumber[];
  /** An IANA zone, e.g. "Europe/London". */
  readonly timezone: string;
  readonly bankHolidays: Division;
  /** Days the area adds to its nation's bank holidays. */
  readonly extraHolidays: readonly Day[];
  readonly callers: 'open' | 'known' | 'pin';
  /** For `callers: pin`: lets in a caller whose number is unknown; 4 to 8 digits. */
  readonly pin: string | undefined;
  readonly askNhsNumber: boolean;
  readonly greeting: string;
  readonly record: boolean;
  /** Whose phones are told by text of what goes wrong with the rota. */
  readonly managers: readonly PhoneNumber[];
  /** The https address that is told of the same. */
  readonly alertWebhook: string | undefined;
  /** Whether everybody's phones are rung once a month to see that they work; never, unless told. */
  readonly checkPhones?: 'never' | 'monthly' | undefined;
  /** In the order of the menu. */
  readonly lines: readonly Line[];
  readonly people: ReadonlyMap<ClinicianId, Clinician>;
  readonly practices: readonly Practice[];
}

/** Every area a deployment serves: what one good reading of the rota folder gives. */
export interface Rotas {
  readonly areas: readonly Area[];
  /** Changes when any file's content changes (sha-256 hex). */
  readonly hash: string;
}

/** A dated change to the rota. Where several hold: pause > leave > swap > extra > rota. */
export interface Override {
  readonly id: string;
  readonly area: AreaId;
  /** Only on this line; `undefined`: on every line of the area. */
  readonly line: LineId | undefined;
  readonly kind: 'pause' | 'leave' | 'swap' | 'extra';
  readonly clinician: ClinicianId;
  /** For a swap: who stands in. */
  readonly with: ClinicianId | undefined;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly why: string;
  /** Absent: it is only looked at, and would be made now. */
  readonly madeAt?: Instant | undefined;
}

/** What the orders of ringing need to know of the past. */
export interface RingHistory {
  /** Who was rung last on this line, for `rotate`. */
  readonly lastRung: ClinicianId | undefined;
  /** When each last took a call, for `longest-idle`; absent: never. */
  readonly lastTook: ReadonlyMap<ClinicianId, Instant>;
  /** How many calls each took today (the area's day), for `fewest-calls`; absent: none. */
  readonly tookToday: ReadonlyMap<ClinicianId, number>;
  /** How many rings in a row each missed at last, and when the last of them ended; absent: none. */
  readonly missed?: ReadonlyMap<ClinicianId, { readonly count: number; readonly last: Instant }>;
}

export interface Rung {
  readonly clinician: Clinician;
  readonly tier: number;
  /** When the shift, or the extra, that puts them on the ladder ends. */
  readonly until: Instant;
}

/** Who may be rung on a line at an instant, and why these and not others. */
export interface OnCall {
  readonly open: boolean;
  /** When the line opens next, if it is closed and ever opens within a year. */
  readonly opensNext: Instant | undefined;
  readonly ladder: readonly Rung[];
  /** In words, a sentence for each choice and each skip: "Dr Brown: on leave until 4 December". */
  readonly why: readonly string[];
}

/** One fault in a rota file. */
export interface Fault {
  /** Relative to the rota folder's parent, e.g. "rotas/riverside/haematology.yaml". */
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}
