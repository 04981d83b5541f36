import { z } from 'zod';
import { longestDays } from '../../rota/override-draft.ts';
import { didYouMean } from '../../rota/parse/did-you-mean.ts';
import { areaId, cursorFault, lineId, pageLimit } from './parameters.ts';

const kinds = ['leave', 'swap', 'extra', 'pause'] as const;
const trueOrFalse = z
  .enum(['true', 'false'], { error: 'must be given once, as true or false' })
  .default('false');
const timeWords =
  'ISO 8601, with an offset from UTC or on the clocks of the area: 2026-12-01T09:00:00Z, 2026-12-01T09:00';

/**
 * No control characters, no ends of lines, nothing that turns the direction of what follows, and no halves of a
 * character: no database keeps those.
 */
const onOneLine = (text: string): boolean =>
  /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u.test(text);
const oneLineWords = 'must be one line of text, without control characters';
const noReason = 'must be given: the reason in a few words, "Annual leave"';
/** Something that a person can read. */
const isVisible = (text: string): boolean => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);

function text(error: string) {
  return z
    .string({ error })
    .trim()
    .min(1, error)
    .max(100, 'must have 100 characters at most')
    .refine(onOneLine, oneLineWords);
}

/** A `+` that was not escaped in a URL arrives as a space. */
function queryTime(description: string) {
  return z
    .string({ error: `must be given once: ${timeWords}` })
    .transform((given) => given.replace(/(T[\d:.]+) (?=\d\d:?\d\d(?:\[|$))/, '$1+'))
    .optional()
    .meta({ type: 'string', description, example: '2026-12-01T09:00:00Z' });
}

export const overridesQuery = z.strictObject({
  from: queryTime('Those that end after this; now, if not given.'),
  to: queryTime('Those that begin before this.'),
  clinician: text('must be given once: the id of a clinician')
    .optional()
    .meta({ description: 'Those of this clinician, and those in which they stand in.' }),
  line: text('must be given once: the id of a line')
    .optional()
    .meta({ description: 'Those on this line, and those on every line.' }),
  removed: trueOrFalse.meta({ description: 'Whether removed ones are listed too.' }),
  cursor: z.string({ error: cursorFault }).optional().meta({ description: 'The "next" of the page before.' }),
  limit: pageLimit({ most: 500, usual: 500, of: 'overrides' }),
});

export const dryRunQuery = z.strictObject({
  dryRun: trueOrFalse.meta({ description: 'true: only shows the effect, and changes nothing.' }),
});

const id = text('must be the id of a clinician in people.yaml');
const time = text(`must be given: ${timeWords}`);
/** Nine digits or more, however spaced, are a telephone or an NHS number; dates are not. */
const longNumber = /\+?\d(?:[ ().-]*\d){8,}/;
const isoDate = /\d{4}-\d\d-\d\d(?:T[\d:.]+)?/g;

export const newOverride = z
  .strictObject({
    kind: z.enum(kinds, {
      error: ({ input }) =>
        `must be one of ${kinds.join(', ')}${typeof input === 'string' ? didYouMean(input, kinds) : ''}`,
    }),
    clinician: id.meta({ description: 'Whose shifts change.', example: 'ahmed' }),
    with: id.optional().meta({ description: 'For a swap: who stands in.', example: 'brown' }),
    bothWays: z.boolean({ error: 'must be true or false' }).optional().meta({
      description: 'For a swap: each takes the shifts of the other in that time. Two overrides, one pair.',
    }),
    line: text('must be the id of a line of the area').optional().meta({
      description: 'Only on this line; an extra must have one. Not given: on every line of the area.',
    }),
    from: time.meta({ description: `When it begins: ${timeWords}.`, example: '2026-12-01T09:00' }),
    to: time.meta({
      description: `When it is over, this instant not included; at most ${longestDays} days later.`,
      example: '2026-12-04T17:00',
    }),
    why: z
      .string({ error: noReason })
      .trim()
      .min(1, { error: noReason, abort: true })
      .max(200, 'must have 200 characters at most')
      .refine(isVisible, noReason)
      .refine(onOneLine, oneLineWords)
      .refine(
        (why) => !longNumber.test(why.replace(isoDate, '')),
        'must have no telephone or NHS number in it',
      )
      .meta({ description: 'The reason, without anything about a patient.', example: 'Annual leave' }),
  })
  .meta({ id: 'NewOverride' });

const instant = z.iso.datetime();
const person = z.object({ id: z.string(), name: z.string() });
const lineOf = z.object({ id: lineId, name: z.string() });

const override = z
  .object({
    id: z.guid().nullable().meta({ description: 'null: only shown, not made.' }),
    pair: z.guid().nullable().meta({ description: 'The same for both halves of a swap both ways.' }),
    kind: z.enum(kinds),
    clinician: person,
    with: person.nullable().meta({ description: 'For a swap: who stands in.' }),
    line: lineOf.nullable().meta({ description: 'null: every line of the area.' }),
    from: instant,
    to: instant.meta({ description: 'Not included.' }),
    why: z.string().nullable().meta({ description: 'Shown to managers and to those it is about.' }),
    madeBy: z.string(),
    madeAt: instant,
    removedBy: z.string().nullable(),
    removedAt: instant.nullable(),
  })
  .meta({ id: 'Override', description: 'A dated change to the rota. Pause > leave > swap > extra > rota.' });

export const overridesBody = z
  .object({
    area: areaId,
    overrides: z.array(override).readonly().meta({ description: 'In the order in which they begin.' }),
    more: z.boolean().meta({ description: 'There are more: see "next".' }),
    next: z.string().nullable().meta({ description: 'The cursor of the next page; null: this is the last.' }),
  })
  .meta({ id: 'Overrides' });

const span = z.object({ from: instant, to: instant });
const personSpan = span.extend({ clinician: person });

const lineEffect = z
  .object({
    line: lineOf,
    lost: z
      .array(personSpan)
      .readonly()
      .meta({ description: 'Open hours in which somebody is rung no more.' }),
    gained: z
      .array(personSpan)
      .readonly()
      .meta({ description: 'Open hours in which somebody is rung who was not.' }),
    gaps: z.array(span).readonly().meta({ description: 'Open hours that now have nobody.' }),
    filled: z.array(span).readonly().meta({ description: 'Open hours that had nobody before.' }),
    thinned: z
      .array(span.extend({ people: z.array(person).readonly() }))
      .readonly()
      .meta({ description: "Open hours with fewer people than before, and than the line's minimum." }),
  })
  .meta({ id: 'LineEffect' });

const warning = z.object({
  kind: z.enum([
    'no-shift',
    'stand-in-away',
    'stand-in-on-shift',
    'already-swapped',
    'away',
    'closed',
    'no-phone',
    'short-leave',
    'birthday',
  ]),
  clinician: person,
  line: lineOf.nullable(),
  words: z.string(),
});

const effect = span
  .extend({
    whole: z.boolean().meta({ description: 'false: it goes on after "to", which is not shown.' }),
    lines: z.array(lineEffect).readonly().meta({ description: 'The lines on which something changes.' }),
    warnings: z.array(warning).readonly(),
    words: z.array(z.string()).readonly().meta({ description: 'The same in sentences, warnings first.' }),
  })
  .meta({
    id: 'Effect',
    description: 'What changes in the next 14 days, or in the first 14 days of what begins later.',
  });

export const changedBody = z
  .object({ dryRun: z.boolean(), overrides: z.array(override).readonly(), effect })
  .meta({ id: 'ChangedOverrides' });
