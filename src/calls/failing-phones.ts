import { z } from 'zod';
import type { Instant } from '../clock.ts';
import type { PhoneOf } from '../rota/coverage-report.ts';
import type { Area } from '../rota/types.ts';
import type { Queryable } from '../store/queryable.ts';

/** This many failures in a row mean that something is wrong with a phone. */
const inARow = 3;
/** What was longer ago says nothing of today. */
const LOOK_BACK = 90 * 24 * 3_600_000;

const row = z.object({ clinician: z.string(), place: z.int() });

/** By its number, for one that was replaced has not failed; of older rings only the place is known. */
const isThisPhone = `case when attempts.phone is null then phone_place = place else attempts.phone = phones.number end`;

/** Twilio placed no calls just then. */
const isUnreached = `exists (select from calls, jsonb_array_elements(calls.state -> 'attempts') as asked
  where calls.id = attempts.call_id and asked ->> 'id' = attempts.id::text and asked ->> 'unreached' = 'true')`;

/** Rings that were called off tell nothing of the phone, nor those that Twilio could not be asked for. */
const failedRings = `
select clinician, place from phones,
  lateral (select result from attempts
            where area = $1 and attempts.clinician = phones.clinician and ${isThisPhone}
              and created_at >= $4 and created_at < $5 and result is not null and result <> 'cancelled'
              and not (result = 'failed' and ${isUnreached})
            order by created_at desc limit ${inARow}) as latest
group by clinician, place having count(*) = ${inARow} and bool_and(result = 'failed')`;

/** Somebody who was engaged has a phone that works; so has who took, or turned down, a call since. */
const failedChecks = `
select clinician, place from phones,
  lateral (select result, asked_at from phone_checks
            where area = $1 and phone = phones.number and ended_at is not null and asked_at >= $4 and asked_at < $5
            order by asked_at desc limit 1) as latest
where latest.result in ('failed', 'no-answer', 'no-key')
  and not exists (select from attempts
                   where area = $1 and attempts.clinician = phones.clinician and ${isThisPhone}
                     and created_at > asked_at and result in ('accepted', 'declined'))`;

const statement = `
with phones as (select * from unnest($2::text[], $3::int[], $6::text[]) as phone (clinician, place, number))
${failedRings} union ${failedChecks} order by clinician, place`;

/**
 * The phones of an area that, in the 90 days before `at`, the carrier could not reach at their last three rings, or
 * that nobody confirmed when they were last checked.
 */
export async function failingPhones(
  database: Queryable,
  area: Area,
  at: Instant,
): Promise<readonly PhoneOf[]> {
  const phones = [...area.people.values()].flatMap(({ id, phones: all }) =>
    all.map((number, place) => ({ clinician: id, place, number })),
  );
  const { rows } = await database.query(statement, [
    area.id,
    phones.map(({ clinician }) => clinician),
    phones.map(({ place }) => place),
    new Date(at - LOOK_BACK),
    new Date(at + 1),
    phones.map(({ number }) => number),
  ]);
  return z.array(row).parse(rows);
}
