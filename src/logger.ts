import { pino } from 'pino';

export type Logger = pino.Logger;

/** Pino's levels, and `silent`. */
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What a line of the log is handed to; standard output when not said. */
export interface LogDestination {
  write(line: string): void;
}

/** Postgres and Redis put the values of a failed statement into their errors: those stay out of the log. */
const secretFields = [
  'detail',
  'where',
  'parameters',
  'command',
  'authorization',
  'cookie',
  'secret',
  'authToken',
];

const anyNumber = /(\+|%2B)(\d{2})\d{4,11}(\d{2})(?!\d)/gi;

/** The same text, with every international telephone number in it masked: `+447700900101` becomes `+44…01`. */
export function maskNumbers(text: string): string {
  return text.replace(anyNumber, '$1$2…$3');
}

/** A logger of JSON lines with ISO times. Telephone numbers are masked in every line, whoever wrote it. */
export function createLogger(level: LogLevel, destination: LogDestination = pino.destination(1)): Logger {
  const paths = secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  const options = { level, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths, remove: true } };
  return pino(options, { write: (line: string) => destination.write(maskNumbers(line)) });
}
