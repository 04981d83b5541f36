import type { AttemptResult } from '../call/call.ts';
import { chooseLine } from '../call/choose-line.ts';
import type { Document } from '../call/document.ts';
import type { Answer } from '../call/event.ts';
import { outcomeFor } from '../call/outcome.ts';
import { closedWords } from '../call/prompts.ts';
import type { LegSid } from '../carrier/carrier.ts';
import type { Clock } from '../clock.ts';
import { findArea, findPractice } from '../rota/directory.ts';
import type { Area, PhoneNumber, Rotas } from '../rota/types.ts';
import {
  allClosedDocument,
  menuDocument,
  noChoiceDocument,
  outcomeDocument,
  recordedDocument,
  thanksDocument,
  troubleWords,
} from './documents.ts';
import { onDuty, openLines, type Duty } from './duty.ts';
import type { EmergencyBook } from './emergency-book.ts';
import type { EmergencyWalk } from './emergency-walk.ts';
import { accepted, hasAccepted, rung } from './emergency-record.ts';
import type { OverridesKnown } from './overrides-known.ts';
import { placeOf, type WalkPlace } from './walk-place.ts';

const MENU_MISSES = 3;
const OUTCOME_MISSES = 2;

/** Whose leg a webhook is about. */
export interface EmergencyCaller {
  readonly sid: LegSid;
  /** `null` when withheld. Used to find the practice, and kept nowhere. */
  readonly from: PhoneNumber | null;
  /** The number that was dialled. */
  readonly to: PhoneNumber;
}

/** What Twilio says of a ringing that is over. */
export interface RingingOver {
  /** DialCallStatus: `completed` when somebody picked up, a voicemail too. */
  readonly status: string | undefined;
  /** Whether the two were put through to each other, where Twilio says so. */
  readonly bridged: boolean;
}

export interface EmergencyNeeds {
  readonly rotas: { readonly current: Rotas };
  readonly clock: Clock;
  readonly book: EmergencyBook;
  readonly overrides: Pick<OverridesKnown, 'current'>;
  readonly walk: EmergencyWalk;
  /** Told of each call that is answered from memory. */
  readonly observe: (area: string) => void;
}

/**
 * Answers callers while the database is away, from memory alone: the open lines, then the clinicians of the one they
 * choose, one telephone after another. Whatever the area's policy for callers is, nobody is turned away.
 */
export class Emergency {
  readonly #needs: EmergencyNeeds;

  constructor(needs: EmergencyNeeds) {
    this.#needs = needs;
  }

  /** The open lines; `undefined` when no area has the dialled number. */
  menu(caller: EmergencyCaller): Document | undefined {
    const area = this.#begin(caller);
    return area && this.#menu(area, [troubleWords], 0);
  }

  /** A line was keyed or said: by a caller who heard the menu of old (`isFirst`), or the one from memory. */
  lineKeyed(
    caller: EmergencyCaller,
    answer: Answer,
    { misses, isFirst }: { readonly misses: number; readonly isFirst: boolean },
  ): Document | undefined {
    const area = this.#begin(caller);
    if (!area) return undefined;
    const notices = isFirst ? [troubleWords] : [];
    const line = chooseLine(area.lines, answer);
    if (!line) return this.#missed(area, notices, isFirst ? 0 : misses + 1);
    const now = this.#needs.clock.now();
    const { open, opensNext } = onDuty({ area, line }, now, this.#duty);
    if (!open) return this.#menu(area, [...notices, closedWords(line.name, opensNext ?? null, now, area)], 0);
    const walk = { line: line.ref, chosen: now, rung: [], misses: 0 };
    return this.#needs.walk.ring(caller, walk, [...notices, `Thank you. We are ringing ${line.name} now.`]);
  }

  /** A ringing is over. After a talk the outcome is asked; otherwise the next telephone is rung. */
  ringingOver(caller: EmergencyCaller, walk: WalkPlace, { status, bridged }: RingingOver): Document {
    const { book } = this.#needs;
    this.#begin(caller);
    const place = placeOf(walk);
    const talked = bridged || hasAccepted(book.find(caller.sid), place);
    if (!talked) {
      book.change(caller.sid, (record, at) => rung(record, place, resultOf(status), at), undefined);
      return this.#needs.walk.ring(caller, walk, []);
    }
    book.change(caller.sid, (record, at) => accepted(record, place, at), undefined);
    return outcomeDocument(walk);
  }

  /** The caller says what the advice led to, or presses 9 because they were cut off. */
  outcomeKeyed(caller: EmergencyCaller, walk: WalkPlace, digits: string | null): Document {
    this.#begin(caller);
    const outcome = outcomeFor(digits);
    if (outcome) {
      this.#needs.book.change(caller.sid, (record) => ({ ...record, outcome }));
      return recordedDocument;
    }
    if (digits === '9') {
      const words = 'We are sorry that you were cut off. We are ringing the next clinician.';
      return this.#needs.walk.ring(caller, walk, [words]);
    }
    const misses = walk.misses + 1;
    return misses < OUTCOME_MISSES ? outcomeDocument({ ...walk, misses }) : thanksDocument;
  }

  /** The caller's leg is over. */
  callerGone(sid: LegSid): void {
    this.#needs.book.over(sid);
  }

  /** The caller is answered by the call book again. */
  returned(sid: LegSid): void {
    this.#needs.book.returned(sid);
  }

  #begin({ sid, from, to }: EmergencyCaller): Area | undefined {
    const { rotas, clock, book, observe } = this.#needs;
    const area = findArea(rotas.current, to);
    if (!area || book.find(sid)) return area;
    const practice = (from && findPractice(area, from)?.ods) || null;
    book.begin({ callerSid: sid, area: area.id, practice, started: clock.now() });
    observe(area.id);
    return area;
  }

  #menu(area: Area, notices: readonly string[], misses: number): Document {
    const now = this.#needs.clock.now();
    const lines = openLines(area, now, this.#duty);
    if (lines.length > 0) return menuDocument(lines, notices, misses);
    return allClosedDocument(area, (line) => onDuty({ area, line }, now, this.#duty).opensNext, now);
  }

  #missed(area: Area, notices: readonly string[], misses: number): Document {
    if (misses >= MENU_MISSES) return noChoiceDocument;
    return this.#menu(area, misses > 0 ? ['I am sorry, I did not get that.'] : notices, misses);
  }

  get #duty(): Duty {
    return { rotas: this.#needs.rotas.current, overrides: this.#needs.overrides.current() };
  }
}

/** `completed` without a talk: somebody or something picked up and pressed nothing. */
function resultOf(status: string | undefined): AttemptResult {
  switch (status) {
    case 'busy':
    case 'no-answer':
    case 'failed':
      return status;
    case 'canceled':
      return 'cancelled';
    default:
      return 'no-response';
  }
}
