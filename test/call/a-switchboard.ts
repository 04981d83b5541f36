import { attemptOf, type Attempt } from '../../src/call/call.ts';
import type { Effect } from '../../src/call/event.ts';
import type { Rotas } from '../../src/rota/types.ts';
import { callerSid, CallAtHand, keys, room, sid, type Untimed } from './a-call.ts';

/** What becomes of one request for a leg. Times are in seconds; `null`: never. */
export interface Fate {
  /** Our request is answered after so long; or, with `answered` false, given up. */
  readonly reply: number;
  readonly answered: boolean;
  /** The carrier acts upon it after so long. */
  readonly acts: number | null;
  /** So long after that the carrier lists the leg, and tells of it. */
  readonly listed: number | null;
  readonly told: number | null;
  /** It is picked up after so long, and this is pressed. */
  readonly answer: number | null;
  readonly key: '1' | '2' | null;
  /** How much longer than asked it may ring. */
  readonly late: number;
}

/** A leg as it really is. */
export interface TrueLeg {
  readonly sid: string;
  readonly phone: string;
  readonly from: number;
  readonly fate: Fate;
  answeredAt: number | undefined;
  to: number | undefined;
}

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/** Several calls on one rota, and a carrier that does what each fate says: in time that only this moves. */
export class Switchboard {
  readonly calls: readonly CallAtHand[];
  readonly legs: TrueLeg[] = [];
  #now: number;
  #agenda: { readonly at: number; readonly task: () => void }[] = [];
  #fates: readonly Fate[];

  constructor(rotas: Rotas, calls: number, fates: readonly Fate[]) {
    this.calls = Array.from({ length: calls }, () => new CallAtHand(rotas));
    this.#now = this.calls[0]?.at ?? 0;
    this.#fates = fates;
  }

  /** In so many seconds. */
  in(seconds: number, task: () => void): void {
    this.#agenda.push({ at: this.#now + seconds * 1000, task });
  }

  /** Goes on until nothing is left to happen, or for so long. */
  run(seconds: number): void {
    const end = this.#now + seconds * 1000;
    for (;;) {
      const [next] = this.#agenda.toSorted((one, other) => one.at - other.at);
      if (!next || next.at > end) return;
      this.#agenda = this.#agenda.filter((each) => each !== next);
      this.#now = Math.max(this.#now, next.at);
      next.task();
    }
  }

