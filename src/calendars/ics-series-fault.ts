import type { IcsComponent } from './ics-components.ts';
import { repeatFault } from './ics-repeats.ts';

const time = /^\d{8}(?:T\d{6}Z?)?$/;
const length = /^\+?P(?=.)(?:\d{1,3}W|(?:\d{1,3}D)?(?:T(?=.)(?:\d{1,4}H)?(?:\d{1,5}M)?(?:\d{1,7}S)?)?)$/;
/** Each day that is left out is looked up for each repeat. */
const mostLeftOut = 1000;

/** What calendars are sent for that only answer one another (RFC 5546). */
const answers = ['REPLY', 'COUNTER', 'DECLINECOUNTER', 'REFRESH'];

/**
 * Why events that share a UID cannot be read, in words; `undefined`: they can. It is found here and not by node-ical,
 * which would write what it cannot read, names and all, into our log.
 */
export function seriesFault(uid: string, events: readonly IcsComponent[]): string | undefined {
  const named = (name: string) =>
    events.flatMap(({ properties }) => properties.filter((each) => each.name === name));
  const values = (name: string) => named(name).flatMap(({ value }) => value.split(','));
  const answer = events.find(({ method }) => answers.includes(method ?? ''));
  if (answer) return `it is an answer to an invitation (${answer.method}), not an entry of a calendar`;
  if (uid.length > 1000) return 'its UID is too long';
  const starts = named('DTSTART').map(({ value }) => value);
  if (starts.length < events.length) return 'it has no beginning (DTSTART)';
  if (!starts.every((value) => time.test(value) && /^(?:19[7-9]|20|21)/.test(value)))
    return 'its beginning (DTSTART) is not a time';
  if (!named('DTEND').every(({ value }) => time.test(value))) return 'its end (DTEND) is not a time';
  if (!named('DURATION').every(({ value }) => length.test(value))) return 'its DURATION is not understood';
  if (!named('RECURRENCE-ID').every(({ value }) => time.test(value)))
    return 'what it takes the place of (RECURRENCE-ID) is not a time';
  if (values('EXDATE').length > mostLeftOut)
    return `more than ${mostLeftOut} of its repeats are left out (EXDATE)`;
  if (!values('EXDATE').every((value) => time.test(value)))
    return 'one of the repeats left out (EXDATE) is not a time';
  if (named('RECURRENCE-ID').some(({ parameters }) => /RANGE=/i.test(parameters)))
    return 'it changes all later repeats (RANGE=THISANDFUTURE), which is not read: add them by hand';
  if (named('EXRULE').length > 0)
    return 'it leaves repeats out by a rule (EXRULE), which is not read: add them by hand';
  if (events.some(({ properties }) => properties.filter(({ name }) => name === 'RRULE').length > 1))
    return 'it repeats by two rules at once, which is not read: add them by hand';
  return named('RRULE')
    .map(({ value }) => repeatFault(value))
    .find((reason) => reason !== undefined);
}
