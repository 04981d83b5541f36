import { z } from 'zod';
import { wallClock, type Clock, type Instant } from '../clock.ts';
import type { Overrides } from '../overrides/overrides.ts';
import type { Interval } from '../rota/hours.ts';
import type { Area, AreaId, ClinicianId, LineId, Rotas } from '../rota/types.ts';
import type { Queryable } from '../store/queryable.ts';
import { dutyEvents, type FeedSubject } from './duty-events.ts';
import { FeedDocuments } from './feed-documents.ts';
import { feedDigest } from './feed-secret.ts';
import { giveEvents } from './given-events.ts';

/** A feed as it is kept: nobody can find its address again. */
export interface Feed {
  readonly id: string;
  readonly area: AreaId;
  readonly subject: FeedSubject;
  readonly madeBy: string;
  readonly madeAt: Instant;
}

export interface CalendarFeedsNeeds {
  readonly database: Queryable;
  readonly rotas: () => Rotas;
  readonly overrides: Pick<Overrides, 'standing'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly newSecret: () => string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

const row = z.object({
  id: z.string(),
  area: z.string(),
  clinician: z.string().nullable(),
  line: z.string().nullable(),
  made_by: z.string(),
  made_at: z.date(),
});
const columns = 'id, area, clinician, line, made_by, made_at';

/** The private calendars that clinicians and lines subscribe to. Of a secret only the digest is kept. */
export class CalendarFeeds {
  readonly #needs: CalendarFeedsNeeds;
  readonly #documents = new FeedDocuments();

  constructor(needs: CalendarFeedsNeeds) {
    this.#needs = needs;
  }

  /** Makes a feed. Its address is told here and never again: whoever has it reads the feed. */
  async make(area: AreaId, subject: FeedSubject, madeBy: string): Promise<{ id: string; url: string }> {
    const { database, clock, newId, newSecret, publicUrl } = this.#needs;
    const [id, secret] = [newId(), newSecret()];
    const [clinician, line] = columnsOf(subject);
    await database.query(
      `insert into calendar_feeds (id, digest, area, clinician, line, made_by, made_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, feedDigest(secret), area, clinician, line, madeBy, new Date(clock.now())],
    );
    return { id, url: `${publicUrl}/calendars/${secret}.ics` };
  }

  /** The feeds of an area that are not revoked, oldest first; of one clinician alone where that is said. */
  async list(area: AreaId, clinician?: ClinicianId): Promise<readonly Feed[]> {
    const { rows } = await this.#needs.database.query(
      `select ${columns} from calendar_feeds
        where area = $1 and revoked_at is null and ($2::text is null or clinician = $2)
        order by made_at, id`,
      [area, clinician ?? null],
    );
    return z.array(row).parse(rows).map(feedOf);
  }

  /** From now on its address answers nobody, and what it gave is forgotten. False: there is no such feed, or it was revoked before. */
  async revoke(area: AreaId, id: string, clinician?: ClinicianId): Promise<boolean> {
    const { rows } = await this.#needs.database.query(
      `with revoked as (
         update calendar_feeds set revoked_at = $3
          where area = $1 and id = $2 and revoked_at is null and ($4::text is null or clinician = $4)
          returning id
       ), forgotten as (delete from calendar_events where feed in (select id from revoked))
       select id from revoked`,
      [area, id, new Date(this.#needs.clock.now()), clinician ?? null],
    );
    return rows.length > 0;
  }

  /** The feed with this secret; `undefined`: unknown and revoked alike, or its area is no more. */
  async find(secret: string): Promise<Feed | undefined> {
    const { rows } = await this.#needs.database.query(
      `select ${columns} from calendar_feeds where digest = $1 and revoked_at is null`,
      [feedDigest(secret)],
    );
    const [feed] = z.array(row).parse(rows).map(feedOf);
    return feed && this.#areaOf(feed) ? feed : undefined;
  }

  /** The feed as a calendar reads it now. What it gives is remembered, so that it can say what is cancelled. */
  async document(feed: Feed): Promise<string> {
    const { database, clock, overrides } = this.#needs;
    const area = this.#areaOf(feed);
    if (!area) throw new Error('the area of this feed is no more');
    const now = clock.now();
    const span = feedSpan(now, area.timezone);
    const standing = await overrides.standing(area.id, span.from, span.to);
    const due = dutyEvents(area, feed.subject, span, standing);
    const events = await giveEvents(database, feed.id, due, { now, since: span.from });
    const title = { name: nameOf(area, feed.subject), timezone: area.timezone };
    return this.#documents.of(feed.id, title, events);
  }

  #areaOf(feed: Feed): Area | undefined {
    return this.#needs.rotas().areas.find(({ id }) => id === feed.area);
  }
}

/** From a month ago to a year ahead, in whole days. */
function feedSpan(now: Instant, zone: string): Interval {
  const today = wallClock(now, zone).startOf('day');
  return { from: today.minus({ months: 1 }).toMillis(), to: today.plus({ years: 1 }).toMillis() };
}

function nameOf(area: Area, subject: FeedSubject): string {
  if (subject.kind === 'clinician') {
    return `${area.people.get(subject.clinician)?.name ?? subject.clinician}: on call (${area.name})`;
  }
  const line = area.lines.find(({ id }) => id === subject.line);
  return `${line?.name ?? subject.line}: on call (${area.name})`;
}

function columnsOf(subject: FeedSubject): [clinician: ClinicianId | null, line: LineId | null] {
  return subject.kind === 'clinician' ? [subject.clinician, null] : [null, subject.line];
}

function feedOf({ id, area, clinician, line, made_by, made_at }: z.output<typeof row>): Feed {
  const subject: FeedSubject =
    clinician === null ? { kind: 'line', line: line ?? '' } : { kind: 'clinician', clinician };
  return { id, area, subject, madeBy: made_by, madeAt: made_at.getTime() };
}
