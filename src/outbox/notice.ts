import type { Instant } from '../clock.ts';
import type { DayNumber } from '../rota/calendar-day.ts';
import type { AreaId, ClinicianId, LineId } from '../rota/types.ts';

/** Open time of a line with nobody to ring. */
export interface UncoveredSpan {
  readonly line: LineId;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
}

/** What an area's managers are told of its rota. */
export type ManagerNotice =
  | { readonly about: 'uncovered'; readonly spans: readonly UncoveredSpan[] }
  /** The week that begins with this Monday. */
  | { readonly about: 'week'; readonly monday: DayNumber };

/** What those between whom a swap is are told of it. */
export type SwapNotice = 'swap-asked' | 'swap-withdrawn' | 'swap-answered' | 'swap-expired';

/**
 * A text that is due to somebody, by ids: the words and the number are found when it is sent. `manager` is the place
 * in the area's list.
 */
export type Notice =
  | { readonly about: SwapNotice; readonly proposal: string }
  | {
      readonly about: 'reminder';
      readonly area: AreaId;
      readonly clinician: ClinicianId;
      readonly day: DayNumber;
    }
  | {
      readonly about: 'managers';
      readonly area: AreaId;
      readonly manager: number;
      readonly tell: ManagerNotice;
    };
