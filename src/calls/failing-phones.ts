import { z } from 'zod';
import type { Instant } from '../clock.ts';
import type { PhoneOf } from '../rota/coverage-report.ts';
import type { Area } from '../rota/types.ts';
import type { Queryable } from '../statistics/queryable.ts';

/** This many failures in a row mean that something is wrong with a phone. */
const inARow = 3;
/** What was longer ago says nothing of today. */
const LOOK_BACK = 90 * 24 * 3_600_000;

const row = z.object({ clinician: z.string(), place: z.int() });

/** Rings that were called off tell nothing of the phone. */
const statement = `
select clinician, place from unnest($2::text[], $3::int[]) as phone (clinician, place),
  lateral (select result from attempts
            where area = $1 and attempts.clinician = phone.clinician and phone_place = place
              and created_at >= $4 and created_at < $5 and result is not null and result <> 'cancelled'
            order by created_at desc limit ${inARow}) as latest
group by clinician, place having count(*) = ${inARow} and bool_and(result = 'failed')
order by clinician, place`;

/** The phones of an area that the carrier could not reach at their last three rings, in 90 days before `at`. */
export async function failingPhones(
  database: Queryable,
  area: Area,
  at: Instant,
): Promise<readonly PhoneOf[]> {
  const phones = [...area.people.values()].flatMap(({ id, phones: all }) =>
    all.map((_, place) => ({ clinician: id, place })),
  );
  const { rows } = await database.query(statement, [
    area.id,
    phones.map(({ clinician }) => clinician),
    phones.map(({ place }) => place),
    new Date(at - LOOK_BACK),
    new Date(at + 1),
  ]);
  return z.array(row).parse(rows);
}
