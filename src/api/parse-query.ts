import type { z } from 'zod';
import { badParameters, type FieldError, type Problem } from './problem.ts';

/** The most that is said back of what somebody made up. */
const most = { names: 10, length: 60 } as const;

function unknownParameters(keys: readonly string[], known: readonly string[]): FieldError[] {
  const allowed = known.length === 0 ? 'there are none here' : `there are ${known.join(', ')}`;
  return keys.slice(0, most.names).map((key) => ({
    field: key.slice(0, most.length),
    message: `is not a parameter: ${allowed}`,
  }));
}

function errorsOf(error: z.ZodError, known: readonly string[]): FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? unknownParameters(issue.keys, known)
      : [{ field: issue.path.join('.'), message: issue.message }],
  );
}

/** Reads the query of a request by its schema; a parameter that the schema does not have is refused. */
export function parseQuery<Query extends z.ZodObject>(
  schema: Query,
  query: unknown,
): z.output<Query> | Problem {
  const parsed = schema.safeParse(query);
  return parsed.success ? parsed.data : badParameters(errorsOf(parsed.error, Object.keys(schema.shape)));
}
