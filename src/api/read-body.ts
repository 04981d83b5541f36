import express, { type Request, type RequestHandler } from 'express';
import { Problem, sendProblem } from './problem.ts';
import type { Route, SentFile } from './route.ts';
import { sentJson } from './sent-json.ts';

const notJson = new Problem(415, 'Send JSON in UTF-8, with the header "Content-Type: application/json".');
const nothingTaken = new Problem(415, 'Send nothing: this takes neither a form nor a file.');

/** What reads the body of a request, once it is known who sent it. */
export function readBody({ method, sent, file }: Route): RequestHandler[] {
  if (file) return readFile(file);
  if (sent) return [only(isJson, notJson), ...readJson];
  return method === 'post' ? [only(isJsonOrNothing, nothingTaken), ...readJson] : [];
}

function readFile({ mediaTypes, mostBytes }: SentFile): RequestHandler[] {
  const types = [...mediaTypes];
  const other = new Problem(415, `Send a file, with one of these as its Content-Type: ${types.join(', ')}.`);
  const isOfThese = (request: Request): boolean => Boolean(request.is(types));
  return [only(isOfThese, other), express.raw({ type: types, limit: mostBytes })];
}

function only(isGood: (request: Request) => boolean, problem: Problem): RequestHandler {
  return (request, response, next) => {
    if (isGood(request)) next();
    else sendProblem(response, problem);
  };
}

function isJson(request: Request): boolean {
  const [, charset = 'utf-8'] =
    /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(request.get('Content-Type') ?? '') ?? [];
  return Boolean(request.is('application/json')) && /^utf-?8$/i.test(charset);
}

/** Many a program says that it sends a form, and then sends nothing. */
function isJsonOrNothing(request: Request): boolean {
  const hasLength = Number(request.get('Content-Length') ?? 0) > 0;
  return (!hasLength && request.get('Transfer-Encoding') === undefined) || isJson(request);
}

const parseJson: RequestHandler = (request, response, next) => {
  const body: unknown = request.body;
  const read = Buffer.isBuffer(body) ? sentJson(body) : { json: undefined };
  if (read instanceof Problem) return sendProblem(response, read);
  request.body = read.json;
  next();
};

const readJson = [express.raw({ type: 'application/json', limit: '32kb' }), parseJson];
