import { lineIdOf, type Call } from '../call/call.ts';
import type { CallObserver } from '../calls/call-book.ts';
import type { Metrics } from './metrics.ts';

/** Counts what a change brought: offers that ended, attempts that have a result, how long it took to connect. */
export function observeCalls(metrics: Metrics): CallObserver {
  return {
    changed(before, { call }) {
      countOffers(before, call, metrics);
      countAttempts(before, call, metrics);
    },
  };
}

function countOffers(before: Call | undefined, call: Call, metrics: Metrics): void {
  for (const offer of call.offers) {
    const was = before?.offers.find((each) => each.id === offer.id);
    const of = { area: call.area, line: offer.line };
    if (offer.ending && !was?.ending) metrics.offerEnded(of, offer.ending);
    if (offer.connectedAt !== null && !was?.connectedAt) {
      metrics.connected(of, (offer.connectedAt - offer.chosenAt) / 1000);
    }
  }
}

function countAttempts(before: Call | undefined, call: Call, metrics: Metrics): void {
  for (const attempt of call.attempts) {
    const was = before?.attempts.find((each) => each.id === attempt.id);
    if (!attempt.result || was?.result) continue;
    metrics.attemptEnded({ area: call.area, line: lineIdOf(attempt.line) }, attempt.result);
  }
}
