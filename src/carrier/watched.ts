import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { failureOf, type Failure } from './twilio-failure.ts';

/** Who is told of each request to Twilio. */
export interface Watch {
  readonly logger: Pick<Logger, 'warn' | 'debug'>;
  readonly clock: Clock;
  /** `verb` is the port's ("placeLeg"), `result` its answer's kind ("placed", "unreachable", "done"). */
  readonly observe?: ((verb: string, result: string, seconds: number) => void) | undefined;
}

/** One request to Twilio. */
export interface Request<T> {
  readonly verb: string;
  /** What the log may know of it: SIDs, and telephone numbers only as `lastTwo` leaves them. */
  readonly about: Readonly<Record<string, string>>;
  ask(): Promise<T>;
  /** What to answer when it came to nothing. */
  failed(failure: Failure): T;
}

/** Asks, and tells the log and the metrics what became of it. Never rejects. */
export async function watched<T>(watch: Watch, request: Request<T>): Promise<T> {
  const began = watch.clock.now();
  const result = await asked(watch, request);
  watch.observe?.(request.verb, nameOf(result), (watch.clock.now() - began) / 1000);
  return result;
}

async function asked<T>({ logger }: Watch, request: Request<T>): Promise<T> {
  try {
    return await request.ask();
  } catch (error) {
    const failure = failureOf(error);
    const result = request.failed(failure);
    const level = nameOf(result) === 'gone' ? 'debug' : 'warn';
    logger[level](
      { verb: request.verb, ...request.about, result: nameOf(result), failure },
      'Twilio did not do it',
    );
    return result;
  }
}

function nameOf(result: unknown): string {
  if (typeof result === 'object' && result !== null && 'kind' in result) return String(result.kind);
  if (result === undefined) return 'gone';
  return result === 'unreachable' ? result : 'done';
}
