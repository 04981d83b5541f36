import { z } from 'zod';
import {
  dayShape,
  endTime,
  idShape,
  listOf,
  oneOf,
  patterned,
  phoneShape,
  pinShape,
  startTime,
  weekdayShape,
  whole,
  words,
  yesOrNo,
  zoneShape,
} from './field-shapes.ts';

/** service.yaml */
export const serviceShape = z.strictObject({
  name: words(60).meta({ examples: ['Riverside'] }),
  numbers: listOf(phoneShape, '["+441614960000"]', 1).meta({ examples: [['+441614960000']] }),
  timezone: zoneShape.default('Europe/London'),
  bankHolidays: oneOf(['england-and-wales', 'scotland', 'northern-ireland']).default('england-and-wales'),
  bankHolidayDates: listOf(dayShape, '["2026-12-24"]').default([]),
  callers: oneOf(['open', 'known', 'pin']).default('open'),
  pin: pinShape.optional(),
  askNhsNumber: yesOrNo.default(false),
  greeting: words(400).optional(),
  record: yesOrNo.default(false),
});
export type ServiceFile = z.output<typeof serviceShape>;

/** One entry of people.yaml. */
export const personShape = z.strictObject({
  id: idShape.meta({ examples: ['ahmed'] }),
  name: words(80).meta({ examples: ['Dr Samira Ahmed'] }),
  gmc: patterned(/^\d{7}$/, 'a GMC number: 7 digits').optional(),
  phones: listOf(phoneShape, '["+447700900101"]').default([]),
  ringSeconds: whole(5, 120, 'seconds').optional(),
});
export type PersonEntry = z.output<typeof personShape>;

/** people.yaml */
export const peopleShape = listOf(personShape, '- { id: ahmed, name: Dr Samira Ahmed }');

/** One row of practices.csv. */
export const practiceShape = z.strictObject({
  ods: patterned(/^[A-Z0-9]{1,9}$/, 'an ODS code: 1 to 9 capital letters and digits'),
  name: words(120),
  network: words(80),
  kind: patterned(
    /^[a-z][a-z-]{0,38}[a-z]$/,
    'a kind of practice: small letters and hyphens, like gp-practice',
  ),
  phones: z.array(phoneShape),
  pin: pinShape.optional(),
});
export type PracticeRow = z.output<typeof practiceShape>;

/** Weekly hours have `days`, dated ones `date`; `hoursFaults` sees to that. */
const hoursFields = {
  days: listOf(weekdayShape, '[mon, tue]', 1).optional(),
  date: dayShape.optional(),
  from: startTime.meta({ examples: ['09:00'] }),
  to: endTime.meta({ examples: ['17:00'] }),
  every: whole(1, 52, 'weeks').optional(),
  starting: dayShape.optional(),
};

export const openShape = z.strictObject(hoursFields);
export type OpenEntry = z.output<typeof openShape>;

export const shiftShape = z.strictObject({
  ...hoursFields,
  people: listOf(z.string({ error: 'write the id of somebody in people.yaml' }), '[ahmed, brown]', 1).meta({
    examples: [['ahmed', 'brown']],
  }),
  tier: whole(1, 9, '').default(1),
});
export type ShiftEntry = z.output<typeof shiftShape>;

const ringShape = z.strictObject({
  seconds: whole(5, 120, 'seconds').default(20),
  order: oneOf(['listed', 'rotate', 'longest-idle', 'fewest-calls']).default('listed'),
  passes: whole(1, 10, '').default(2),
  atOnce: whole(1, 10, 'people').default(1),
  giveUpAfter: whole(10, 3600, 'seconds').default(180),
});

const toCome = new Set<unknown>(['callback', 'voicemail']);
const unansweredShape = z.literal('goodbye', {
  error: ({ input }) =>
    toCome.has(input)
      ? `"${String(input)}" is to come and is not yet available: write goodbye`
      : `${JSON.stringify(input)} is not known: write goodbye ("callback" and "voicemail" are to come)`,
});

/** Every other *.yaml: one line. */
export const lineShape = z.strictObject({
  name: words(60).meta({ examples: ['Haematology'] }),
  treatmentFunction: patterned(/^\d{3}$/, 'a treatment function code: three digits, like "303"').optional(),
  menu: patterned(/^\d{1,2}$/, 'a choice on the menu: one or two digits').meta({ examples: [1] }),
  ring: ringShape.prefault({}),
  open: listOf(openShape, '- { days: [mon, tue], from: "09:00", to: "17:00" }', 1).meta({
    examples: [[{ days: ['mon', 'tue'], from: '09:00', to: '17:00' }]],
  }),
  bankHolidays: oneOf(['closed', 'open']).default('closed'),
  shifts: listOf(shiftShape, '- { days: [mon], from: "09:00", to: "17:00", people: [ahmed] }').default([]),
  overflow: listOf(
    z.string({ error: 'write a line such as riverside/endocrinology' }),
    '[riverside/endocrinology]',
  ).default([]),
  unanswered: unansweredShape.default('goodbye'),
  nextRoute: words(400).optional(),
});
export type LineFile = z.output<typeof lineShape>;
