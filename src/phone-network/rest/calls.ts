import { wallClock, type Instant } from '../../clock.ts';
import { scriptFor } from '../call-script.ts';
import type { DialQueue } from '../dial-out.ts';
import { isE164 } from '../dialled-number.ts';
import type { Exchange } from '../exchange.ts';
import { Leg, type LegOptions } from '../leg.ts';
import type { Target } from '../webhooks.ts';
import { callJson, pageJson } from './rendering.ts';
import { notFound, RestRefusal, type Handler, type RestRequest } from './rest-request.ts';

const LONGEST_DOCUMENT = 4000;
const USUAL_TIMEOUT = 60;
const simulated = [
  'To',
  'From',
  'Url',
  'Twiml',
  'Method',
  'FallbackUrl',
  'FallbackMethod',
  'StatusCallback',
  'StatusCallbackMethod',
  'StatusCallbackEvent',
  'Timeout',
  'TimeLimit',
];
const events = ['initiated', 'ringing', 'answered', 'completed'];

/** Places a leg: it is queued, and dialled when its turn comes. */
export function createCall(queue: DialQueue): Handler {
  return (request) => {
    const { exchange, form } = request;
    refuseBadCall(request);
    tellOfOthers(request);
    const leg = new Leg(exchange, optionsOf(request));
    const fallback = targetIn(form, 'FallbackUrl', 'FallbackMethod');
    const finished = (): void => leg.end('completed');
    const script = scriptFor(exchange, leg, { use: 'call', finished, ...(fallback ? { fallback } : {}) });
    leg.script = script;
    const [target, twiml] = [targetIn(form, 'Url', 'Method'), form.get('Twiml')];
    leg.whenAnswered = () => {
      if (target) script.request(target);
      else script.run(twiml ?? '', { url: '', method: 'POST' });
    };
    queue.add(leg, Number(form.get('Timeout') ?? USUAL_TIMEOUT));
    return callJson(exchange, leg);
  };
}

export const fetchCall: Handler = (request) => callJson(request.exchange, legOf(request));

/** Ends a leg or gives it another document, which takes it out of any conference. */
export const updateCall: Handler = (request) => {
  const { exchange, form } = request;
  const leg = legOf(request);
  const [status, target, twiml] = [form.get('Status'), targetIn(form, 'Url', 'Method'), form.get('Twiml')];
  if (!leg.live || (status === 'canceled' && leg.answeredAt !== undefined)) throw notInProgress();
  if (form.has('Url') && !target) throw new RestRefusal(400, 21205, 'Url is not a valid URL');
  if ((target || twiml !== null) && leg.answeredAt === undefined) throw notInProgress();
  if (form.has('TimeLimit')) leg.limit(Number(form.get('TimeLimit')));
  if (status !== null) leg.end(leg.answeredAt === undefined ? 'canceled' : 'completed');
  else if (target) directed(exchange, leg).request(target);
  else if (twiml !== null) directed(exchange, leg).run(twiml, { url: '', method: 'POST' });
  return callJson(exchange, leg);
};

export const listCalls: Handler = (request) => {
  const { exchange, query } = request;
  const wanted = [...exchange.legs.values()].filter((leg) => fits(leg, query)).reverse();
  return pageJson(
    request,
    'calls',
    wanted.map((leg) => callJson(exchange, leg)),
  );
};

