import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import ical, { type VEvent } from 'node-ical';
import type { Instant } from '../../src/clock.ts';
import { wall } from '../rota/a-rota.ts';
import { availableDatabases } from '../statistics/databases.ts';
import type { Store } from '../stores.ts';
import { calendarRotas, haematology, people } from './an-area.ts';
import { rotasWith } from '../rota/a-rota.ts';
import { TheCalendars } from './the-calendars.ts';

interface Shown {
  readonly uid: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly summary: string;
  readonly sequence: number | undefined;
  readonly status: string | undefined;
}

/** A calendar as a program reads it. */
function shown(text: string): readonly Shown[] {
  return Object.values(ical.sync.parseICS(text))
    .filter((each): each is VEvent => each?.type === 'VEVENT')
    .map(({ uid, start, end, summary, sequence, status }) => ({
      ...{
        uid,
        from: start.getTime(),
        to: end?.getTime() ?? 0,
        summary: typeof summary === 'string' ? summary : summary.val,
      },
      ...{ sequence, status },
    }))
    .sort((one, other) => one.from - other.from);
}

function at(events: readonly Shown[], from: Instant): Shown | undefined {
  return events.find((each) => each.from === from);
}

describe.each(availableDatabases())('calendar feeds, on $name', (kind) => {
  let store: Store;
  let calendars: TheCalendars;
  beforeAll(async () => {
    store = await kind.open();
  });
  beforeEach(async () => {
    await store.database.pool.query('truncate overrides, calendar_imports, calendar_events, calendar_feeds');
    calendars = new TheCalendars(store);
  });
  afterAll(() => store.close());

  async function made(
    sent: object,
    by: 'manager' | 'ahmed' = 'manager',
  ): Promise<{ id: string; url: string }> {
    return (await calendars.post('calendar-feeds', sent, by).expect(200)).body;
  }

  async function document(url: string): Promise<string> {
    return (await calendars.read(url).expect(200)).text;
  }

  describe('what a clinician reads', () => {
    test('is each of their shifts, from a month ago to a year ahead, at its time', async () => {
      const { url } = await made({ clinician: 'ahmed' });
      const events = shown(await document(url));
      expect(events[0]).toMatchObject({
        from: wall('2026-10-22 09:00'),
        to: wall('2026-10-22 17:00'),
        summary: 'Haematology: on call',
        sequence: 0,
        status: 'CONFIRMED',
      });
      expect(events.at(-1)?.from).toBe(wall('2027-11-19 09:00'));
      expect(at(events, wall('2027-07-01 09:00'))?.to).toBe(wall('2027-07-01 17:00'));
      expect(events.length).toBe(22 + 260);
    });

    test('has nights of eleven and of thirteen hours when the clocks change', async () => {
      const { url } = await made({ clinician: 'brown' });
      const text = await document(url);
      const events = shown(text);
      const hours = (from: string): number => {
        const night = at(events, wall(from));
        return night ? (night.to - night.from) / 3_600_000 : 0;
      };
      expect([hours('2027-03-27 20:00'), hours('2027-03-28 20:00')]).toEqual([11, 12]);
      expect([hours('2027-10-30 20:00'), hours('2026-10-24 20:00')]).toEqual([13, 13]);
      expect(text).toContain(
        'DTSTART;TZID=Europe/London:20270327T200000\r\nDTEND;TZID=Europe/London:20270328T080000',
      );
    });

    test('is what RFC 5545 asks for', async () => {
      const text = await document((await made({ clinician: 'ahmed' })).url);
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
      expect(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:')).toBe(true);
      expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
      expect(text).toContain('BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n');
      expect(text).toContain('RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU');
      expect(text).toMatch(/\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n/);
      expect(text).toMatch(/\r\nDTSTAMP:\d{8}T\d{6}Z\r\n/);
      expect(text).toContain('X-WR-TIMEZONE:Europe/London');
      expect(text.match(/BEGIN:VTIMEZONE/g)).toHaveLength(1);
      // What concerns the whole calendar stands before its first component (3.6), and nothing between or after them.
      const [head = '', ...rest] = text.split(/^(?=BEGIN:V(?:TIMEZONE|EVENT))/m);
      expect(head).toMatch(/\r\nX-WR-TIMEZONE:Europe\/London\r\n/);
      expect(rest.slice(0, -1).every((each) => /\r\nEND:V(?:TIMEZONE|EVENT)\r\n$/.test(each))).toBe(true);
      expect(rest.at(-1)).toMatch(/\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n$/);
      const uids = shown(text).map(({ uid }) => uid);
      expect(new Set(uids).size).toBe(uids.length);
      expect(text).not.toMatch(/ahmed@|0161|07700|\+44/i);
    });

    test('counts leave, swaps and extras, and no pauses', async () => {
      const base = { area: 'riverside', line: undefined, with: undefined, why: 'a test' } as const;
      const day = (date: string) => ({ from: wall(`${date} 00:00`), to: wall(`${date} 23:59`) });
      const morning = { from: wall('2026-11-29 10:00'), to: wall('2026-11-29 12:00') };
      const { url } = await made({ clinician: 'ahmed' });
      for (const draft of [
        { ...base, kind: 'leave', clinician: 'ahmed', ...day('2026-11-24') },
        { ...base, kind: 'swap', clinician: 'ahmed', with: 'may', ...day('2026-11-25') },
        { ...base, kind: 'pause', clinician: 'ahmed', ...day('2026-11-26') },
        { ...base, kind: 'swap', clinician: 'brown', with: 'ahmed', ...day('2026-11-28') },
        { ...base, kind: 'extra', clinician: 'ahmed', line: 'haematology', ...morning },
      ] as const) {
        await calendars.overrides.add({ drafts: [draft], by: 'key manager-a' });
      }
      const week = shown(await document(url)).filter(
        ({ from }) => from >= wall('2026-11-23 00:00') && from < wall('2026-11-30 00:00'),
      );
      expect(week.map(({ from, to }) => [from, to])).toEqual(
        [
          ['2026-11-23 09:00', '2026-11-23 17:00'],
          ['2026-11-26 09:00', '2026-11-26 17:00'],
          ['2026-11-27 09:00', '2026-11-27 17:00'],
          ['2026-11-28 00:00', '2026-11-28 08:00'],
          ['2026-11-28 20:00', '2026-11-28 23:59'],
          ['2026-11-29 10:00', '2026-11-29 12:00'],
        ].map((span) => span.map((each) => wall(each))),
      );
    });
  });

  test('of a line has everybody by name', async () => {
    const { url } = await made({ line: 'haematology' });
    const text = await document(url);
    const monday = shown(text)
      .filter(({ from }) => from >= wall('2026-11-23 00:00'))
      .slice(0, 2);
    expect(monday.map(({ summary }) => summary)).toEqual(['Dr Samira Ahmed', 'Dr Peter Brown']);
    expect(text).toContain('X-WR-CALNAME:Haematology: on call (Riverside)');
  });

  test('names cannot break out of their place', async () => {
    const names = people.replace(
      'Dr Samira Ahmed',
      '"Dr <script>; Ah, med\\\\n 🩺 Ångström-Ångström-Ångström-Ångström"',
    );
    calendars.rotas = rotasWith({
      'riverside/people.yaml': names,
      'riverside/haematology.yaml': haematology,
    });
    const text = await document((await made({ line: 'haematology' })).url);
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(text).toContain('SUMMARY:Dr <script>\\; Ah\\, med\\\\n');
    expect(shown(text).length).toBeGreaterThan(300);
  });

  describe('what changes', () => {
    test('keeps its UID, counts up and is cancelled; what comes back is confirmed again', async () => {
      const { url } = await made({ clinician: 'ahmed' });
      const monday = wall('2026-11-30 09:00');
      const before = at(shown(await document(url)), monday);
      const leave = await calendars.overrides.add({
        drafts: [
          {
            ...{ area: 'riverside', line: undefined, kind: 'leave', clinician: 'ahmed', with: undefined },
            ...{ from: wall('2026-11-30 00:00'), to: wall('2026-12-01 00:00'), why: 'a test' },
          },
        ],
        by: 'key manager-a',
      });
      const text = await document(url);
      const during = shown(text);
      // Some calendars do not heed STATUS: the title says it, too.
      const summary = 'Cancelled: Haematology: on call';
      expect(at(during, monday)).toEqual({ ...before, summary, sequence: 1, status: 'CANCELLED' });
      expect(text.match(/SUMMARY:Cancelled/g)).toHaveLength(1);
      expect(during.filter(({ status }) => status === 'CANCELLED')).toHaveLength(1);
      const [standing] = 'overrides' in leave ? leave.overrides : [];
      await calendars.overrides.remove('riverside', standing?.id ?? '', 'key manager-a');
      expect(at(shown(await document(url)), monday)).toEqual({ ...before, sequence: 2 });
    });

    test('is told to be cancelled for a month, and counts on when it comes back', async () => {
      const { url } = await made({ clinician: 'ahmed' });
      const day = wall('2027-03-01 09:00');
      await document(url);
      calendars.rotas = calendarRotas(haematology.replace('[ahmed]', '[may]'));
      expect(at(shown(await document(url)), day)?.status).toBe('CANCELLED');
      calendars.now = wall('2026-12-22 09:00');
      expect(at(shown(await document(url)), day)?.status).toBe('CANCELLED');
      calendars.now = wall('2026-12-23 12:00');
      expect(at(shown(await document(url)), day)).toBeUndefined();
      calendars.rotas = calendarRotas();
      expect(at(shown(await document(url)), day)).toMatchObject({ status: 'CONFIRMED', sequence: 2 });
    });

    test('in length has the same UID and a new time', async () => {
      const { url } = await made({ clinician: 'ahmed' });
      const monday = wall('2026-11-30 09:00');
      const before = at(shown(await document(url)), monday);
      calendars.rotas = calendarRotas(haematology.replace('to: "17:00"', 'to: "18:00"'));
      const events = shown(await document(url));
      expect(at(events, monday)).toEqual({ ...before, to: wall('2026-11-30 18:00'), sequence: 1 });
      expect(events.some(({ status }) => status === 'CANCELLED')).toBe(false);
    });

    test('does not rewrite what was: last month stays as it was given', async () => {
      const { url } = await made({ clinician: 'ahmed' });
      const before = shown(await document(url)).filter(({ to }) => to <= calendars.now);
      calendars.rotas = calendarRotas(haematology.replace('[ahmed]', '[may]'));
      const after = shown(await document(url));
      expect(after.filter(({ to }) => to <= calendars.now)).toEqual(before);
      expect(
        after.filter(({ from }) => from > calendars.now).every(({ status }) => status === 'CANCELLED'),
      ).toBe(true);
    });

    test('changes the ETag, and nothing else does', async () => {
      const { url } = await made({ clinician: 'ahmed' });
      const first = await calendars.read(url).expect(200);
      calendars.now += 60_000;
      await calendars
        .read(url)
        .set('If-None-Match', first.get('ETag') ?? '')
        .expect(304);
      calendars.rotas = calendarRotas(haematology.replace('[ahmed]', '[may]'));
      const changed = await calendars
        .read(url)
        .set('If-None-Match', first.get('ETag') ?? '')
        .expect(200);
      expect(changed.get('ETag')).not.toBe(first.get('ETag'));
    });

    test('is the same for two who read at once', async () => {
      const { url } = await made({ clinician: 'ahmed' });
      const [one, other] = await Promise.all([document(url), document(url)]);
      expect(shown(one)).toEqual(shown(other));
    });
  });

  describe('the secret', () => {
    test('is not kept, not listed, and not in what is reported', async () => {
      const { id, url } = await made({ clinician: 'ahmed' });
      const secret = /([\w-]{43})\.ics$/.exec(url)?.[1] ?? 'none';
      const { rows } = await store.database.pool.query('select * from calendar_feeds');
      expect(JSON.stringify(rows)).not.toContain(secret);
      const list = await calendars.get('calendar-feeds').expect(200);
      expect(list.body).toEqual({
        area: 'riverside',
        feeds: [
          {
            id,
            clinician: { id: 'ahmed', name: 'Dr Samira Ahmed' },
            line: null,
            madeBy: 'key manager-a',
            madeAt: '2026-11-22T10:00:00.000Z',
          },
        ],
      });
      await store.database.pool.query('alter table calendar_events rename to elsewhere');
      await calendars.read(url).expect(500);
      await store.database.pool.query('alter table elsewhere rename to calendar_events');
      expect(calendars.reported).toHaveLength(1);
      expect(String(calendars.reported)).not.toContain(secret);
      expect(
        JSON.stringify(calendars.reported[0], Object.getOwnPropertyNames(calendars.reported[0])),
      ).not.toContain(secret);
    });

    test('is 256 bits, another each time, and needs no API key', async () => {
      const [one, other] = [await made({ clinician: 'ahmed' }), await made({ clinician: 'ahmed' })];
      expect(one.url).toMatch(/^https:\/\/rotaline\.example\/calendars\/[\w-]{43}\.ics$/);
      expect(other.url).not.toBe(one.url);
    });

    test('tells no other page and no store in between, and gives no search engine anything', async () => {
      const { url } = await made({ clinician: 'ahmed' });
      const response = await calendars.read(url).expect(200);
      expect(response.get('Referrer-Policy')).toBe('no-referrer');
      expect(response.get('Cache-Control')).toBe('private, no-cache');
      expect(response.get('X-Robots-Tag')).toBe('noindex');
      expect(response.get('Content-Type')).toBe('text/calendar; charset=utf-8');
    });

    test('that is unknown, wrong or revoked is answered alike', async () => {
      const { id, url } = await made({ clinician: 'ahmed' });
      await calendars.remove(`calendar-feeds/${id}`).expect(200);
      await calendars.remove(`calendar-feeds/${id}`).expect(404);
      const others = [url, url.replace('.ics', ''), `https://x.example/calendars/${'A'.repeat(43)}.ics`];
      const wrong = [
        '/calendars/%00.ics',
        '/calendars/..%2f.ics',
        '/calendars/x',
        '/calendars',
        '/calendars/%E0%A4%A.ics',
      ];
      for (const path of [...others, ...wrong.map((each) => `https://x.example${each}`)]) {
        const { status, text } = await calendars.read(
          path.replace('https://rotaline.example', 'https://x.example'),
        );
        expect([status, text]).toEqual([404, 'There is no calendar at this address.\n']);
      }
      expect(calendars.reported).toEqual([]);
    });

    test('that is revoked leaves nothing of what it gave, and another keeps it', async () => {
      const [first, second] = [await made({ line: 'haematology' }), await made({ line: 'haematology' })];
      for (const { url } of [first, second]) await calendars.read(url).expect(200);
      await calendars.remove(`calendar-feeds/${first.id}`).expect(200);
      const { rows } = await store.database.pool.query('select distinct feed from calendar_events');
      expect(rows).toEqual([{ feed: second.id }]);
    });

    test('cannot be tried for long', async () => {
      const strict = new TheCalendars(store, { perAddress: 100, perFeed: 2, failuresPerAddress: 3 });
      const { url } = (await strict.post('calendar-feeds', { clinician: 'ahmed' }).expect(200)).body;
      for (const status of [404, 404, 404, 429]) {
        await strict.read(`https://x.example/calendars/${'A'.repeat(43)}.ics`).expect(status);
      }
      for (const status of [200, 200, 429]) await strict.read(url).expect(status);
    });
  });

  describe('who may', () => {
    test('a clinician makes, sees and revokes their own, and nobody else’s', async () => {
      const own = await made({ clinician: 'ahmed' }, 'ahmed');
      const other = await made({ clinician: 'brown' });
      await calendars.post('calendar-feeds', { clinician: 'brown' }, 'ahmed').expect(403);
      await calendars.post('calendar-feeds', { line: 'haematology' }, 'ahmed').expect(403);
      await calendars.post('calendar-feeds', { clinician: 'ahmed' }, 'elsewhere').expect(403);
      await calendars.get('calendar-feeds', 'elsewhere').expect(403);
      const { body } = await calendars.get('calendar-feeds', 'ahmed').expect(200);
      expect(body.feeds).toMatchObject([{ id: own.id }]);
      await calendars.remove(`calendar-feeds/${other.id}`, 'ahmed').expect(404);
      await calendars.read(other.url).expect(200);
      await calendars.remove(`calendar-feeds/${own.id}`, 'ahmed').expect(200);
      await calendars.read(own.url).expect(404);
    });

    test('a reader does none of it', async () => {
      await calendars.get('calendar-feeds', 'reader').expect(403);
      await calendars.post('calendar-feeds', { clinician: 'ahmed' }, 'reader').expect(403);
    });

    test.each([
      [{}, 'clinician'],
      [{ clinician: 'ahmed', line: 'haematology' }, 'clinician'],
      [{ clinician: 'amed' }, 'clinician'],
      [{ line: 'haematolgy' }, 'line'],
      [{ clinician: 'ahmed', more: 1 }, 'more'],
    ])('%j is refused with the field', async (sent, field) => {
      const { body } = await calendars.post('calendar-feeds', sent).expect(400);
      expect(body.errors).toMatchObject([{ field }]);
    });
  });
});
