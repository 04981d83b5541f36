import { describe, expect, test } from '@jest/globals';
import { importWarnings } from '../../src/calendars/import-warnings.ts';
import type { ImportedAs } from '../../src/calendars/preview-shape.ts';
import { readImport } from '../../src/calendars/read-import.ts';
import { wall } from '../rota/a-rota.ts';
import { calendarArea } from './an-area.ts';

const area = calendarArea();
const now = wall('2026-11-22 10:00');
const times = 'DTSTART;TZID=Europe/London:20261124T090000\r\nDTEND;TZID=Europe/London:20261124T';
const day = 'DTSTART;VALUE=DATE:20261124';

/** What is warned of in a calendar with one event. */
async function warned(as: ImportedAs, title: string, when: string) {
  const event = `BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:${title}\r\n${when}\r\nEND:VEVENT`;
  const text = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n${event}\r\nEND:VCALENDAR\r\n`;
  const file = { kind: 'calendar', text, as, line: as === 'shifts' ? 'haematology' : undefined } as const;
  const preview = await readImport(area, { ...file, dates: undefined }, now);
  expect(preview.matched).toHaveLength(1);
  return importWarnings(area, preview, []).map(({ kind, words, row }) => [kind, words, row]);
}

describe('an entry that is taken for leave', () => {
  const short = 'Dr Samira Ahmed would be on leave for less than four hours: is it leave?';
  const birthday = 'Dr Samira Ahmed would be on leave for a birthday: is it leave?';

  test.each([
    ['Meeting with Samira Ahmed re leave policy', `${times}100000`, [['short-leave', short, 4]]],
    ['Samira Ahmed leave', `${times}125900`, [['short-leave', short, 4]]],
    ['Samira Ahmed leave', `${times}130000`, []],
    ['Samira Ahmed leave', day, []],
    ['Birthday of Samira Ahmed', day, [['birthday', birthday, 4]]],
    ['Samira Ahmed’s BIRTHDAY', day, [['birthday', birthday, 4]]],
  ])('is asked about where it may be none: %s, %s', async (title, when, expected) => {
    expect(await warned('leave', title, when)).toEqual(expected);
  });
});

test('a short shift is nothing to ask about', async () => {
  expect(await warned('shifts', 'Samira Ahmed', `${times}100000`)).toEqual([]);
});
