import type { Pool } from 'pg';
import type { Attempt, Call } from '../call/call.ts';
import type { Decision } from '../call/decision.ts';
import type { AnsweredFromMemory, Arrival, CallEvent } from '../call/event.ts';
import type { StoredEffect } from '../outbox/effect.ts';
import { isConflict } from '../store/transaction.ts';
import {
  attemptRow,
  callRow,
  effectRow,
  offerRow,
  pauseRow,
  reservations,
  time,
  wrapUpRow,
} from './decision-rows.ts';
import type { LoadedCall } from './load-call.ts';
import { timelineEntry } from './timeline-entry.ts';

export interface Change {
  /** `undefined`: the call begins. */
  readonly before: Pick<LoadedCall, 'call' | 'version'> | undefined;
  readonly decision: Decision;
  readonly event: CallEvent | Arrival | AnsweredFromMemory;
  readonly effects: readonly StoredEffect[];
  /** An effect that this change carries out: it is done when, and only when, the change is stored. */
  readonly finishes: string | undefined;
  readonly newId: () => string;
}

/**
 * Writes everything a decision says, in one statement: all of it, or nothing. False when nothing was written because
 * the call has changed since it was read, or another call holds a clinician whom this one wanted: then the call is to
 * be read, and decided, again.
 */
export async function saveDecision(database: Pick<Pool, 'query'>, change: Change): Promise<boolean> {
  try {
    const statement = change.before ? changing : beginning;
    const { rows } = await database.query({ ...statement, values: valuesOf(change) });
    return rows.length > 0;
  } catch (problem) {
    if (isTaken(problem) || isConflict(problem)) return false;
    throw problem;
  }
}

function isTaken(problem: unknown): boolean {
  return problem instanceof Error && 'code' in problem && problem.code === 'RL001';
}

function valuesOf({ before, decision, event, effects, finishes, newId }: Change): unknown[] {
  const { call } = decision;
  const attempts = call.attempts.filter((attempt) => !before?.call.attempts.includes(attempt));
  const offers = call.offers.filter((offer) => !before?.call.offers.includes(offer));
  const wanted = attempts
    .filter((attempt) => isNew(attempt, before?.call))
    .flatMap(reservations(call, event.at))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const released = attempts.filter((attempt) => attempt.legOver && attempt.wrapUpUntil === null);
  return [
    JSON.stringify(callRow(call, event.at)),
    JSON.stringify(offers.map(offerRow(call))),
    JSON.stringify(attempts.map(attemptRow(call))),
    JSON.stringify(wanted),
    released.map((attempt) => attempt.id),
    JSON.stringify([{ at: time(event.at), kind: event.kind, data: timelineEntry(event, decision.notes) }]),
    JSON.stringify(effects.map(effectRow(call, event.at))),
    JSON.stringify(decision.pauses.map((pause) => pauseRow(pause, newId(), event.at))),
    finishes ?? null,
    new Date(event.at),
    JSON.stringify(attempts.flatMap(wrapUpRow)),
    before?.version ?? null,
  ];
}

function isNew(attempt: Attempt, before: Call | undefined): boolean {
  return !before?.attempts.some((each) => each.id === attempt.id);
}

const row = `jsonb_to_record($1::jsonb) as r (id uuid, area text, caller_sid text, caller_number text, practice text,
  status text, state jsonb, nhs_number text, started_at timestamptz, ended_at timestamptz, updated_at timestamptz)`;

/** The call begins, unless this very statement began it before. */
const insert = `
  insert into calls (id, area, caller_sid, caller_number, practice, status, state, nhs_number, started_at, ended_at,
                     updated_at)
  select id, area, caller_sid, caller_number, practice, status, state, nhs_number, started_at, ended_at, updated_at
    from ${row} where $12::xid is null
  on conflict (id) do nothing returning id`;

/**
 * The call changes, unless it has changed since it was read. No insert that updates on conflict: of many at once
 * Postgres now and then refuses one as a double of the caller's leg.
 */
const update = `
  update calls set practice = r.practice, status = r.status, state = r.state, nhs_number = r.nhs_number,
    ended_at = coalesce(calls.ended_at, r.ended_at), updated_at = r.updated_at
    from ${row} where calls.id = r.id and calls.xmin = $12::xid
  returning calls.id`;