function refuseBadCall({ exchange, form }: RestRequest): void {
  const refuse = (code: number, message: string): never => {
    throw new RestRefusal(400, code, message);
  };
  const twiml = form.get('Twiml');
  if (!isE164(form.get('To') ?? '')) refuse(21211, "The 'To' number is not a valid phone number.");
  if (!exchange.numbers.has(form.get('From') ?? ''))
    refuse(21210, "The 'From' number is not one of this account.");
  if (!form.has('Url') && twiml === null) refuse(21205, 'Url or Twiml is required.');
  if (form.has('Url') && !targetIn(form, 'Url', 'Method')) refuse(21205, 'Url is not a valid URL.');
  if (twiml !== null && twiml.length > LONGEST_DOCUMENT) refuse(21626, 'Twiml is over 4,000 characters.');
  if (form.has('StatusCallback') && !targetIn(form, 'StatusCallback', 'StatusCallbackMethod')) {
    refuse(21609, 'StatusCallback is not a valid URL.');
  }
  const strange = form.getAll('StatusCallbackEvent').find((event) => !events.includes(event));
  if (strange !== undefined) refuse(21626, `Invalid status callback event ${strange}.`);
}

/** What Twilio would take and this network does not do is not passed over in silence. */
function tellOfOthers({ exchange, form, path }: RestRequest): void {
  for (const name of new Set(form.keys())) {
    if (!simulated.includes(name))
      exchange.refuse('not-simulated', 0, `${name} of a call does nothing here`, path);
  }
}

function optionsOf({ form }: RestRequest): LegOptions {
  const to = form.get('To') ?? '';
  const target = targetIn(form, 'StatusCallback', 'StatusCallbackMethod');
  const asked = form.getAll('StatusCallbackEvent');
  return {
    direction: 'outbound-api',
    from: form.get('From') ?? '',
    to,
    phone: to,
    ...(target ? { status: { target, events: asked.length > 0 ? asked : ['completed'] } } : {}),
    ...(form.has('TimeLimit') ? { timeLimitSeconds: Number(form.get('TimeLimit')) } : {}),
  };
}

/** The script that a leg is given from outside; a leg that a Dial made has none of its own yet. */
function directed(exchange: Exchange, leg: Leg): NonNullable<Leg['script']> {
  if (leg.options.direction === 'outbound-dial') {
    exchange.refuse('not-simulated', 0, 'another document for a leg that a Dial made', leg.sid);
  }
  leg.script ??= scriptFor(exchange, leg, { use: 'call', finished: () => leg.end('completed') });
  return leg.script;
}

export function targetIn(form: URLSearchParams, url: string, method: string): Target | undefined {
  const given = form.get(url) ?? '';
  if (!/^https?:\/\//.test(given) || !URL.canParse(given)) return undefined;
  return { url: given, method: form.get(method) === 'GET' ? 'GET' : 'POST' };
}

function legOf({ exchange, named, path }: RestRequest): Leg {
  const leg = exchange.legs.get(named['Sid'] ?? '');
  if (!leg) throw notFound(path);
  return leg;
}

function notInProgress(): RestRefusal {
  return new RestRefusal(400, 21220, 'Call is not in-progress. Cannot redirect.');
}

function fits(leg: Leg, query: URLSearchParams): boolean {
  const same = (name: string, value: string | undefined): boolean =>
    !query.has(name) || query.get(name) === value;
  const { status } = leg;
  return (
    same('To', leg.to) &&
    same('From', leg.from) &&
    same('ParentCallSid', leg.options.parentSid) &&
    same('Status', status === 'initiated' ? 'queued' : status) &&
    within(query, 'StartTime', leg.startedAt ?? leg.createdAt) &&
    within(query, 'EndTime', leg.endedAt)
  );
}

/** `StartTime>` is at or after, `StartTime<` at or before, `StartTime` on that day; a leg without the time has none. */
function within(query: URLSearchParams, name: string, instant: Instant | undefined): boolean {
  const [from, to, on] = [query.get(`${name}>`), query.get(`${name}<`), query.get(name)];
  if (from === null && to === null && on === null) return true;
  if (instant === undefined) return false;
  const day = (text: string): boolean => wallClock(instant, 'utc').toISODate() === text.slice(0, 10);
  const second = Math.floor(instant / 1000) * 1000;
  return (
    (from === null || instant >= Date.parse(from)) &&
    (to === null || second <= Date.parse(to)) &&
    (on === null || day(on))
  );
}
