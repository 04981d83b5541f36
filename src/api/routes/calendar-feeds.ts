import { z } from 'zod';
import type { Feed } from '../../calendars/calendar-feeds.ts';
import type { FeedSubject } from '../../calendars/duty-events.ts';
import { nameOf } from '../../rota/ladder-words.ts';
import { didYouMean } from '../../rota/parse/did-you-mean.ts';
import type { Area } from '../../rota/types.ts';
import { isoInstant } from '../../statistics/period.ts';
import { clinicianOf, refuseArea } from '../ownership.ts';
import { badParameters, Problem } from '../problem.ts';
import { findArea, route } from '../route.ts';
import {
  calendarFeedsBody,
  madeCalendarFeed,
  newCalendarFeed,
  revokedBody,
} from '../schemas/calendar-feeds.ts';
import { areaId } from '../schemas/parameters.ts';

const path = '/api/v1/areas/{area}/calendar-feeds';
const unknown = new Problem(404, 'There is no calendar feed of this id in the area: see the list of them.');
const notYours = new Problem(
  403,
  "A clinician's key makes a calendar feed of that clinician only: ask a manager.",
);

/** The private calendars of an area; a clinician sees their own. */
export const calendarFeeds = route({
  path,
  summary: 'The private calendars that are subscribed to, without their addresses',
  permission: 'keep-calendar-feeds',
  params: z.object({ area: areaId }),
  query: z.strictObject({}),
  body: calendarFeedsBody,
  answer: async ({ params, holder }, sources) => {
    const area = refuseArea(holder, params.area) ?? findArea(sources, params.area);
    if (area instanceof Problem) return area;
    const feeds = await sources.calendarFeeds.list(area.id, clinicianOf(holder)?.clinician);
    return { area: area.id, feeds: feeds.map((feed) => presentFeed(area, feed)) };
  },
});

/** Makes a private calendar. */
export const makeCalendarFeed = route({
  method: 'post',
  path,
  summary: 'Makes a private calendar (.ics) of a clinician or a line; its address is told once',
  permission: 'keep-calendar-feeds',
  params: z.object({ area: areaId }),
  query: z.strictObject({}),
  sent: newCalendarFeed,
  body: madeCalendarFeed,
  answer: async ({ params, sent, holder }, sources) => {
    const own = clinicianOf(holder);
    if (own && (own.area !== params.area || own.clinician !== sent.clinician)) return notYours;
    const area = findArea(sources, params.area);
    if (area instanceof Problem) return area;
    const subject = subjectOf(area, sent);
    if (subject instanceof Problem) return subject;
    return sources.calendarFeeds.make(area.id, subject, `key ${holder.name}`);
  },
});

/** Revokes a private calendar. */
export const revokeCalendarFeed = route({
  method: 'delete',
  path: `${path}/{id}`,
  summary: 'Revokes a private calendar: from now on its address answers nobody',
  permission: 'keep-calendar-feeds',
  params: z.object({ area: areaId, id: z.string().meta({ format: 'uuid', description: "The feed's id." }) }),
  query: z.strictObject({}),
  body: revokedBody,
  answer: async ({ params, holder }, sources) => {
    const area = refuseArea(holder, params.area) ?? findArea(sources, params.area);
    if (area instanceof Problem) return area;
    const id = z.guid().safeParse(params.id);
    if (!id.success) return unknown;
    const revoked = await sources.calendarFeeds.revoke(area.id, id.data, clinicianOf(holder)?.clinician);
    return revoked ? { id: id.data, revoked: true as const } : unknown;
  },
});

function subjectOf(area: Area, { clinician, line }: z.output<typeof newCalendarFeed>): FeedSubject | Problem {
  if (clinician !== undefined) {
    if (area.people.has(clinician)) return { kind: 'clinician', clinician };
    const message = `is not in people.yaml of this area${didYouMean(clinician, area.people.keys())}`;
    return badParameters([{ field: 'clinician', message }]);
  }
  const ids = area.lines.map(({ id }) => id);
  if (line !== undefined && ids.includes(line)) return { kind: 'line', line };
  return badParameters([
    { field: 'line', message: `is not a line of this area${didYouMean(line ?? '', ids)}` },
  ]);
}

function presentFeed(
  area: Area,
  { id, subject, madeBy, madeAt }: Feed,
): z.output<typeof calendarFeedsBody>['feeds'][number] {
  const made = { id, madeBy, madeAt: isoInstant(madeAt) };
  if (subject.kind === 'clinician') {
    const { clinician } = subject;
    return { ...made, clinician: { id: clinician, name: nameOf(area, clinician) }, line: null };
  }
  const name = area.lines.find((line) => line.id === subject.line)?.name ?? subject.line;
  return { ...made, clinician: null, line: { id: subject.line, name } };
}
