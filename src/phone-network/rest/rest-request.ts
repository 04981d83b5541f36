import type { Exchange } from '../exchange.ts';
import type { Operation } from './operations.ts';

/** A request to the REST API that has been let in and whose parameters are known ones. */
export interface RestRequest {
  readonly exchange: Exchange;
  readonly operation: Operation;
  readonly path: string;
  /** What the path names: Sid, ConferenceSid, CallSid. */
  readonly named: Readonly<Record<string, string>>;
  readonly form: URLSearchParams;
  readonly query: URLSearchParams;
}

/** Acts upon a request and says what to answer. Throws a RestRefusal where Twilio would refuse. */
export type Handler = (request: RestRequest) => Readonly<Record<string, unknown>> | undefined;

/** An answer that is an error, in Twilio's words. */
export class RestRefusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function notFound(path: string): RestRefusal {
  return new RestRefusal(404, 20404, `The requested resource ${path} was not found`);
}

/** Checks what any request must keep to: only published parameters, all that are needed, values of their kind. */
export function checkParameters(operation: Operation, form: URLSearchParams, query: URLSearchParams): void {
  for (const name of query.keys()) if (!operation.query.includes(name)) throw unknown(name);
  for (const [name, value] of form) {
    const parameter = operation.form[name];
    if (!parameter) throw unknown(name);
    const wrong =
      (parameter.type === 'integer' && !/^\d+$/.test(value)) ||
      (parameter.type === 'boolean' && !/^(true|false)$/i.test(value)) ||
      (parameter.enum !== undefined && !parameter.enum.includes(value));
    if (wrong) throw new RestRefusal(400, 20001, `"${value}" is not a value for ${name}`);
  }
  const missing = operation.required.find((name) => !form.get(name));
  if (missing) throw missingParameter(missing);
}

function unknown(name: string): RestRefusal {
  return new RestRefusal(400, 20001, `Unknown parameter ${name}`);
}

function missingParameter(name: string): RestRefusal {
  const codes: Record<string, number> = { To: 21201, From: 21603 };
  return new RestRefusal(400, codes[name] ?? 20001, `A '${name}' is required`);
}
