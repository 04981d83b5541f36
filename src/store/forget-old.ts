import type { Instant } from '../clock.ts';
import type { Queryable } from './queryable.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** How long is kept what is of no use for ever, in milliseconds. */
export const keptFor = {
  /** Keys of requests: who tries again does so within a weekend. Later the same override is known by what it says. */
  requests: 72 * hour,
  /** What was told once: the latest that could be told of twice is the checking of phones, once a month. */
  notices: 90 * day,
  /** What imports would do and nobody confirmed, with the names in the file. */
  previews: 7 * day,
  /** Replies to texts: Twilio brings a text again within minutes. */
  replies: day,
  /** Versions of the rota files, with the numbers and PINs in them: two years of fairness, and what it began with. */
  versions: 2 * 366 * day,
} as const;

/** The newest version always stays, and the one that was in force when what is kept begins. */
const statement = `
with requests as (delete from override_requests where made_at < $1),
  told as (delete from notices where sent_at < $2),
  heard as (delete from texts_heard where heard_at < $4),
  shown as (delete from calendar_imports where confirmed_at is null and made_at < $5)
delete from rota_versions where number < (select max(number) from rota_versions where published_at <= $3)`;

/** Deletes what was kept for long enough. Harmless at any time, and by several at once. */
export async function forgetOld(database: Queryable, now: Instant): Promise<void> {
  const before = (kept: number): Date => new Date(now - kept);
  const { requests, notices, versions, replies, previews } = keptFor;
  await database.query(statement, [requests, notices, versions, replies, previews].map(before));
}
