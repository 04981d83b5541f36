import { outcomes as outcomeIds, type Outcome } from '../call/call.ts';
import { wilson } from './wilson.ts';

/** How many calls each outcome was recorded for; every outcome is there, with 0 if need be. */
export type OutcomeCounts = Readonly<Record<Outcome, number>>;

/** Seconds from the choice of a line to both talking; `null` when nobody was connected. */
export interface Seconds {
  readonly median: number | null;
  readonly p90: number | null;
}

/** What is counted in the database for one row. Everything else in a row follows from it. */
export interface Counts {
  readonly connected: number;
  readonly connectedFirst: number;
  readonly abandoned: number;
  readonly unanswered: number;
  readonly closed: number;
  /** Of connected offers only. */
  readonly outcomes: OutcomeCounts;
  readonly secondsToConnect: Seconds;
  readonly attempts: number;
}

/** A share of `of`, from 0 to 1; `null` when `of` is 0. */
export interface Share {
  readonly count: number;
  readonly of: number;
  readonly rate: number | null;
}

/** A share with its 95% Wilson interval. */
export interface Rate extends Share {
  readonly low: number | null;
  readonly high: number | null;
}

/** The measures of one line, practice, clinician or month, or of all of them together. */
export interface Measures extends Counts {
  /** connected + abandoned + unanswered: a line was chosen in its open hours. */
  readonly offered: number;
  /** Connected, with an outcome. */
  readonly recorded: number;
  /** referral-avoided / recorded. */
  readonly avoidedReferral: Rate;
  /** admission-avoided / recorded. */
  readonly avoidedAdmission: Rate;
  /** (referral-avoided + admission-avoided) / recorded. */
  readonly avoidedHospital: Rate;
  /** The same count / connected: the rate if every call not recorded had avoided nothing. */
  readonly floor: Share;
  /** recorded / connected; `null` when nobody was connected. */
  readonly completeness: number | null;
}

/** The measures with the name of what they measure. */
export interface Row extends Measures {
  readonly key: string;
  readonly label: string;
}

/** A share without an interval. */
export function shareOf(count: number, of: number): Share {
  return { count, of, rate: of === 0 ? null : count / of };
}

/** A share with its interval. */
export function rateOf(count: number, of: number): Rate {
  const interval = wilson(count, of);
  return { ...shareOf(count, of), low: interval?.low ?? null, high: interval?.high ?? null };
}

/** Works out the measures of DESIGN.md's "Public contract" from what was counted. */
export function measuresOf(counts: Counts): Measures {
  const { connected, abandoned, unanswered, outcomes } = counts;
  const recorded = outcomeIds.reduce((sum, id) => sum + outcomes[id], 0);
  const avoided = outcomes['referral-avoided'] + outcomes['admission-avoided'];
  return {
    ...counts,
    offered: connected + abandoned + unanswered,
    recorded,
    avoidedReferral: rateOf(outcomes['referral-avoided'], recorded),
    avoidedAdmission: rateOf(outcomes['admission-avoided'], recorded),
    avoidedHospital: rateOf(avoided, recorded),
    floor: shareOf(avoided, connected),
    completeness: connected === 0 ? null : recorded / connected,
  };
}
