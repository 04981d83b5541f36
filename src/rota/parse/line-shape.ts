import { z } from 'zod';
import {
  dayShape,
  endTime,
  listOf,
  oneOf,
  patterned,
  startTime,
  weekdayShape,
  whole,
  words,
} from './field-shapes.ts';
import { shown } from './shown.ts';

/** Weekly hours have `days`, dated ones `date`; `checkHours` sees to that, and this tells editors. */
const daysOrDate = {
  oneOf: [{ required: ['days'] }, { required: ['date'] }],
  dependencies: { every: ['days', 'starting'], starting: ['days'] },
};

/** A word that other files know; whether they do is seen to by `checkLine`. */
function named(what: string, example: string, pattern: string): z.ZodString {
  const error = ({ input }: { readonly input?: unknown }): string =>
    `${shown(input)} is not ${what}: write a word like ${example}`;
  return z.string({ error }).meta({ pattern });
}

const hoursFields = {
  days: listOf(weekdayShape, '[mon, tue]', 1).optional().meta({ description: 'Every week on these days.' }),
  date: dayShape.optional().meta({ description: 'On one day only, like "2026-12-28".' }),
  from: startTime.meta({ examples: ['09:00'], description: 'By the clock on the wall, "00:00" to "23:59".' }),
  to: endTime.meta({
    examples: ['17:00'],
    description: 'Not after "from": it ends the next day. "24:00" is the end of a day.',
  }),
  every: whole(1, 52, 'weeks')
    .optional()
    .meta({ description: 'Only every so many weeks, counted from the week of "starting".' }),
  starting: dayShape
    .optional()
    .meta({ description: 'A day in the first of those weeks; nothing begins before it.' }),
};

export const openShape = z.strictObject(hoursFields).meta(daysOrDate);
export type OpenEntry = z.output<typeof openShape>;

export const shiftShape = z
  .strictObject({
    ...hoursFields,
    people: listOf(
      named('the id of somebody in people.yaml', 'ahmed', '^[a-z0-9-]+$'),
      '[ahmed, brown]',
      1,
    ).meta({
      examples: [['ahmed', 'brown']],
      uniqueItems: true,
      description: 'Ids from people.yaml, in the order in which they are rung.',
    }),
    tier: whole(1, 9, '')
      .default(1)
      .meta({ description: 'Tier 2 is rung only after nobody of tier 1 answered.' }),
  })
  .meta(daysOrDate);

const ringShape = z.strictObject({
  seconds: whole(5, 120, 'seconds').default(20).meta({ description: 'How long each person is rung.' }),
  order: oneOf(['listed', 'rotate', 'longest-idle', 'fewest-calls']).default('listed').meta({
    description:
      'Who is rung first: as listed; after whoever was rung last; who took a call longest ago; who took fewest today.',
  }),
  passes: whole(1, 10, '').default(2).meta({ description: 'How often everybody is tried.' }),
  atOnce: whole(1, 10, 'people').default(1).meta({ description: 'How many are rung together.' }),
  giveUpAfter: whole(10, 3600, 'seconds')
    .default(180)
    .meta({ description: 'Seconds, from the choice of the line, after which it is given up.' }),
});

const toCome = new Set<unknown>(['callback', 'voicemail']);
const unansweredShape = z.literal('goodbye', {
  error: ({ input }) =>
    toCome.has(input)
      ? `"${String(input)}" is to come and is not yet available: write goodbye`
      : `${JSON.stringify(input)} is not known: write goodbye ("callback" and "voicemail" are to come)`,
});

/** Every other *.yaml: one line. What a field's `description` says is shown by editors: see editor-schemas.ts. */
export const lineShape = z.strictObject({
  name: words(60).meta({ examples: ['Haematology'], description: 'As it is said on the telephone.' }),
  treatmentFunction: patterned(/^\d{3}$/, 'a treatment function code: three digits, like "303"')
    .optional()
    .meta({ description: 'Treatment function code, three digits: "303" is clinical haematology.' }),
  menu: patterned(/^\d{1,2}$/, 'a choice on the menu: one or two digits').meta({
    examples: [1],
    description: 'The key or keys that choose this line.',
  }),
  ring: ringShape.prefault({}).meta({ description: 'How people are rung.' }),
  open: listOf(openShape, '- { days: [mon, tue], from: "09:00", to: "17:00" }', 1).meta({
    examples: [[{ days: ['mon', 'tue'], from: '09:00', to: '17:00' }]],
    description: 'When the line takes calls.',
  }),
  bankHolidays: oneOf(['closed', 'open']).optional().meta({
    default: 'closed',
    description: 'Whether weekly hours and shifts count on bank holidays. Say it, so that it is decided.',
  }),
  shifts: listOf(shiftShape, '- { days: [mon], from: "09:00", to: "17:00", people: [ahmed] }')
    .default([])
    .meta({
      description: 'Who is on duty when. Of shifts at the same time, the first in the file is rung first.',
    }),
  minimum: whole(1, 20, 'people')
    .default(2)
    .meta({ description: 'Open hours with fewer people than this are told of as thin.' }),
  wrapUp: whole(0, 900, 'seconds')
    .default(0)
    .meta({ description: 'Seconds after a call before whoever took it is rung again.' }),
  overflow: listOf(
    named('an area and its line', 'riverside/endocrinology', '^[a-z0-9-]+/[a-z0-9-]+$'),
    '[riverside/endocrinology]',
  )
    .default([])
    .meta({ uniqueItems: true, description: 'Lines that are tried when nobody here answers, in order.' }),
  unanswered: unansweredShape.default('goodbye').meta({ description: 'What happens when nobody took it.' }),
  nextRoute: words(400)
    .optional()
    .meta({ description: 'What a caller whom nobody could help is told to do next.' }),
});
export type LineFile = z.output<typeof lineShape>;
