import type { CallBook } from './calls/call-book.ts';
import type { CallerEffects } from './escalation/caller-effects.ts';
import type { Doer, Done } from './outbox/done.ts';
import type { LookAhead } from './notices/look-ahead.ts';
import type { NoticeEffects } from './notices/notice-effects.ts';
import type { PhoneCheckLegs } from './phone-checks/phone-check-legs.ts';
import type { PhoneCheckRounds } from './phone-checks/phone-check-rounds.ts';
import type { LegEffects } from './escalation/leg-effects.ts';
import type { Claimed } from './outbox/outbox.ts';

export interface Hands {
  readonly calls: CallBook;
  readonly legs: LegEffects;
  readonly caller: CallerEffects;
  readonly notices: NoticeEffects;
  readonly lookAhead: LookAhead;
  readonly checkRounds: PhoneCheckRounds;
  readonly checkLegs: PhoneCheckLegs;
}

/** What each kind of effect does in the world. */
export function doerOf({ calls, legs, caller, notices, lookAhead, checkRounds, checkLegs }: Hands): Doer {
  return async (claimed) => {
    const { effect } = claimed;
    switch (effect.kind) {
      case 'place-leg':
        return legs.place(claimed, effect.attempt);
      case 'find-leg':
        return legs.find(claimed, effect.attempt);
      case 'check-leg':
        return legs.check(claimed, effect.attempt);
      case 'cancel-leg':
        return legs.cancel(claimed, effect.attempt);
      case 'end-stray-leg':
        return legs.endStray(effect.sid);
      case 'hang-up-leg':
        return legs.hangUp(claimed, effect.attempt);
      case 'redirect-leg':
        return legs.redirect(claimed, effect.attempt);
      case 'redirect-caller':
        return caller.redirect(claimed);
      case 'check-caller':
        return caller.check(claimed);
      case 'check-room':
        return caller.checkRoom(claimed, effect.attempt);
      case 'tell-backed-off':
        return caller.tellBackedOff(claimed, effect.attempt);
      case 'send-text':
        return caller.sendText(claimed, effect.offer, effect.party);
      case 'delete-recording':
        return caller.deleteRecording(effect.recording);
      case 'send-notice':
        return notices.send(effect.notice, claimed.tries);
      case 'post-alert':
        return notices.post(effect.area, effect.tell, claimed.tries);
      case 'look-ahead':
        return lookAhead.look();
      case 'check-phones':
        return checkRounds.look(effect.area, effect.since);
      case 'ring-phone':
        return checkLegs.ring(effect.check, claimed.tries);
      case 'end-phone-check':
        return checkLegs.settle(effect.check);
      case 'timer':
        return timeUp(calls, claimed);
    }
  };
}

async function timeUp(calls: CallBook, claimed: Claimed): Promise<Done> {
  const { effect } = claimed;
  if (effect.kind !== 'timer') return { kind: 'done' };
  const { timer, attempt, offer } = effect;
  await calls.change(
    { id: claimed.callId },
    (at) => ({ kind: 'time-up', at, timer, attempt, offer }),
    claimed.id,
  );
  return { kind: 'stored' };
}
