import { linesOf } from '../rota/duties/line-duties.ts';
import type { Carrier } from '../carrier/carrier.ts';
import type { Clock, Instant } from '../clock.ts';
import type { Done } from '../outbox/done.ts';
import { doneAfterText } from '../texts/done-after-text.ts';
import type { Overrides } from '../overrides/overrides.ts';
import { areaById } from '../rota/directory.ts';
import { nameOf } from '../rota/ladder-words.ts';
import type { Area, PhoneNumber, Rotas } from '../rota/types.ts';
import type { Queryable } from '../store/queryable.ts';
import { dutiesOnDay } from '../rota/duties/clinician-duties.ts';
import { mobileOf, takesTexts } from '../rota/mobile.ts';
import type { ManagerNotice, Notice, SwapNotice } from '../outbox/notice.ts';
import { swappedDuties } from '../texts/swap-fault.ts';
import { lineNames } from '../texts/swap-wanted.ts';
import { answerBy, type KnownProposal } from '../texts/swap-proposal.ts';
import type { SwapProposals } from '../texts/swap-proposals.ts';
import { answeredWords, proposalWords, withdrawnWords } from '../texts/swap-words.ts';
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
  /** When the shift begins that it is about; absent: it can wait for the morning. */
  readonly shiftAt?: Instant;
}

const msPerDay = 86_400_000;
/** From 10pm until 7am nobody is texted, unless it is about a shift that begins before 9am. */
const EVENING = 22 * 60;
const MORNING = 7 * 60;
const SOON_AFTER = 2 * 3_600_000;
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
    const wait = untilMorning(text, this.#needs.clock.now());
    if (wait > 0) return { kind: 'again', in: wait };
    const asked = await this.#needs.carrier.sendText({ from, to: text.to, body: text.body });
    return doneAfterText(asked, { tries, mayComeTwice: true });
  }

  /** Tells the area's own address; tried again for half a day. */
  async post(areaId: string, tell: ManagerNotice, tries: number): Promise<Done> {
    const area = areaById(this.#needs.rotas.current, areaId);
    if (!area || area.alertWebhook === undefined) return { kind: 'done' };
    const { database, overrides, postAlert, clock } = this.#needs;
    const now = clock.now();
    const week =
      tell.about === 'week' ? await areaWeek(database, overrides, area, tell.monday, now) : undefined;
    const posted = await postAlert(area.alertWebhook, alertBody(area, tell, week, now));
    if (posted === 'taken') return { kind: 'done' };
    if (tries >= POST_TRIES) return { kind: 'failed', problem: posted };
    return { kind: 'again', in: 60_000 * 2 ** (tries - 1) };
  }

  async #textOf(notice: Notice): Promise<Text | undefined> {
    switch (notice.about) {
      case 'swap-asked':
      case 'swap-withdrawn':
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

  async #ofSwap(about: SwapNotice, proposal: KnownProposal): Promise<Text | undefined> {
    const { rotas, overrides, clock } = this.#needs;
    const { accepted, withdrawn, askedBy, asked } = proposal;
    const area = areaById(rotas.current, proposal.area);
    const now = clock.now();
    if (!area || (accepted === undefined) === (about === 'swap-answered')) return undefined;
    if (withdrawn !== (about === 'swap-withdrawn')) return undefined;
    if (about === 'swap-asked' && now >= answerBy(proposal)) return undefined;
    const standing = await overrides.standing(
      area.id,
      proposal.from - 3 * msPerDay,
      proposal.to + 3 * msPerDay,
    );
    const duties = swappedDuties(area, proposal, standing, now);
    // Of a shift that is no longer theirs nobody hears that it is "still yours".
    if (about === 'swap-expired' && duties.length === 0) return undefined;
    const { from, to, line } = proposal;
    const known = line ? area.lines.filter(({ id }) => id === line) : linesOf(area, askedBy, standing);
    const lines = duties.length > 0 ? lineNames(duties) : known.map(({ name }) => name);
    const shift = { lines, from, to };
    const said = { now, zone: area.timezone };
    const [asker, other] = [nameOf(area, askedBy), nameOf(area, asked)];
    if (about === 'swap-asked')
      return textTo(area, asked, proposalWords(asker, shift, answerBy(proposal), said), from);
    if (withdrawn) return textTo(area, asked, withdrawnWords(asker, shift, said), from);
    const answer = accepted === undefined ? 'none' : accepted ? 'yes' : 'no';
    return textTo(area, askedBy, answeredWords(other, answer, shift, said), from);
  }

  async #reminder(areaId: string, clinician: string, day: number): Promise<Text | undefined> {
    const { rotas, overrides, clock } = this.#needs;
    const area = areaById(rotas.current, areaId);
    if (!area?.people.get(clinician)?.reminders) return undefined;
    const now = clock.now();
    const from = startInstant(day, 0, area.timezone);
    const standing = await overrides.standing(area.id, from - 2 * msPerDay, from + 3 * msPerDay);
    const ahead = dutiesOnDay(area, clinician, day, standing).filter((duty) => duty.from > now);
    if (ahead.length === 0) return undefined;
    return textTo(area, clinician, reminderWords(ahead, { now, zone: area.timezone }));
  }

  async #toManager(areaId: string, place: number, tell: ManagerNotice): Promise<Text | undefined> {
    const { database, rotas, overrides, clock } = this.#needs;
    const area = areaById(rotas.current, areaId);
    const to = area?.managers[place];
    if (!area || to === undefined || !takesTexts(to)) return undefined;
    const said = { now: clock.now(), zone: area.timezone };
    if (tell.about === 'week') {
      const figures = await areaWeek(database, overrides, area, tell.monday, said.now);
      return { area, to, body: weekWords(area, figures) };
    }
    const spans = tell.spans.filter((span) => span.to > said.now);
    return spans.length === 0 ? undefined : { area, to, body: uncoveredWords(area, spans, said) };
  }
}

/** What Twilio would not take all evening, or nobody was there to send, waits for the morning; in milliseconds. */
function untilMorning({ area: { timezone }, shiftAt = Infinity }: Text, now: Instant): number {
  const minutes = minutesAt(now, timezone);
  if (MORNING <= minutes && minutes < EVENING) return 0;
  const today = dayAt(now, timezone);
  const morning = startInstant(minutes < MORNING ? today : today + 1, MORNING, timezone);
  return shiftAt < morning + SOON_AFTER ? 0 : morning - now;
}

function textTo(area: Area, clinician: string, body: string, shiftAt?: Instant): Text | undefined {
  const person = area.people.get(clinician);
  const to = person && mobileOf(person);
  if (to === undefined) return undefined;
  return { area, to, body, ...(shiftAt === undefined ? {} : { shiftAt }) };
}
