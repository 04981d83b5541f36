import { z } from 'zod';
import { badParameters, type FieldError, type Problem } from './problem.ts';

/** The most that is said back of what somebody made up. */
const most = { names: 10, length: 60 } as const;

/** What a part of a request is called. */
type Part = 'parameter' | 'field';

function unknownParts(keys: readonly string[], known: readonly string[], part: Part): FieldError[] {
  const allowed = known.length === 0 ? 'there are none here' : `there are ${known.join(', ')}`;
  return keys.slice(0, most.names).map((key) => ({
    field: key.slice(0, most.length),
    message: `is not a ${part}: ${allowed}`,
  }));
}

function errorsOf(error: z.ZodError, known: readonly string[], part: Part): FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? unknownParts(issue.keys, known, part) : [fieldError(issue)],
  );
}

function fieldError({ path, message }: z.core.$ZodIssue): FieldError {
  const field = path.join('.');
  return field === '' ? { field: 'body', message: 'must be a JSON object: {"…": …}' } : { field, message };
}

/** Reads the query of a request by its schema; a parameter that the schema does not have is refused. */
export function parseQuery<Query extends z.ZodObject>(
  schema: Query,
  query: unknown,
): z.output<Query> | Problem {
  return parse(schema, query, 'parameter');
}

const nothing = z.strictObject({});

/** Reads the JSON that was sent; a field that the schema does not have is refused, and any where there is none. */
export function parseSent<Sent extends z.ZodObject>(
  schema: Sent | undefined,
  sent: unknown,
): z.output<Sent> | Problem {
  if (schema) return parse(schema, sent, 'field');
  return parse(nothing, sent ?? {}, 'field') as z.output<Sent> | Problem;
}

function parse<Schema extends z.ZodObject>(
  schema: Schema,
  given: unknown,
  part: Part,
): z.output<Schema> | Problem {
  const parsed = schema.safeParse(given);
  return parsed.success
    ? parsed.data
    : badParameters(errorsOf(parsed.error, Object.keys(schema.shape), part));
}
