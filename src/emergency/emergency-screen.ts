import type { Document } from '../call/document.ts';
import type { LegSid } from '../carrier/carrier.ts';
import { areaById, lineByRef } from '../rota/directory.ts';
import { noKeyDocument, passedOnDocument, putThroughDocument, screenDocument } from './documents.ts';
import { ringsOf } from './duty.ts';
import { accepted, rung } from './emergency-record.ts';
import type { EmergencyWalkNeeds } from './emergency-walk.ts';
import type { WalkPlace } from './walk-place.ts';

const MISSES = 2;

/** What stands between whoever picks up and the caller: a key, which a voicemail does not press. */
export class EmergencyScreen {
  readonly #needs: Omit<EmergencyWalkNeeds, 'clock'>;

  constructor(needs: Omit<EmergencyWalkNeeds, 'clock'>) {
    this.#needs = needs;
  }

  /** Somebody picked up, or something. `caller` is the leg that dialled. */
  heard(caller: LegSid, walk: WalkPlace): Document {
    const { rotas, overrides } = this.#needs;
    const duty = { rotas: rotas.current, overrides: overrides.current() };
    const ring = ringsOf(walk.line, walk.chosen, duty)[walk.place];
    const line = lineByRef(rotas.current, ring?.line ?? walk.line)?.line.name ?? 'An';
    return screenDocument(line, this.#practiceOf(caller), walk);
  }

  /** 1 takes the call, 2 passes it on; anything else is asked once more, and silence is no clinician. */
  keyed(caller: LegSid, walk: WalkPlace, digits: string | null): Document {
    const { book } = this.#needs;
    if (digits === '1') {
      book.change(caller, (record, at) => accepted(record, walk.place, at));
      return putThroughDocument;
    }
    if (digits === '2') {
      book.change(caller, (record, at) => rung(record, walk.place, 'declined', at));
      return passedOnDocument;
    }
    const misses = walk.misses + 1;
    return digits && misses < MISSES ? this.heard(caller, { ...walk, misses }) : noKeyDocument;
  }

  /** The practice's name; `undefined` when it is not known, or the caller is another process's. */
  #practiceOf(sid: LegSid): string | undefined {
    const { rotas, book } = this.#needs;
    const record = book.find(sid);
    const area = record && areaById(rotas.current, record.area);
    return area?.practices.find((each) => each.ods === record?.practice)?.name;
  }
}
