import type { StoredEffect } from '../outbox/effect.ts';
import type { Clock, Instant } from '../clock.ts';
import type { DayNumber } from '../rota/calendar-day.ts';
import type { Overrides } from '../overrides/overrides.ts';
import { nameOf } from '../rota/ladder-words.ts';
import type { Area, Override } from '../rota/types.ts';
import { startInstant } from '../rota/zone-day.ts';
import { derivedId } from './derived-id.ts';
import { dutiesOnDay } from '../rota/duties/clinician-duties.ts';
import { mobileOf } from '../rota/mobile.ts';
import type { Notice } from '../outbox/notice.ts';
import type { Texting } from './pause-by-text.ts';
import { nothingWaits } from './reply-words.ts';
import { swapFault, swappedDuties } from './swap-fault.ts';
import { answerBy, type KnownProposal, type SwapProposal } from './swap-proposal.ts';
import type { SwapProposals } from './swap-proposals.ts';
import { chosenOf, lineNames, named, shiftOf, wantedSwap } from './swap-wanted.ts';
import {
  askedWords,
  declinedWords,
  justYesWords,
  nothingToUndo,
  refusedSwap,
  takenWords,
  unswappedWords,
  whichSwapWords,
  type SwapRefusal,
} from './swap-words.ts';
import type { TextStops } from './text-stops.ts';

export interface SwapNeeds {
  readonly proposals: SwapProposals;
  readonly overrides: Pick<Overrides, 'standing'>;
  readonly stops: Pick<TextStops, 'has' | 'start'>;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Has the effects performed: called after commit, must not throw and is not waited for. */
  readonly dispatch: (effects: readonly StoredEffect[]) => void;
}

const msPerDay = 86_400_000;

/** SWAP, and the YES or NO of whoever was asked. */
export class SwapByText {
  readonly #needs: SwapNeeds;

  constructor(needs: SwapNeeds) {
    this.#needs = needs;
  }

  async ask({ area, clinician, sid }: Texting, name: string, day: DayNumber): Promise<string> {
    const { proposals, clock } = this.#needs;
    const now = clock.now();
    const said = { now, zone: area.timezone };
    const from = startInstant(day, 0, area.timezone);
    const refuse = (reason: SwapRefusal, about = name): string =>
      refusedSwap(reason, { name: about, day: from }, said);
    const colleague = named(area, name);
    if (typeof colleague === 'string') return refuse(colleague);
    if (colleague.id === clinician.id) return refuse('yourself');
    const overrides = await this.#around({ area: area.id, from, to: from + msPerDay });
    const duties = dutiesOnDay(area, clinician.id, day, overrides).filter(({ to }) => to > now);
    const wanted = wantedSwap(area, clinician, colleague, duties);
    if (!wanted) return refuse('no-shift');
    const mobile = mobileOf(colleague);
    if (!mobile || (await this.#needs.stops.has(mobile))) return refuse('no-phone', colleague.name);
    const fault = swapFault(area, wanted, overrides, now);
    if (fault) return refuse(fault, colleague.name);
    const proposal = { ...wanted, id: derivedId('swap', sid), proposedAt: now };
    const effects = askingEffects(proposal);
    if (!(await proposals.propose(proposal, effects))) return refuse('waiting', colleague.name);
    this.#needs.dispatch(effects);
    return askedWords(colleague.name, shiftOf(duties), said);
  }

  /** They ask for no swap any longer. Who was asked is told. */
  async withdraw({ area, clinician }: Texting): Promise<string> {
    const { proposals, clock, dispatch } = this.#needs;
    const now = clock.now();
    const effects = await proposals.withdraw(area.id, clinician.id, now, withdrawnEffect(now));
    dispatch(effects);
    return effects.length > 0 ? unswappedWords : nothingToUndo;
  }

  /** Whether a swap waits for their answer. */
  async isAsked({ area, clinician }: Texting): Promise<boolean> {
    const waiting = await this.#needs.proposals.waitingFor(area.id, clinician.id, this.#needs.clock.now());
    return waiting.length > 0;
  }

  async answer(
    { area, clinician }: Texting,
    answer: 'yes' | 'no',
    more: string,
  ): Promise<string | undefined> {
    const now = this.#needs.clock.now();
    const waiting = await this.#needs.proposals.waitingFor(area.id, clinician.id, now);
    if (waiting.length === 0) return undefined;
    const chosen = chosenOf(area, waiting, more);
    if (!chosen) {
      const askers = waiting.map(({ askedBy }) => nameOf(area, askedBy));
      return askers.length > 1 ? whichSwapWords(askers) : justYesWords();
    }
    return answer === 'yes' ? this.#accept(area, chosen) : this.#decline(area, chosen);
  }

  async #accept(area: Area, proposal: KnownProposal): Promise<string> {
    const { proposals, clock, newId, dispatch } = this.#needs;
    const now = clock.now();
    const said = { now, zone: area.timezone };
    const asker = nameOf(area, proposal.askedBy);
    const duties = swappedDuties(area, proposal, await this.#around(proposal), now);
    const swap = {
      id: newId(),
      by: `text ${proposal.asked}`,
      why: `Swapped by text: asked by ${proposal.askedBy}, agreed by ${proposal.asked}`,
    };
    const { taken, effects } = await proposals.accept(
      proposal,
      now,
      (overrides) => swapFault(area, proposal, overrides, now),
      swap,
      {
        answered: effectOf({ about: 'swap-answered', proposal: proposal.id }, now),
        withdrawn: withdrawnEffect(now),
      },
    );
    dispatch(effects);
    if (taken === 'changed') return refusedSwap('changed', { name: asker, day: proposal.from }, said);
    if (taken === 'answered' && !(await proposals.find(proposal.id))?.accepted) return nothingWaits;
    const { from, to } = proposal;
    return takenWords(asker, { lines: lineNames(duties), from, to }, said);
  }

  async #decline(area: Area, proposal: KnownProposal): Promise<string> {
    const { proposals, clock, dispatch } = this.#needs;
    const now = clock.now();
    const effects = [effectOf({ about: 'swap-answered', proposal: proposal.id }, now)];
    if (!(await proposals.decline(proposal, now, effects))) return nothingWaits;
    dispatch(effects);
    return declinedWords(nameOf(area, proposal.askedBy));
  }

  #around({ area, from, to }: Pick<SwapProposal, 'area' | 'from' | 'to'>): Promise<readonly Override[]> {
    return this.#needs.overrides.standing(area, from - 3 * msPerDay, to + 3 * msPerDay);
  }
}

function withdrawnEffect(now: Instant): (withdrawn: KnownProposal) => StoredEffect {
  return ({ id }) => effectOf({ about: 'swap-withdrawn', proposal: id }, now);
}

function askingEffects(proposal: SwapProposal): readonly StoredEffect[] {
  return [
    effectOf({ about: 'swap-asked', proposal: proposal.id }, proposal.proposedAt),
    effectOf({ about: 'swap-expired', proposal: proposal.id }, answerBy(proposal)),
  ];
}

function effectOf(notice: Notice & { readonly proposal: string }, dueAt: number): StoredEffect {
  const id = derivedId(notice.about, notice.proposal);
  return { id, effect: { kind: 'send-notice', notice, dueAt } };
}
