import type { Asked } from '../carrier/carrier.ts';
import { SAID_STOP } from '../texts/honouring-stops.ts';
import type { Done } from './done.ts';

/** What a text that was asked for means for its effect. Who has said STOP is not told, and that is as it should be. */
export function doneAfterText(asked: Asked, later: number): Done {
  switch (asked.kind) {
    case 'done':
    case 'gone':
      return { kind: 'done' };
    case 'later':
      return { kind: 'again', in: later };
    case 'refused':
      return asked.code === SAID_STOP ? { kind: 'done' } : { kind: 'failed', problem: asked.reason };
  }
}
