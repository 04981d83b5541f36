import pg from 'pg';

const int8: number = pg.types.builtins.INT8;

/**
 * How column values reach the program. As `pg` does it (timestamptz is a Date, numeric and uuid are strings, jsonb is
 * parsed), but a bigint is a number: ours count events, and would take ages to pass 2^53.
 */
export const resultTypes: pg.CustomTypesConfig = { getTypeParser: parserOf };

function parserOf(oid: number, format?: 'text' | 'binary'): unknown {
  return oid === int8 && format !== 'binary' ? wholeNumber : pg.types.getTypeParser(oid, format);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a number`);
  return value;
}