  happens(call: CallAtHand, event: Untimed): void {
    const others = this.calls.filter((each) => each !== call);
    call.busy = others.flatMap(({ call: { attempts } }) =>
      attempts.filter(({ legOver }) => !legOver).flatMap((attempt) => attempt.keys),
    );
    call.then(event, (this.#now - call.at) / 1000);
    for (const effect of call.last.effects)
      this.#agenda.push({ at: effect.dueAt, task: () => this.#perform(call, effect) });
  }

  #perform(call: CallAtHand, effect: Effect): void {
    if (effect.kind === 'timer') return this.happens(call, { ...effect, kind: 'time-up' });
    const attempt = 'attempt' in effect ? attemptOf(call.call, effect.attempt) : undefined;
    if (!attempt) return;
    if (effect.kind === 'place-leg') return this.#place(call, attempt);
    if (effect.kind === 'find-leg') return this.#find(call, effect, 0);
    if (effect.kind === 'check-room') return this.#meet(call, attempt);
    const leg = this.legs.find((each) => each.sid === ('sid' in effect ? effect.sid : attempt.legSid));
    if (!leg) return;
    if (effect.kind === 'end-stray-leg' && leg.answeredAt === undefined) leg.to ??= this.#now;
    const isCancelled = effect.kind === 'cancel-leg' && leg.answeredAt === undefined;
    if ((isCancelled || effect.kind === 'hang-up-leg') && attempt.result !== 'accepted') leg.to ??= this.#now;
    if (['cancel-leg', 'hang-up-leg', 'check-leg'].includes(effect.kind)) this.#check(call, attempt.id, leg);
  }

  #place(call: CallAtHand, attempt: Attempt): void {
    const { id } = attempt;
    if (attempt.status === 'ended')
      return this.happens(call, { kind: 'leg-refused', attempt: id, reason: '' });
    const [fate, ...rest] = this.#fates;
    if (!fate) return this.happens(call, { kind: 'leg-refused', attempt: id, reason: 'no such number' });
    this.#fates = rest;
    const made = sid(`${this.legs.length}${rest.length}`);
    const acts = fate.answered ? Math.min(fate.acts ?? 0, fate.reply) : fate.acts;
    if (acts !== null) this.in(acts, () => this.#begin(call, id, { sid: made, fate }));
    this.in(fate.reply, () =>
      this.happens(
        call,
        fate.answered
          ? { kind: 'leg-placed', attempt: id, sid: made }
          : { kind: 'leg-unknown', attempt: id, reason: '' },
      ),
    );
  }

  #begin(call: CallAtHand, id: string, made: Pick<TrueLeg, 'sid' | 'fate'>): void {
    const { phone = '', ringSeconds = 0 } = attemptOf(call.call, id) ?? {};
    const leg: TrueLeg = { ...made, phone, from: this.#now, answeredAt: undefined, to: undefined };
    this.legs.push(leg);
    const { told, answer, late } = leg.fate;
    const ends = ringSeconds + late;
    this.in(ends, () => void (leg.answeredAt ?? this.#hangsUp(call, id, leg, 'no-answer')));
    if (told !== null) this.in(told, () => this.#tell(call, id, leg));
    if (answer !== null && answer < ends) this.in(answer, () => this.#answer(call, id, leg));
  }

  #tell(call: CallAtHand, attempt: string, leg: TrueLeg): void {
    if (leg.to === undefined)
      this.happens(call, { kind: 'leg-status', attempt, sid: leg.sid, status: 'ringing' });
  }

  /** Asking for the document that the leg is to hear is never lost. */
  #answer(call: CallAtHand, attempt: string, leg: TrueLeg): void {
    if (leg.to !== undefined) return;
    leg.answeredAt = this.#now;
    this.happens(call, { kind: 'leg-answered', attempt, sid: leg.sid });
    const answer = keys(leg.fate.key);
    this.in(4, () => {
      if (leg.to === undefined) this.happens(call, { kind: 'whisper-keyed', attempt, sid: leg.sid, answer });
    });
    this.in(40, () => this.#hangsUp(call, attempt, leg, 'completed'));
  }

  #hangsUp(call: CallAtHand, attempt: string, leg: TrueLeg, status: 'completed' | 'no-answer'): void {
    if (leg.to !== undefined) return;
    leg.to = this.#now;
    if (leg.fate.told !== null) this.happens(call, { kind: 'leg-status', attempt, sid: leg.sid, status });
  }

  #find(call: CallAtHand, effect: Of<'find-leg'>, tries: number): void {
    const attempt = attemptOf(call.call, effect.attempt);
    if (!attempt || attempt.legOver || attempt.placedAt !== null) return;
    const known = this.calls.flatMap((each) => each.call.attempts.map(({ legSid }) => legSid));
    const listed = this.legs.find(
      ({ sid: made, phone, from, fate }) =>
        phone === attempt.phone &&
        from >= attempt.createdAt &&
        !known.includes(made) &&
        fate.listed !== null &&
        from + fate.listed * 1000 <= this.#now,
    );
    const found = attempt.legSid ?? listed?.sid;
    if (found)
      return this.happens(call, { kind: 'leg-placed', attempt: attempt.id, sid: found, found: true });
    this.happens(call, { kind: 'leg-refused', attempt: attempt.id, reason: '', sought: true });
    this.in(tries < 3 ? 1 : 5, () => this.#find(call, effect, tries + 1));
  }

  #check(call: CallAtHand, id: string, leg: TrueLeg): void {
    if (attemptOf(call.call, id)?.legOver) return;
    const live = leg.answeredAt === undefined ? 'ringing' : 'in-progress';
    const status = leg.to === undefined ? live : 'completed';
    this.happens(call, { kind: 'leg-status', attempt: id, sid: leg.sid, status });
    if (leg.to === undefined) this.in(5, () => this.#check(call, id, leg));
  }

  #meet(call: CallAtHand, { legSid }: Attempt): void {
    const members = legSid === null ? [] : [callerSid, legSid];
    this.happens(call, { kind: 'seen-in-room', conference: room, members });
  }
}
