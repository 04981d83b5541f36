import type { LegStatus } from '../carrier/carrier.ts';

/** What came of ringing a phone. `no-key`: somebody, or a voicemail, picked up and did not press 1. */
export type CheckResult = 'confirmed' | 'no-key' | 'no-answer' | 'busy' | 'failed';

/** What a leg that is over tells of the phone. One that was answered without a 1 is `no-key`. */
export function resultOf(status: LegStatus): CheckResult {
  switch (status) {
    case 'busy':
    case 'no-answer':
    case 'failed':
      return status;
    case 'canceled':
    case 'queued':
    case 'initiated':
    case 'ringing':
      return 'no-answer';
    case 'in-progress':
    case 'completed':
      return 'no-key';
  }
}
