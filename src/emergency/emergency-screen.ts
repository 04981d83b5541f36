import { areaIdOf } from '../call/call.ts';
import type { Document } from '../call/document.ts';
import type { LegSid } from '../carrier/carrier.ts';
import { areaById, lineByRef } from '../rota/directory.ts';
import type { Ring } from '../fallback/ring-list.ts';
import {
  noKeyDocument,
  passedOnDocument,
  pausedDocument,
  putThroughDocument,
  screenDocument,
} from './documents.ts';
import { ringsOf } from './duty.ts';
import { accepted, rung } from './emergency-record.ts';
import type { EmergencyPauses } from './emergency-pauses.ts';
import type { EmergencyWalkNeeds } from './emergency-walk.ts';
import { markOf } from './ring-mark.ts';
import { placeOf, type WalkPlace } from './walk-place.ts';

const MISSES = 2;

export interface EmergencyScreenNeeds extends EmergencyWalkNeeds {
  readonly pauses: Pick<EmergencyPauses, 'beginRest'>;
}

/** What stands between whoever picks up and the caller: a key, which a voicemail does not press. */
export class EmergencyScreen {
  readonly #needs: EmergencyScreenNeeds;

  constructor(needs: EmergencyScreenNeeds) {
    this.#needs = needs;
  }

  /** Somebody picked up, or something. `caller` is the leg that dialled. */
  heard(caller: LegSid, walk: WalkPlace): Document {
    const ref = this.#rungAt(walk)?.line ?? walk.line;
    const line = lineByRef(this.#needs.rotas.current, ref)?.line.name ?? 'An';
    return screenDocument(line, this.#practiceOf(caller), walk);
  }

  /** 1 takes the call, 2 passes it on, 3 pauses them as well; anything else is asked once more, and silence is no clinician. */
  keyed(caller: LegSid, walk: WalkPlace, digits: string | null): Document {
    const { book } = this.#needs;
    if (digits === '1') {
      book.change(caller, (record, at) => accepted(record, placeOf(walk), at));
      return putThroughDocument;
    }
    if (digits === '2' || digits === '3') {
      book.change(caller, (record, at) => rung(record, placeOf(walk), 'declined', at));
      return digits === '2' ? passedOnDocument : this.#paused(walk);
    }
    const misses = walk.misses + 1;
    return digits && misses < MISSES ? this.heard(caller, { ...walk, misses }) : noKeyDocument;
  }

  /** Who is on the ladder no more is not rung anyway. */
  #paused(walk: WalkPlace): Document {
    const ring = this.#rungAt(walk);
    if (ring) this.#needs.pauses.beginRest(areaIdOf(ring.line), ring.clinician);
    return pausedDocument;
  }

  /** Who is rung, and for which line: it may be one that the caller's line overflows to. */
  #rungAt({ line, chosen, rung: marks }: WalkPlace): Ring | undefined {
    const { rotas, overrides, clock } = this.#needs;
    const duty = { rotas: rotas.current, overrides: overrides.current() };
    const rings = ringsOf(line, clock.now(), duty);
    return rings.find((ring) => markOf(ring, chosen) === marks.at(-1));
  }

  /** The practice's name; `undefined` when it is not known, or the caller is another process's. */
  #practiceOf(sid: LegSid): string | undefined {
    const { rotas, book } = this.#needs;
    const record = book.find(sid);
    const area = record && areaById(rotas.current, record.area);
    return area?.practices.find((each) => each.ods === record?.practice)?.name;
  }
}
