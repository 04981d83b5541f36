import { linesOf } from '../calendars/line-duties.ts';
import type { Carrier } from '../carrier/carrier.ts';
import type { Clock, Instant } from '../clock.ts';
import type { Done } from '../escalation/done.ts';
import { doneAfterText } from '../escalation/done-after-text.ts';
import type { Overrides } from '../overrides/overrides.ts';
import { areaById } from '../rota/directory.ts';
import { nameOf } from '../rota/ladder-words.ts';
import type { Area, PhoneNumber, Rotas } from '../rota/types.ts';
import type { Queryable } from '../statistics/queryable.ts';
import { dutiesOnDay } from '../texts/duties.ts';
import { mobileOf, takesTexts } from '../texts/mobile.ts';
import type { ManagerNotice, Notice } from '../texts/notice.ts';
import { answerBy, type KnownProposal } from '../texts/swap-proposal.ts';
import type { SwapProposals } from '../texts/swap-proposals.ts';
import { answeredWords, proposalWords } from '../texts/swap-words.ts';
import { dayAt, minutesAt, startInstant } from '../rota/zone-day.ts';
import { alertBody, type PostAlert } from './post-alert.ts';
import { areaWeek } from './area-week.ts';
import { uncoveredWords, weekWords } from './manager-words.ts';
import { reminderWords } from './reminder-words.ts';

export interface NoticeNeeds {
  readonly database: Queryable;
  readonly rotas: { readonly current: Rotas };
  readonly overrides: Pick<Overrides, 'standing'>;
  readonly proposals: Pick<SwapProposals, 'find'>;
  readonly carrier: Pick<Carrier, 'sendText'>;
  readonly postAlert: PostAlert;
  readonly clock: Clock;
}

interface Text {
  readonly area: Area;
  readonly to: PhoneNumber;
  readonly body: string;
}

const msPerDay = 86_400_000;
/** 10pm. */
const LATEST_REMINDER = 22 * 60;
/** How long an alert is tried for at an address that does not take it: ten times, longer apart each time. */
const POST_TRIES = 10;

/** Sends texts that belong to no call, and alerts: the words are made now, as the rota and its people are now. */
export class NoticeEffects {
  readonly #needs: NoticeNeeds;

  constructor(needs: NoticeNeeds) {
    this.#needs = needs;
  }

  /** Nobody to send it to, or nothing left to say: it is done. */
  async send(notice: Notice, tries: number): Promise<Done> {
    const text = await this.#textOf(notice);
    const [from] = text?.area.numbers ?? [];
    if (!text || from === undefined) return { kind: 'done' };
    const asked = await this.#needs.carrier.sendText({ from, to: text.to, body: text.body });
    return doneAfterText(asked, { tries, mayComeTwice: true });
  }

  /** Tells the area's own address; tried again for half a day. */
  async post(areaId: string, tell: ManagerNotice, tries: number): Promise<Done> {
    const area = areaById(this.#needs.rotas.current, areaId);
    if (!area || area.alertWebhook === undefined) return { kind: 'done' };
    const { database, overrides, postAlert, clock } = this.#needs;
    const week = tell.about === 'week' ? await areaWeek(database, overrides, area, tell.monday) : undefined;
    const posted = await postAlert(area.alertWebhook, alertBody(area, tell, week, clock.now()));
    if (posted === 'taken') return { kind: 'done' };
    if (tries >= POST_TRIES) return { kind: 'failed', problem: posted };
    return { kind: 'again', in: 60_000 * 2 ** (tries - 1) };
  }

  async #textOf(notice: Notice): Promise<Text | undefined> {
    switch (notice.about) {
      case 'swap-asked':
      case 'swap-answered':
      case 'swap-expired': {
        const proposal = await this.#needs.proposals.find(notice.proposal);
        return proposal && this.#ofSwap(notice.about, proposal);
      }
      case 'reminder':
        return this.#reminder(notice.area, notice.clinician, notice.day);
      case 'managers':
        return this.#toManager(notice.area, notice.manager, notice.tell);
    }
  }

  async #ofSwap(
    about: 'swap-asked' | 'swap-answered' | 'swap-expired',
    proposal: KnownProposal,
  ): Promise<Text | undefined> {
    const { rotas, overrides, clock } = this.#needs;
    const { accepted, askedBy, asked } = proposal;
    const area = areaById(rotas.current, proposal.area);
    const now = clock.now();
    if (!area || (accepted === undefined) === (about === 'swap-answered')) return undefined;
    if (about === 'swap-asked' && now >= answerBy(proposal)) return undefined;
    const standing = await overrides.standing(area.id, proposal.from, proposal.to);
    const known = linesOf(area, askedBy, standing);
    const lines = (proposal.line ? area.lines.filter(({ id }) => id === proposal.line) : known).map(
      ({ name }) => name,
    );
    const shift = { lines, from: proposal.from, to: proposal.to };
    const said = { now, zone: area.timezone };
    if (about === 'swap-asked') {
      return textTo(area, asked, proposalWords(nameOf(area, askedBy), shift, answerBy(proposal), said));
    }
    const answer = accepted === undefined ? 'none' : accepted ? 'yes' : 'no';
    return textTo(area, askedBy, answeredWords(nameOf(area, asked), answer, shift, said));
  }

  async #reminder(areaId: string, clinician: string, day: number): Promise<Text | undefined> {
    const { rotas, overrides, clock } = this.#needs;
    const area = areaById(rotas.current, areaId);
    if (!area?.people.get(clinician)?.reminders || isTooLate(area, day, clock.now())) return undefined;
    const from = startInstant(day, 0, area.timezone);
    const standing = await overrides.standing(area.id, from - 2 * msPerDay, from + 3 * msPerDay);
    const duties = dutiesOnDay(area, clinician, day, standing);
    if (duties.length === 0) return undefined;
    return textTo(area, clinician, reminderWords(duties, { now: clock.now(), zone: area.timezone }));
  }

  async #toManager(areaId: string, place: number, tell: ManagerNotice): Promise<Text | undefined> {
    const { database, rotas, overrides, clock } = this.#needs;
    const area = areaById(rotas.current, areaId);
    const to = area?.managers[place];
    if (!area || to === undefined || !takesTexts(to)) return undefined;
    if (tell.about === 'week') {
      return { area, to, body: weekWords(area, await areaWeek(database, overrides, area, tell.monday)) };
    }
    const said = { now: clock.now(), zone: area.timezone };
    const spans = tell.spans.filter((span) => span.to > said.now);
    return spans.length === 0 ? undefined : { area, to, body: uncoveredWords(area, spans, said) };
  }
}

/** Twilio would not take it all evening: nobody is reminded at night, nor of a day that has begun. */
function isTooLate({ timezone }: Area, day: number, now: Instant): boolean {
  return dayAt(now, timezone) >= day || minutesAt(now, timezone) >= LATEST_REMINDER;
}

function textTo(area: Area, clinician: string, body: string): Text | undefined {
  const person = area.people.get(clinician);
  const to = person && mobileOf(person);
  return to === undefined ? undefined : { area, to, body };
}
