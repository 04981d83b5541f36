import { expect, test } from '@jest/globals';
import { feedDocument } from '../../src/calendars/feed-document.ts';
import { london, utc } from '../rota/a-rota.ts';

const hour = 3_600_000;

test('a long document is written in pieces, with time for calls in between', async () => {
  const first = utc('2027-01-01T00:00Z');
  const events = Array.from({ length: 1000 }, (_, place) => ({
    ...{ uid: `${place}@x`, from: first + place * hour, to: first + (place + 1) * hour },
    ...{ summary: 'Dr Samira Ahmed', sequence: 0, cancelled: false, changedAt: first },
  }));
  let pauses = 0;
  const text = await feedDocument({ name: 'x', timezone: london }, events, async () => void pauses++);
  expect(pauses).toBeGreaterThanOrEqual(20);
  const uids = text.match(/^UID:.*$/gm) ?? [];
  expect(uids).toEqual(events.map(({ uid }) => `UID:${uid}`));
});

test('a calendar without events is still one', async () => {
  const text = await feedDocument({ name: 'x', timezone: london }, [], async () => {});
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n[^]*BEGIN:VTIMEZONE\r\n[^]*END:VTIMEZONE\r\nEND:VCALENDAR\r\n$/);
});

test('a zone by another name has the name that is explained in the calendar', async () => {
  const at = utc('2027-07-01T08:00Z');
  const event = {
    uid: 'x',
    from: at,
    to: at + hour,
    summary: 'x',
    sequence: 0,
    cancelled: false,
    changedAt: at,
  };
  const text = await feedDocument({ name: 'x', timezone: 'Europe/Belfast' }, [event], async () => {});
  const [, explained] = /\r\nTZID:(.*)\r\n/.exec(text) ?? [];
  expect(text).toContain(`DTSTART;TZID=${explained}:20270701T090000\r\n`);
  expect(text).toContain(`X-WR-TIMEZONE:${explained}\r\n`);
  expect(text).not.toContain('Belfast');
});

test('an hour that comes twice is told in UTC, the first time as well as the second', async () => {
  const event = (from: string, to: string) => ({
    ...{ uid: from, from: utc(from), to: utc(to), summary: 'x' },
    ...{ sequence: 0, cancelled: false, changedAt: utc('2026-10-01T00:00Z') },
  });
  const events = [
    event('2026-10-24T19:00Z', '2026-10-25T00:30Z'),
    event('2026-10-25T00:30Z', '2026-10-25T08:00Z'),
    event('2026-10-25T01:30Z', '2026-10-25T08:00Z'),
    event('2026-10-25T02:00Z', '2026-10-25T08:00Z'),
  ];
  const text = await feedDocument({ name: 'x', timezone: london }, events, async () => {});
  const [, ...said] = text.split('BEGIN:VEVENT').map((each) => each.match(/^DT(?:START|END).*$/gm));
  expect(said).toEqual([
    ['DTSTART:20261024T190000Z', 'DTEND:20261025T003000Z'],
    ['DTSTART:20261025T003000Z', 'DTEND:20261025T080000Z'],
    ['DTSTART:20261025T013000Z', 'DTEND:20261025T080000Z'],
    ['DTSTART;TZID=Europe/London:20261025T020000', 'DTEND;TZID=Europe/London:20261025T080000'],
  ]);
});
