import { z } from 'zod';
import {
  dayShape,
  listOf,
  oneOf,
  patterned,
  personIdShape,
  takenIds,
  phoneShape,
  pinShape,
  webAddress,
  whole,
  words,
  yesOrNo,
  zoneShape,
} from './field-shapes.ts';

/** service.yaml. What a field's `description` says is shown by editors: see editor-schemas.ts. */
export const serviceShape = z.strictObject({
  name: words(60).meta({ examples: ['Riverside'], description: 'What the area is called.' }),
  numbers: listOf(phoneShape, '["+441614960000"]', 1).meta({
    examples: [['+441614960000']],
    uniqueItems: true,
    description: 'The numbers that callers ring, with plus and country code, in quotes.',
  }),
  timezone: zoneShape
    .default('Europe/London')
    .meta({ description: 'Whose clocks the times in the rota are read by.' }),
  bankHolidays: oneOf(['england-and-wales', 'scotland', 'northern-ireland'])
    .default('england-and-wales')
    .meta({ description: 'The nation whose bank holidays count.' }),
  bankHolidayDates: listOf(dayShape, '["2026-12-24"]')
    .default([])
    .meta({ description: 'Days that the area keeps as bank holidays besides.' }),
  callers: oneOf(['open', 'known', 'pin']).default('open').meta({
    description: 'Who may call: anybody; the numbers in practices.csv; or those too who know a PIN.',
  }),
  pin: pinShape.optional().meta({ description: 'For callers: pin. 4 to 8 digits, in quotes.' }),
  askNhsNumber: yesOrNo
    .default(false)
    .meta({ description: 'Whether callers are asked to key the patient’s NHS number.' }),
  greeting: words(400).optional().meta({ description: 'What callers hear first.' }),
  record: yesOrNo
    .default(false)
    .meta({ description: 'Whether conversations are recorded; both sides are told.' }),
  managers: listOf(phoneShape, '["+447700900190"]').default([]).meta({
    uniqueItems: true,
    description: 'Phones that are told by text of hours with nobody, of failing phones and the like.',
  }),
  alertWebhook: webAddress
    .optional()
    .meta({ description: 'An https address that is told of the same, as JSON.' }),
  checkPhones: oneOf(['never', 'monthly']).optional().meta({
    default: 'never',
    description: 'Whether each phone is rung once a month, in a quiet hour on shift, to see that it works.',
  }),
});
export type ServiceFile = z.output<typeof serviceShape>;

/** One entry of people.yaml. */
export const personShape = z.strictObject({
  id: personIdShape.meta({
    examples: ['ahmed'],
    not: { enum: takenIds },
    description: 'How shifts name them. Do not change it later.',
  }),
  name: words(80).meta({ examples: ['Dr Samira Ahmed'], description: 'The name as it is shown.' }),
  gmc: patterned(/^\d{7}$/, 'a GMC number: 7 digits')
    .optional()
    .meta({ description: 'GMC number, 7 digits, in quotes.' }),
  phones: listOf(phoneShape, '["+447700900101"]')
    .default([])
    .meta({ uniqueItems: true, description: 'Tried in order. Without a phone nobody can be rung.' }),
  ringSeconds: whole(5, 120, 'seconds')
    .optional()
    .meta({ description: 'Seconds to ring this person, where theirs differ from the line’s.' }),
  reminders: yesOrNo
    .default(true)
    .meta({ description: 'Whether they are reminded of a shift by text the evening before.' }),
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
