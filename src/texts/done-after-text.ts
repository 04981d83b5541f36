import type { Sent } from '../carrier/carrier.ts';
import { SAID_STOP } from './honouring-stops.ts';
import type { Done } from '../outbox/done.ts';

export interface TextTry {
  /** 1 the first time. */
  readonly tries: number;
  /** Whether one that may have been sent already is sent again: for what does no harm twice, and much by not coming. */
  readonly mayComeTwice: boolean;
}

/** Of a text that may come twice there are never more: a Twilio that is slow to answer sends each that it is asked for. */
export const mostCopies = 3;
const NEXT_COPY = 60_000;
const LONGEST = 5 * 60_000;

/** What a text that was asked for means for its effect. Who has said STOP is not told, and that is as it should be. */
export function doneAfterText(asked: Sent, { tries, mayComeTwice }: TextTry): Done {
  switch (asked.kind) {
    case 'done':
    case 'gone':
      return { kind: 'done' };
    case 'later':
      return { kind: 'again', in: Math.min(1_000 * 2 ** (tries - 1), LONGEST) };
    case 'unknown':
      return mayComeTwice && tries < mostCopies
        ? { kind: 'again', in: NEXT_COPY }
        : { kind: 'failed', problem: `may have been sent: ${asked.reason}` };
    case 'refused':
      return asked.code === SAID_STOP ? { kind: 'done' } : { kind: 'failed', problem: asked.reason };
  }
}
