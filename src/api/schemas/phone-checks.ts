import { z } from 'zod';

const checkedPhone = z.strictObject({
  clinician: z.string().meta({ description: "The clinician's id." }),
  name: z.string(),
  phone: z
    .int()
    .meta({ description: 'Which of their phones, from 1 in the order of people.yaml. Never the number.' }),
  result: z
    .enum(['confirmed', 'no-key', 'no-answer', 'busy', 'failed'])
    .nullable()
    .meta({ description: 'What came of the last check in a year; null: not checked, or ringing now.' }),
  at: z.iso.datetime().nullable().meta({ description: 'When that check began.' }),
});

const fields = { area: z.string(), phones: z.array(checkedPhone) };

export const phoneChecksBody = z.strictObject(fields).meta({ id: 'PhoneChecks' });
export const begunChecksBody = z
  .strictObject({
    begun: z.boolean().meta({ description: 'False: a round is under way already.' }),
    ...fields,
  })
  .meta({ id: 'BegunPhoneChecks' });
