import type { LegSid } from '../carrier/carrier.ts';
import type { Instant } from '../clock.ts';
import type { AreaId, ClinicianId, PhoneNumber } from '../rota/types.ts';
import type { CheckResult } from './check-result.ts';

/** The ringing of a phone to see whether it is answered. */
export interface PhoneCheck {
  readonly id: string;
  readonly area: AreaId;
  readonly clinician: ClinicianId;
  readonly phone: PhoneNumber;
  readonly legSid: LegSid | undefined;
  readonly askedAt: Instant;
  readonly result: CheckResult | undefined;
  readonly ended: boolean;
  /** It made way for a call: without a result it says nothing of the phone. */
  readonly calledOff: boolean;
}

/** The same as it is stored: what `columns` select. */
export interface CheckRow {
  readonly id: string;
  readonly area: string;
  readonly clinician: string;
  readonly phone: string;
  readonly leg_sid: string | null;
  readonly asked_at: Date;
  readonly result: CheckResult | null;
  readonly ended_at: Date | null;
  readonly called_off: boolean;
}

export const columns = 'id, area, clinician, phone, leg_sid, asked_at, result, ended_at, called_off';

export function checkOf(row: CheckRow): PhoneCheck {
  return {
    id: row.id,
    area: row.area,
    clinician: row.clinician,
    phone: row.phone,
    legSid: row.leg_sid ?? undefined,
    askedAt: row.asked_at.getTime(),
    result: row.result ?? undefined,
    ended: row.ended_at !== null,
    calledOff: row.called_off,
  };
}
