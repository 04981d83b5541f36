import type { LegSid } from '../carrier/carrier.ts';
import type { Clock, Instant } from '../clock.ts';
import type { PhoneNumber } from '../rota/types.ts';
import { begun, over, type EmergencyRecord } from './emergency-record.ts';

/** More callers than this at once, and the oldest record goes to the spool as it is. */
const MOST = 2_000;
/** Longer than any talk: a caller who has not been heard of for so long is gone, and the news of it was lost. */
const FORGOTTEN_AFTER = 3 * 3_600_000;
/** No telephone rings longer, screen and all: if nothing was heard since, the news of its end was lost. */
const RINGS_FOR = 120_000;
/** A request that was given up may still be carried out so long afterwards. */
const SETTLE_FOR = 60_000;

export interface EmergencyBookNeeds {
  readonly clock: Clock;
  /** Keeps a record that is complete. */
  readonly keep: (record: EmergencyRecord) => void;
}

interface Entry {
  readonly record: EmergencyRecord;
  readonly heardAt: Instant;
  /** The telephone that is being rung or talked on for this caller. */
  readonly engaged: PhoneNumber | undefined;
}

/** The calls that are answered from memory now. Bounded, and nothing stays for ever. */
export class EmergencyBook {
  readonly #needs: EmergencyBookNeeds;
  readonly #entries = new Map<LegSid, Entry>();
  readonly #left = new Map<LegSid, Instant>();

  constructor(needs: EmergencyBookNeeds) {
    this.#needs = needs;
  }

  find(sid: LegSid): EmergencyRecord | undefined {
    return this.#entries.get(sid)?.record;
  }

  /** The caller is answered from memory from now on. The call book, which may know the call, is told of it later. */
  begin(who: Parameters<typeof begun>[0]): void {
    this.#left.set(who.callerSid, this.#needs.clock.now());
    if (!this.#entries.has(who.callerSid)) this.#put(begun(who), undefined);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MOST && oldest) this.over(oldest);
  }

  /** `engaged`: the telephone in use from now on; left out, it stays what it was. */
  change(
    sid: LegSid,
    change: (record: EmergencyRecord, at: Instant) => EmergencyRecord,
    ...engaged: [(PhoneNumber | undefined)?]
  ): void {
    const entry = this.#entries.get(sid);
    if (!entry) return;
    const record = change(entry.record, this.#needs.clock.now());
    this.#put(record, engaged.length > 0 ? engaged[0] : entry.engaged);
  }

  /** Is this telephone in use for another caller? */
  isEngaged(phone: PhoneNumber, but: LegSid): boolean {
    const now = this.#needs.clock.now();
    return [...this.#entries].some(([sid, { engaged, heardAt, record }]) => {
      if (sid === but || engaged !== phone) return false;
      return record.attempts.at(-1)?.result === 'accepted' || now - heardAt < RINGS_FOR;
    });
  }

  /** The caller is gone: their record is complete. */
  over(sid: LegSid): void {
    const entry = this.#entries.get(sid);
    if (!entry || !this.#entries.delete(sid)) return;
    this.#needs.keep(over(entry.record, this.#needs.clock.now()));
  }

  /** The caller is answered by the call book again. */
  returned(sid: LegSid): void {
    this.#left.delete(sid);
    this.over(sid);
  }

  /** Callers who left the call book's care: it is to be told that they are gone from it. */
  get left(): readonly LegSid[] {
    return [...this.#left.keys()];
  }

  /** The call book was told, or has had time enough to learn of the call and does not know it. */
  settled(sid: LegSid, known: boolean): void {
    const since = this.#left.get(sid) ?? 0;
    if (known || this.#needs.clock.now() - since > SETTLE_FOR) this.#left.delete(sid);
  }

  /** Completes the records of callers who have not been heard of for hours. */
  forget(): void {
    const before = this.#needs.clock.now() - FORGOTTEN_AFTER;
    for (const [sid, { heardAt }] of this.#entries) if (heardAt < before) this.over(sid);
  }

  /** Completes every record: the process stops. */
  close(): void {
    for (const sid of [...this.#entries.keys()]) this.over(sid);
  }

  #put(record: EmergencyRecord, engaged: PhoneNumber | undefined): void {
    this.#entries.set(record.callerSid, { record, engaged, heardAt: this.#needs.clock.now() });
  }
}
