import type { Instant } from '../clock.ts';
import { dayText } from '../rota/calendar-day.ts';
import type { Area } from '../rota/types.ts';
import type { ManagerNotice } from '../outbox/notice.ts';
import type { WeekFigures } from './manager-words.ts';

/** Gives an alert to an address; answers "taken", or why not. Never rejects. */
export type PostAlert = (url: string, body: AlertBody) => Promise<'taken' | (string & {})>;

/** What an area's `alertWebhook` is sent, as JSON. Nothing in it is about a person. */
export type AlertBody = { readonly area: string; readonly at: string } & (
  | {
      readonly kind: 'uncovered-hours';
      readonly spans: readonly { readonly line: string; readonly from: string; readonly to: string }[];
    }
  | ({ readonly kind: 'weekly-digest'; readonly week: string } & WeekFigures)
);

const LIMIT = 5_000;

/** Posts over https only, follows no redirect, and waits five seconds. */
export function postAlertWith(request: typeof fetch): PostAlert {
  return async (url, body) => {
    if (!url.startsWith('https://')) return 'the address is not https';
    try {
      const response = await request(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'User-Agent': 'rotaline' },
        body: JSON.stringify(body),
        redirect: 'manual',
        signal: AbortSignal.timeout(LIMIT),
      });
      await response.body?.cancel();
      return response.ok ? 'taken' : `the address answered ${response.status}`;
    } catch (problem) {
      return problem instanceof DOMException && problem.name === 'TimeoutError'
        ? 'no answer in 5 s'
        : 'the address cannot be reached';
    }
  };
}

/** `week` are the figures of a digest. */
export function alertBody(
  area: Area,
  tell: ManagerNotice,
  week: WeekFigures | undefined,
  now: Instant,
): AlertBody {
  const head = { area: area.id, at: iso(now) };
  if (tell.about === 'week') {
    const none = {
      hoursWithNobody: 0,
      hoursThin: 0,
      withoutPhone: 0,
      failingPhones: 0,
      holidaysUndecided: 0,
      overridesLost: 0,
    };
    return { ...head, kind: 'weekly-digest', week: dayText(tell.monday), ...(week ?? none) };
  }
  const spans = tell.spans.map(({ line, from, to }) => ({ line, from: iso(from), to: iso(to) }));
  return { ...head, kind: 'uncovered-hours', spans };
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
