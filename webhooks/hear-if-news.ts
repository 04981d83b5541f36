import type { Call } from '../src/call/call.ts';
import { unchanged, type Decision } from '../src/call/decision.ts';
import type { CallEvent } from '../src/call/event.ts';
import type { CallKey } from '../src/calls/call-key.ts';
import type { Desk } from './desk.ts';

/** Something happened to a call, which most often it knows of already: it is looked at before it is changed. */
export async function hearIfNews<E extends CallEvent>(
  key: CallKey,
  event: (seen: Call, at: number) => E,
  decide: (before: Decision, event: E) => Decision,
  { calls, clock }: Desk,
): Promise<Call | undefined> {
  const seen = await calls.find(key);
  const isNews = seen && decide(unchanged(seen), event(seen, clock.now())).call !== seen;
  return isNews ? calls.change(key, (at) => event(seen, at)) : seen;
}
