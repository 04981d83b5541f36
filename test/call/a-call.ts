import { arrive } from '../../src/call/arrive.ts';
import { areaIdOf, type Attempt, type Call } from '../../src/call/call.ts';
import { decide } from '../../src/call/decide.ts';
import type { Decision, Pause, World } from '../../src/call/decision.ts';
import type { Answer, CallEvent } from '../../src/call/event.ts';
import { lineByRef } from '../../src/rota/directory.ts';
import { restOfShift } from '../../src/rota/duties/rest-of-shift.ts';
import { onCall } from '../../src/rota/on-call.ts';
import type { Area, Override, Rotas } from '../../src/rota/types.ts';
import { fictionLane, listed, mondayMorning, practiceNumber, service } from '../stories/a-rota.ts';

export const callerSid = sid('c');
export const room = sid('f').replace('CA', 'CF');
export const anotherRoom = sid('d').replace('CA', 'CF');

/** A leg's SID that ends in these characters. */
export function sid(end: string): string {
  return `CA${end.padStart(32, '0')}`;
}

export function keys(digits: string | null): Answer {
  return { digits, speech: null };
}

/** Makes ids that are as long as real ones, because a room is named after its call's. */
export function idsFrom(first: number): () => string {
  let next = first;
  return () => `00000000-0000-4000-8000-${String(next++).padStart(12, '0')}`;
}

export function areaOf(rotas: Rotas): Area {
  const [area] = rotas.areas;
  if (!area) throw new Error('a rota without an area');
  return area;
}

/** The world as one rota has it, with nobody busy unless said. */
export function worldOf(
  rotas: Rotas,
  at: number,
  newId: () => string,
  busy: readonly string[] = [],
  overrides: readonly Override[] = [],
): World {
  return {
    area: areaOf(rotas),
    line: (ref) => lineByRef(rotas, ref)?.line,
    onCall: (ref) => {
      const found = lineByRef(rotas, ref);
      return found
        ? onCall({ ...found, at, overrides })
        : { open: false, opensNext: undefined, ladder: [], why: [] };
    },
    busy: new Set(busy),
    beginsBackOff: () => false,
    restOfShift: (line, id) => restOfShift(rotas, { area: areaIdOf(line), clinician: id }, at, overrides),
    newId,
  };
}

/** An event whose time is still to be said. */
export type Untimed = CallEvent extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'at'>
    : never
  : never;

/** One call in a test: what happens to it, and what was decided last. */
export class CallAtHand {
  rotas: Rotas;
  call: Call;
  at = mondayMorning;
  busy: readonly string[] = [];
  /** Who pressed 3. */
  pauses: readonly Pause[] = [];
  last: Decision;
  readonly #newId = idsFrom(1);

  constructor(rotas: Rotas = listed('ahmed', 'brown'), from: string | null = practiceNumber) {
    this.rotas = rotas;
    const practice = from === practiceNumber ? fictionLane : undefined;
    const arrival = { kind: 'arrived', at: this.at, sid: callerSid, from, to: service } as const;
    this.last = arrive(arrival, areaOf(rotas), practice, this.#newId());
    this.call = this.last.call;
  }

  /** `seconds` later this happens. */
  then(event: Untimed, seconds = 1): this {
    this.at += seconds * 1000;
    this.last = this.decide({ ...event, at: this.at });
    this.call = this.last.call;
    this.pauses = [...this.pauses, ...this.last.pauses];
    return this;
  }

  /** Who may be rung on a line now, and the rest of what a decision needs to know. */
  get world(): World {
    const overrides = this.pauses.map((pause) => ({
      ...{ id: 'pause', line: undefined, kind: 'pause' as const, with: undefined, why: '' },
      ...pause,
    }));
    return worldOf(this.rotas, this.at, this.#newId, this.busy, overrides);
  }

  /** What would be decided now; nothing is changed by asking. */
  decide(event: CallEvent): Decision {
    return decide(this.call, event, this.world);
  }

  /** The latest ringing of this clinician. */
  attempt(clinician: string): Attempt {
    const found = this.call.attempts.findLast((attempt) => attempt.clinician === clinician);
    if (!found) throw new Error(`${clinician} was not rung`);
    return found;
  }

  /** What was decided last, in a few words each: "place-leg ahmed". */
  get effects(): string[] {
    return this.last.effects.map((effect) => {
      const about = 'attempt' in effect ? effect.attempt : null;
      const who = this.call.attempts.find((attempt) => attempt.id === about)?.clinician;
      const what = effect.kind === 'timer' ? `timer ${effect.timer}` : effect.kind;
      return who ? `${what} ${who}` : what;
    });
  }

  chooses(digits = '1'): this {
    return this.then({ kind: 'line-chosen', answer: keys(digits) });
  }

  /** Twilio places the leg, and it rings. */
  rings(clinician: string): this {
    const { id } = this.attempt(clinician);
    this.then({ kind: 'leg-placed', attempt: id, sid: sid(clinician[0] ?? '') });
    return this.then({ kind: 'leg-status', attempt: id, sid: sid(clinician[0] ?? ''), status: 'ringing' });
  }

  picksUp(clinician: string): this {
    this.rings(clinician);
    return this.then({
      kind: 'leg-answered',
      attempt: this.attempt(clinician).id,
      sid: sid(clinician[0] ?? ''),
    });
  }

  keysAtWhisper(clinician: string, digits: string | null): this {
    const { id, legSid } = this.attempt(clinician);
    return this.then({ kind: 'whisper-keyed', attempt: id, sid: legSid ?? '', answer: keys(digits) });
  }

  waits(): this {
    return this.then({ kind: 'waiting', conference: room });
  }

  /** Picks up, presses 1, and both come into the room. */
  talksWith(clinician: string): this {
    this.picksUp(clinician).waits().keysAtWhisper(clinician, '1');
    const name = `${this.call.id}-${this.call.room.number}`;
    return this.then({
      kind: 'joined',
      sid: this.attempt(clinician).legSid ?? '',
      conference: room,
      room: name,
    });
  }

  legEnds(clinician: string, status: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled'): this {
    const { id, legSid } = this.attempt(clinician);
    return this.then({ kind: 'leg-status', attempt: id, sid: legSid ?? sid(clinician[0] ?? ''), status });
  }
}
