import { z } from 'zod';
import { areaId, checkDays, cursorFault, dayAfterLast, firstDay, pageLimit } from './parameters.ts';

export const callsQuery = z
  .strictObject({
    from: firstDay.optional(),
    to: dayAfterLast.optional(),
    cursor: z
      .string({ error: cursorFault })
      .optional()
      .meta({ description: 'The "next" of the page before.' }),
    limit: pageLimit({ most: 200, usual: 50, of: 'calls' }),
  })
  .superRefine(checkDays);

const time = z.iso.datetime();
const named = z.object({ id: z.string(), name: z.string() });
const someone = named.extend({ area: z.string().meta({ description: 'On whose rota they are.' }) });

const offer = z
  .object({
    id: z.guid(),
    line: named,
    chosenAt: time,
    ending: z
      .string()
      .nullable()
      .meta({ description: 'connected, abandoned, unanswered or closed; null: not yet.' }),
    endedAt: time.nullable().meta({
      description:
        'When its ending was known: of a connected one when both were in the conference, not when they parted.',
    }),
    connectedAt: time.nullable(),
    connectedFirst: z
      .boolean()
      .meta({ description: 'The first clinician rung took it, on whichever of their phones.' }),
    clinician: someone.nullable().meta({ description: 'Who took it.' }),
    outcome: z
      .string()
      .nullable()
      .meta({ description: "The one that counts: the caller's, else the clinician's." }),
    callerOutcome: z.string().nullable(),
    clinicianOutcome: z.string().nullable(),
  })
  .meta({ id: 'Offer', description: 'One choice of a line.' });

const attempt = z
  .object({
    id: z.guid(),
    offer: z.guid(),
    number: z.int(),
    area: areaId.meta({
      description: "The area of the line that was rung: by overflow, maybe not the call's.",
    }),
    line: named,
    clinician: someone,
    status: z.string(),
    result: z.string().nullable(),
    createdAt: time,
    ringingAt: time.nullable(),
    answeredAt: time.nullable(),
    endedAt: time.nullable(),
  })
  .meta({ id: 'Attempt', description: 'One ringing of one clinician.' });

const moment = z
  .object({
    at: time,
    kind: z.string(),
    words: z.string(),
    notes: z.array(z.string()).readonly().meta({ description: 'What followed and why, a sentence each.' }),
  })
  .meta({ id: 'Moment' });

export const callBody = z
  .object({
    id: z.guid(),
    area: areaId,
    status: z.string(),
    startedAt: time,
    endedAt: time.nullable(),
    practice: z.object({ ods: z.string(), name: z.string() }).nullable(),
    hasNhsNumber: z.boolean().meta({ description: 'Whether one was keyed. The API never shows it.' }),
    degraded: z.boolean().meta({ description: 'Routed while the database was away.' }),
    offers: z.array(offer).readonly(),
  })
  .meta({ id: 'Call' });

export const callsBody = z
  .object({
    calls: z.array(callBody).readonly().meta({ description: 'Newest first.' }),
    next: z.string().nullable().meta({ description: 'The cursor of the next page; null: this is the last.' }),
  })
  .meta({ id: 'Calls' });

export const callDetailBody = callBody
  .extend({ attempts: z.array(attempt).readonly(), timeline: z.array(moment).readonly() })
  .meta({ id: 'CallDetail', description: 'A call with its ringings and its timeline, each in order.' });
