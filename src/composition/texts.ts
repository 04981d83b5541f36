import { randomUUID } from 'node:crypto';
import { onCallOnLines, type OnCallOnLines } from '../calls/on-call-now.ts';
import type { Carrier } from '../carrier/carrier.ts';
import type { PausesHeard } from '../emergency/pauses-heard.ts';
import { LookAhead } from '../notices/look-ahead.ts';
import { NoticeEffects } from '../notices/notice-effects.ts';
import { postAlertWith } from '../notices/post-alert.ts';
import type { StoredEffect } from '../outbox/effect.ts';
import type { Overrides } from '../overrides/overrides.ts';
import { PhoneCheckLegs } from '../phone-checks/phone-check-legs.ts';
import { PhoneCheckRounds } from '../phone-checks/phone-check-rounds.ts';
import { PhoneChecks } from '../phone-checks/phone-checks.ts';
import { PauseByText } from '../texts/pause-by-text.ts';
import { RotaByText } from '../texts/rota-by-text.ts';
import { SwapByText } from '../texts/swap-by-text.ts';
import { SwapProposals } from '../texts/swap-proposals.ts';
import { TextDesk } from '../texts/text-desk.ts';
import type { TextStops } from '../texts/text-stops.ts';
import type { Parts } from './parts.ts';

/** Hands effects that were just stored to the queues. */
export type Dispatch = (effects: readonly StoredEffect[]) => void;

interface TextParts {
  readonly overrides: Overrides;
  readonly carrier: Carrier;
  readonly stops: TextStops;
  readonly pauses: PausesHeard;
  readonly dispatch: Dispatch;
}

/** What clinicians do by text, what they and managers are told, and the checking of phones. */
export function composeTexts(parts: Parts, { overrides, carrier, stops, pauses, dispatch }: TextParts) {
  const { database, rotas, timers: clock } = parts;
  const { pool } = database;
  const newId = randomUUID;
  const proposals = new SwapProposals(pool);
  const checks = new PhoneChecks(pool);
  const onCall: OnCallOnLines = (area, lines, at) => onCallOnLines(pool, area, lines, at);
  const shared = { database: pool, rotas, overrides, stops, clock, newId, dispatch, onCall, carrier };
  return {
    texts: new TextDesk({
      ...shared,
      pauses: new PauseByText({ ...shared, pauses }),
      rota: new RotaByText(shared),
      swaps: new SwapByText({ ...shared, proposals }),
    }),
    notices: new NoticeEffects({ ...shared, proposals, postAlert: postAlertWith(parts.fetch ?? fetch) }),
    lookAhead: new LookAhead({ ...shared, pool }),
    checkRounds: new PhoneCheckRounds({ ...shared, checks }),
    checkLegs: new PhoneCheckLegs({ ...shared, checks }),
    checks,
  };
}
