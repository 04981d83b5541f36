import type { Instant } from '../clock.ts';
import { civilDay, weekdayIndex } from '../rota/calendar-day.ts';
import type { Interval } from '../rota/hours.ts';
import { dayNames, endOfDay, endsSoon, shortDate, shortTime } from '../rota/words.ts';
import { dayAt } from '../rota/zone-day.ts';

/** "today", "tomorrow", "Fri 4 Dec"; with the year where it is neither this one nor near. */
export function dayWords(at: Instant, now: Instant, zone: string): string {
  const day = dayAt(at, zone);
  const ahead = day - dayAt(now, zone);
  if (ahead === 0) return 'today';
  if (ahead === 1) return 'tomorrow';
  const [date = '', month = ''] = shortDate(at, zone).split(' ');
  const year = ahead > 300 ? ` ${civilDay(day).year}` : '';
  return `${dayNames[weekdayIndex(day)]?.slice(0, 3)} ${date} ${month.slice(0, 3)}${year}`;
}

/** "tomorrow 9am to 5pm", "Fri 4 Dec 8pm to 8am", "Fri 4 Dec 9am to 10am Sat 5 Dec". */
export function spanWords({ from, to }: Interval, now: Instant, zone: string): string {
  const end = endsSoon({ from, to }, zone) ? shortTime(to, zone) : namedEnd(to, now, zone);
  return `${dayWords(from, now, zone)} ${shortTime(from, zone)} to ${end}`;
}

/** "5pm", "8am tomorrow", "8am Fri 4 Dec", "midnight", "the end of Fri 4 Dec". */
export function endWords(at: Instant, now: Instant, zone: string): string {
  const end = namedEnd(at, now, zone);
  return end.endsWith(' today') ? shortTime(at, zone) : end;
}

/** "8am tomorrow", "the end of Fri 4 Dec". */
function namedEnd(at: Instant, now: Instant, zone: string): string {
  const time = shortTime(at, zone);
  const day = (instant: Instant): string => dayWords(instant, now, zone);
  return time === 'midnight' ? endOfDay(at, day) : `${time} ${day(at)}`;
}

export const titles: ReadonlySet<string> = new Set(
  'dr prof professor mr mrs ms miss mx sir dame sister'.split(' '),
);

/** "Dr Ahmed" of "Dr Samira Ahmed"; a name without a title stays as it is. */
export function shortName(name: string): string {
  const words = name.trim().split(/\s+/);
  const [title = '', ...rest] = words;
  const surname = rest.at(-1);
  return surname !== undefined && isTitle(title) ? `${title} ${surname}` : name;
}

/** "Samira Ahmed" of "Dr Samira Ahmed". */
export function withoutTitle(name: string): string {
  const [title = '', ...rest] = name.trim().split(/\s+/);
  return isTitle(title) && rest.length > 0 ? rest.join(' ') : name;
}

function isTitle(word: string): boolean {
  return titles.has(word.toLowerCase().replace('.', ''));
}

/** "Haematology", "Haematology and Cardiology", "Haematology, Cardiology and Neurology". */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** "Dr Ahmed, Dr Brown and 2 more": as many as asked for. */
export function firstOf(items: readonly string[], count: number): string {
  const more = items.length - count;
  return more > 0 ? `${items.slice(0, count).join(', ')} and ${more} more` : listed(items);
}
