import { beforeEach, expect, test } from '@jest/globals';
import { EmergencyBook } from '../../src/emergency/emergency-book.ts';
import { accepted, ringing, type EmergencyRecord } from '../../src/emergency/emergency-record.ts';
import { VirtualTime } from '../../src/virtual-time.ts';
import { mondayMorning } from '../stories/a-rota.ts';
import { legSid } from '../webhooks/switchboard.ts';

const phone = '+447700900101';
const ring = {
  line: 'riverside/haematology',
  clinician: 'ahmed',
  phone,
  phonePlace: 0,
  seconds: 20,
} as const;
const walk = { line: 'riverside/haematology', chosen: mondayMorning, rung: ['0badcafe'], misses: 0 } as const;

let time: VirtualTime;
let kept: EmergencyRecord[];
let book: EmergencyBook;

beforeEach(() => {
  time = new VirtualTime(mondayMorning);
  kept = [];
  book = new EmergencyBook({ clock: time, keep: (record) => void kept.push(record) });
});

function begin(n: number): string {
  book.begin({ callerSid: legSid(n), area: 'riverside', practice: null, started: time.now() });
  return legSid(n);
}

function rings(sid: string): void {
  book.change(sid, (record, at) => ringing(record, walk, ring, at), phone);
}

test('a caller is kept once, however often their end is told', () => {
  const sid = begin(1);
  book.over(sid);
  book.over(sid);
  expect(kept.map((record) => [record.callerSid, record.ended])).toEqual([[sid, mondayMorning]]);
});

test('a repeated webhook adds no second ringing', () => {
  const sid = begin(1);
  rings(sid);
  rings(sid);
  expect(book.find(sid)?.attempts).toHaveLength(1);
});

test('the first result of a ringing sticks', () => {
  const sid = begin(1);
  rings(sid);
  book.change(sid, (record, at) => accepted(record, 0, at));
  book.over(sid);
  expect(kept[0]?.attempts.map(({ result }) => result)).toEqual(['accepted']);
  expect(kept[0]?.connectedAt).toBe(mondayMorning);
});

test('nobody is connected who was not rung', () => {
  const sid = begin(1);
  book.change(sid, (record, at) => accepted(record, 0, at));
  expect(book.find(sid)).toMatchObject({ connectedAt: null, clinician: null });
});

test('a telephone is in use for others, and not for its own caller', () => {
  const [one, other] = [begin(1), begin(2)];
  rings(one);
  expect([book.isEngaged(phone, one), book.isEngaged(phone, other)]).toEqual([false, true]);
  book.over(one);
  expect(book.isEngaged(phone, other)).toBe(false);
});

test('a ringing whose end nobody told of frees the telephone; a talk does not', () => {
  const [one, other] = [begin(1), begin(2)];
  rings(one);
  time.moveTo(time.now() + 121_000);
  expect(book.isEngaged(phone, other)).toBe(false);
  book.change(one, (record, at) => accepted(record, 0, at));
  time.moveTo(time.now() + 3_600_000);
  expect(book.isEngaged(phone, other)).toBe(true);
});

test('a caller who was not heard of for three hours is kept, and forgotten', () => {
  const old = begin(1);
  time.moveTo(time.now() + 2 * 3_600_000);
  const recent = begin(2);
  time.moveTo(time.now() + 3_600_001);
  book.forget();
  expect(kept.map(({ callerSid }) => callerSid)).toEqual([old]);
  expect(book.find(recent)).toBeDefined();
});

test('there is a most: the oldest is kept as it is, and makes room', () => {
  for (let n = 0; n <= 2_000; n++) begin(n);
  expect(kept.map(({ callerSid }) => callerSid)).toEqual([legSid(0)]);
  expect(book.find(legSid(2_000))).toBeDefined();
});

test('when the process stops, everybody is kept', () => {
  const sids = [begin(1), begin(2)];
  book.close();
  expect(kept.map(({ callerSid }) => callerSid)).toEqual(sids);
});

test('the call book is told of who left its care: at once if it knows them, for a minute if not', () => {
  const [known, unknown] = [begin(1), begin(2)];
  book.settled(known, true);
  book.settled(unknown, false);
  expect(book.left).toEqual([unknown]);
  time.moveTo(time.now() + 61_000);
  book.settled(unknown, false);
  expect(book.left).toEqual([]);
});

test('a caller who is answered by the call book again has not left it', () => {
  const sid = begin(1);
  book.returned(sid);
  expect(book.left).toEqual([]);
  expect(book.find(sid)).toBeUndefined();
});
