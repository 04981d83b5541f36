import { z } from 'zod';
import { ROUND } from '../../phone-checks/phone-check-rounds.ts';
import { phonesOf } from '../../phone-checks/phone-to-check.ts';
import type { Area } from '../../rota/types.ts';
import { isoInstant } from '../../statistics/period.ts';
import { Problem } from '../problem.ts';
import { findArea, route, type Sources } from '../route.ts';
import { areaId } from '../schemas/parameters.ts';
import { begunChecksBody, phoneChecksBody } from '../schemas/phone-checks.ts';

const path = '/api/v1/areas/{area}/phone-checks';
const aYear = 365 * 86_400_000;

/** What came of ringing each phone. */
export const phoneChecks = route({
  path,
  summary: 'What came of the last check of each phone on the rota',
  permission: 'check-phones',
  params: z.object({ area: areaId }),
  query: z.strictObject({}),
  body: phoneChecksBody,
  answer: async ({ params }, sources) => {
    const area = findArea(sources, params.area);
    if (area instanceof Problem) return area;
    return { area: area.id, phones: await presentPhones(area, sources) };
  },
});

/** Begins a round of checks. */
export const beginPhoneChecks = route({
  method: 'post',
  path,
  summary: "Rings each phone on the rota in its owner's next quiet hour on shift, and asks for 1",
  permission: 'check-phones',
  params: z.object({ area: areaId }),
  query: z.strictObject({}),
  body: begunChecksBody,
  answer: async ({ params }, sources) => {
    const area = findArea(sources, params.area);
    if (area instanceof Problem) return area;
    const begun = await sources.phoneChecks.begin(area.id);
    return { area: area.id, begun, phones: await presentPhones(area, sources) };
  },
});

async function presentPhones(area: Area, { phoneChecks: checks, overrides, clock }: Sources) {
  const now = clock.now();
  const span = { from: now, to: now + ROUND };
  const last = new Map((await checks.since(area.id, now - aYear)).map((check) => [check.phone, check]));
  return phonesOf(area, span, await overrides.standing(area.id, span.from, span.to)).map(
    ({ clinician, phone }) => {
      const check = last.get(phone);
      return {
        clinician: clinician.id,
        name: clinician.name,
        phone: clinician.phones.indexOf(phone) + 1,
        result: check?.result ?? null,
        at: check ? isoInstant(check.askedAt) : null,
      };
    },
  );
}
