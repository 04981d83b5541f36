import type { AreaId, ClinicianId, Day, LineId, WallTime, Weekday } from '../types.ts';

/** Hours as they stand in a file: on some weekdays, or on one date. */
export interface ChangedHours {
  readonly days?: readonly Weekday[];
  readonly date?: Day;
  readonly from: WallTime;
  readonly to: WallTime;
  /** Absent: every week. */
  readonly every?: number;
  readonly starting?: Day;
}

/**
 * One thing that differs between two versions of the rota files, in words and as data. It holds no telephone number,
 * PIN or web address: of those it says only that they changed.
 */
export interface RotaChange {
  /** What it is about; `order` is who is rung before whom. */
  readonly kind: 'area' | 'line' | 'setting' | 'person' | 'practices' | 'open' | 'shift' | 'order';
  readonly how: 'added' | 'removed' | 'changed';
  readonly area: AreaId;
  readonly line?: LineId;
  readonly clinician?: ClinicianId;
  /** Of `setting` and `person`: which keys, as the files write them ("ring.seconds"). */
  readonly keys?: readonly string[];
  readonly hours?: ChangedHours;
  /** Of a shift: its tier, where that is not 1. */
  readonly tier?: number;
  /** "Haematology: Dr Patel added to Monday 9am to 5pm". */
  readonly words: string;
}

/** Whether two values of rota files are alike. The parser writes keys in one order. */
export function alike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
