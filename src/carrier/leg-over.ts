import type { LegStatus } from './carrier.ts';

/** A status after which nothing more happens on a leg. */
export function isOver(status: LegStatus): boolean {
  switch (status) {
    case 'completed':
    case 'busy':
    case 'no-answer':
    case 'failed':
    case 'canceled':
      return true;
    case 'queued':
    case 'initiated':
    case 'ringing':
    case 'in-progress':
      return false;
  }
}