/** Where the call is not written, nothing else is. */
const writing = (call: string): string => `
  with c as (${call}),
  o as (
    insert into offers (id, call_id, area, line, practice, chosen_at, ending, ended_at, connected_at, connected_first,
                        clinician, clinician_area, caller_outcome, clinician_outcome)
    select * from jsonb_to_recordset($2::jsonb) as r (id uuid, call_id uuid, area text, line text, practice text,
      chosen_at timestamptz, ending text, ended_at timestamptz, connected_at timestamptz, connected_first boolean,
      clinician text, clinician_area text, caller_outcome text, clinician_outcome text) where exists (select from c)
    on conflict (id) do update set ending = excluded.ending, ended_at = excluded.ended_at,
      connected_at = excluded.connected_at, connected_first = excluded.connected_first,
      clinician = excluded.clinician, clinician_area = excluded.clinician_area, caller_outcome = excluded.caller_outcome,
      clinician_outcome = excluded.clinician_outcome),
  a as (
    insert into attempts (id, call_id, offer_id, area, line, clinician, number, status, result, leg_sid, created_at,
                          placed_at, ringing_at, answered_at, ended_at, leg_over, phone_place, phone)
    select * from jsonb_to_recordset($3::jsonb) as r (id uuid, call_id uuid, offer_id uuid, area text, line text,
      clinician text, number int, status text, result text, leg_sid text, created_at timestamptz,
      placed_at timestamptz, ringing_at timestamptz, answered_at timestamptz, ended_at timestamptz, leg_over boolean,
      phone_place int, phone text)
      where exists (select from c)
    on conflict (id) do update set status = excluded.status, result = excluded.result, leg_sid = excluded.leg_sid,
      placed_at = excluded.placed_at, ringing_at = excluded.ringing_at, answered_at = excluded.answered_at,
      ended_at = excluded.ended_at, leg_over = excluded.leg_over),
  wanted as (
    select * from jsonb_to_recordset($4::jsonb) as r (key text, attempt_id uuid, call_id uuid, since timestamptz,
      free_at timestamptz) where exists (select from c)),
  released as (
    delete from reservations where attempt_id = any ($5::uuid[]) and key not in (select key from wanted)
      and exists (select from c)),
  wrapping as (
    update reservations set free_at = r.free_at
      from jsonb_to_recordset($11::jsonb) as r (attempt_id uuid, free_at timestamptz)
     where reservations.attempt_id = r.attempt_id and key not in (select key from wanted)
       and exists (select from c)),
  reserved as (
    insert into reservations (key, attempt_id, call_id, since, free_at) select * from wanted
    on conflict (key) do update set attempt_id = excluded.attempt_id, call_id = excluded.call_id,
      check_id = null, since = excluded.since, free_at = excluded.free_at
      where reservations.call_id = excluded.call_id or reservations.free_at <= $10::timestamptz
    returning key),
  e as (
    insert into events (call_id, at, kind, data)
    select c.id, at, kind, data from c, jsonb_to_recordset($6::jsonb) as r (at timestamptz, kind text, data jsonb)),
  f as (
    insert into effects (id, call_id, attempt_id, kind, data, due_at, created_at)
    select * from jsonb_to_recordset($7::jsonb) as r (id uuid, call_id uuid, attempt_id uuid, kind text, data jsonb,
      due_at timestamptz, created_at timestamptz) where exists (select from c)),
  p as (
    insert into overrides (id, area, kind, clinician, starts_at, ends_at, why, made_by, made_at)
    select * from jsonb_to_recordset($8::jsonb) as r (id uuid, area text, kind text, clinician text,
      starts_at timestamptz, ends_at timestamptz, why text, made_by text, made_at timestamptz)
      where exists (select from c)),
  d as (
    update effects set status = 'done', finished_at = $10::timestamptz where id = $9::uuid and exists (select from c))
  select refuse_unless_all_reserved((select count(*) from wanted), (select count(*) from reserved)) from c`;

const beginning = { name: 'begin-call', text: writing(insert) };
const changing = { name: 'change-call', text: writing(update) };
