import { dayAt, startInstant } from '../rota/zone-day.ts';
import { readDuration } from './read-duration.ts';
import { partOfDay } from './read-time.ts';
import { placeOfUntil, readUntil, type Until } from './read-until.ts';
import { polite, type Reading, type TextCommand, type TextWord } from './text-command.ts';

/** Longer is leave, and for the rota's manager to enter. */
const longest = 7 * 24 * 60 * 60_000;
const minute = 60_000;

const unclear: TextCommand = { kind: 'unclear', about: 'off' };
/** Words that say that something else is meant than "from now", or that it is not sure. */
const notNow =
  /^(from|in|or|after|at|not|dont|on|back|later|next|week|weeks|day|days|few|several|hour|min|half|tomorrow|tonight|leave|swap|mon|tue|wed|thu|fri|sat|sun)/;
/** All that may stand after OFF alone. Whatever else is said, nobody is paused: "off his food", "off Brown". */
const aboutOff =
  words(`off pause for of rest my this shift shifts duty call work home sick ill poorly unwell today rota
  then here gone`);
/** And all that may stand between OFF and until when. */
const aboutPause =
  words(`to with seeing lunch break theatre theatres clinic ward round meeting teaching training
  appointment patient patients family busy driving`);

/** What follows OFF: nothing that counts, "2H", "90 minutes", "half an hour", "1/2 hour", "UNTIL 14:00", "TODAY". */
export function readOff(said: readonly TextWord[], reading: Reading): TextCommand {
  const all = withoutFromNow(said);
  const at = placeOfUntil(all);
  if (at >= 0)
    return isPause(all.slice(0, at)) ? off(readUntil(all.slice(at + 1), reading), reading) : unclear;
  const lasting = readDuration(all.map(({ word }) => word));
  if (lasting) {
    const { from, to, minutes } = lasting;
    const isClear = isPause(all.slice(0, from)) && !all.slice(to).some(isStrange);
    return isClear ? off(reading.now + minutes * minute, reading) : unclear;
  }
  if (!withoutDay(all).every(({ word }) => isKnown(word)) || partOfDay(all)) return unclear;
  const isToday = all.some(({ word }) => word === 'today' || word === 'day');
  return off(
    isToday ? startInstant(dayAt(reading.now, reading.zone) + 1, 0, reading.zone) : 'shift-end',
    reading,
  );
}

function off(to: Until | undefined, { now }: Reading): TextCommand {
  if (to === 'shift-end') return { kind: 'off', to };
  if (to === undefined || to <= now) return unclear;
  return to - now > longest ? { kind: 'unclear', about: 'off-too-long' } : { kind: 'off', to };
}

/** "From now" says nothing. */
function withoutFromNow(said: readonly TextWord[]): readonly TextWord[] {
  const at = said.findIndex(({ word }, place) => word === 'from' && said[place + 1]?.word === 'now');
  return at < 0 ? said : said.toSpliced(at, 2);
}

/** "All day", "for the day", "for the rest of the day"; but not "a day". */
function withoutDay(said: readonly TextWord[]): readonly TextWord[] {
  const isWhole = (place: number): boolean => /^(the|all)$/.test(said[place - 1]?.word ?? '');
  return said.filter(({ word }, place) => word !== 'all' && !(word === 'day' && isWhole(place)));
}

/** "In clinic" says where; "in 10 minutes" says from when. */
function isPause(said: readonly TextWord[]): boolean {
  return said.every(({ word }, place) => {
    const isPlace = word === 'in' || word === 'at';
    return isPlace ? aboutPause.has(said[place + 1]?.word ?? '') : isKnown(word, aboutPause);
  });
}

function isKnown(word: string, others?: ReadonlySet<string>): boolean {
  return aboutOff.has(word) || polite.has(word) || (others?.has(word) ?? false);
}

function isStrange({ word }: TextWord): boolean {
  return /\d/.test(word) || notNow.test(word);
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
