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
