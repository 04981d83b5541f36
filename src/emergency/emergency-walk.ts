import type { Document } from '../call/document.ts';
import type { LegSid } from '../carrier/carrier.ts';
import type { Clock, Instant } from '../clock.ts';
import { lineByRef } from '../rota/directory.ts';
import type { Line, LineRef, PhoneNumber, Rotas } from '../rota/types.ts';
import { ringDocument, unansweredDocument } from './documents.ts';
import { ringsOf } from './duty.ts';
import type { EmergencyBook } from './emergency-book.ts';
import { ringing } from './emergency-record.ts';
import type { OverridesKnown } from './overrides-known.ts';
import { markOf, nextRing } from './ring-mark.ts';
import { mostRings, type WalkPlace } from './walk-place.ts';

export interface EmergencyWalkNeeds {
  readonly rotas: { readonly current: Rotas };
  readonly clock: Clock;
  readonly book: EmergencyBook;
  readonly overrides: Pick<OverridesKnown, 'current'>;
}

/** Walks a line's ladder from memory, one telephone after another, on the caller's own leg. */
export class EmergencyWalk {
  readonly #needs: EmergencyWalkNeeds;

  constructor(needs: EmergencyWalkNeeds) {
    this.#needs = needs;
  }

  /**
   * Rings the next telephone of whoever is on the ladder now that has not been rung, and is not in use for somebody
   * else; says goodbye when there is none, or the line's budget is spent. For a caller who was cut off that does not count.
   */
  ring(
    caller: { readonly sid: LegSid; readonly to: PhoneNumber },
    walk: WalkPlace,
    words: readonly string[],
  ): Document {
    const { book, clock, rotas, overrides } = this.#needs;
    const duty = { rotas: rotas.current, overrides: overrides.current() };
    const rings = ringsOf(walk.line, clock.now(), duty);
    const ring = nextRing(rings, walk, ({ phone }) => !book.isEngaged(phone, caller.sid));
    const isFirst = !book.find(caller.sid)?.connectedAt;
    const isLate = isFirst && isTimeUp(walk, this.#line(walk.line), clock.now());
    if (!ring || isLate || walk.rung.length >= mostRings) return this.#giveUp(caller.sid, walk);
    const here = { ...walk, rung: [...walk.rung, markOf(ring, walk.chosen)] };
    book.change(caller.sid, (record, at) => ringing(record, here, ring, at), ring.phone);
    const before = rings.find((each) => markOf(each, walk.chosen) === walk.rung.at(-1));
    const news = words.length > 0 ? words : this.#news((before ?? ring).line, ring.line);
    return ringDocument({ words: news, ring, callerId: caller.to, walk: here });
  }

  #giveUp(sid: LegSid, { line, chosen }: WalkPlace): Document {
    this.#needs.book.change(sid, (record) => ({ ...record, line, chosen, unanswered: true }));
    return unansweredDocument(this.#line(line));
  }

  /** That it is the next clinician, and the line that the walk has come to, where it is another one than before. */
  #news(before: LineRef, now: LineRef): string[] {
    const isSame = before === now;
    return [isSame ? 'We are ringing the next clinician.' : `We are now trying ${this.#line(now)?.name}.`];
  }

  #line(ref: LineRef): Line | undefined {
    return lineByRef(this.#needs.rotas.current, ref)?.line;
  }
}

/** The line's total budget is spent. */
function isTimeUp({ chosen }: WalkPlace, line: Line | undefined, now: Instant): boolean {
  return line !== undefined && now - chosen >= line.ring.giveUpAfter * 1000;
}
