import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayNumber } from '../../src/rota/calendar-day.ts';
import { readText } from '../../src/texts/read-text.ts';
import { london, wall } from '../rota/a-rota.ts';

/** Half past ten on Monday 23 November 2026. */
const now = wall('2026-11-23 10:30');

function read(body: string, at = now) {
  return readText(body, { now: at, zone: london });
}

describe('OFF', () => {
  test.each([
    'OFF',
    'off',
    'Off.',
    ' off please, thanks',
    'Hi, off for the rest of my shift',
    "I'm off home",
    'off sick',
    'OFF UNTIL END OF SHIFT',
    'OFF!!!',
    'pause',
    'off from now',
    'Off. Sent from my iPhone',
    'off until my shift ends',
  ])('"%s" is until the end of the shift', (body) => {
    expect(read(body)).toEqual({ kind: 'off', to: 'shift-end' });
  });

  test.each([
    ['OFF 2H', 120],
    ['off 2 hours pls', 120],
    ['OFF-2h', 120],
    ['OFF 30M', 30],
    ['off for 45 minutes', 45],
    ['off 1h30', 90],
    ['off 1h 30m', 90],
    ['OFF 1.5H', 90],
    ['off for an hour', 60],
    ['off for half an hour', 30],
    ['off two hours', 120],
    ['off for a couple of hours', 120],
    ['off 1/2 hour', 30],
    ['off ½ hour', 30],
    ['OFF .5H', 30],
    ['off five hours', 300],
    ['off 1 hour 15', 75],
    ['off for the next 2 hours', 120],
    ['off another hour', 60],
    ['off in clinic 2 hours', 120],
    ['off 2 hours thanks Sam', 120],
  ])('"%s" is for %d minutes', (body, minutes) => {
    expect(read(body)).toEqual({ kind: 'off', to: now + minutes * 60_000 });
  });

  test.each([
    ['OFF UNTIL 14:00', '2026-11-23 14:00'],
    ['off till 2pm', '2026-11-23 14:00'],
    ['Off til 2.30 pm please', '2026-11-23 14:30'],
    ['OFF UNTIL 1400', '2026-11-23 14:00'],
    ['off until 2', '2026-11-23 14:00'],
    ['off until 2.30', '2026-11-23 14:30'],
    ['off til 1430hrs', '2026-11-23 14:30'],
    ['off til 14:30h', '2026-11-23 14:30'],
    ['off until 1000 hrs', '2026-11-24 10:00'],
    ['off until tomorrow 2', '2026-11-24 14:00'],
    ['off until tomorrow 7', '2026-11-24 07:00'],
    ['off until tomorrow 8', '2026-11-24 08:00'],
    ['off until today 8', '2026-11-23 20:00'],
    ['off until tomorrow 02:00', '2026-11-24 02:00'],
    ['off sick until monday', '2026-11-30 00:00'],
    ['off until monday 9am', '2026-11-30 09:00'],
    ['off until monday 2pm', '2026-11-23 14:00'],
    ['off until 11', '2026-11-23 11:00'],
    ['off until 9 am', '2026-11-24 09:00'],
    ['off until 1pm', '2026-11-23 13:00'],
    ['off until 12pm', '2026-11-23 12:00'],
    ['off until 12am', '2026-11-24 00:00'],
    ['off until midday', '2026-11-23 12:00'],
    ['off until midnight', '2026-11-24 00:00'],
    ['OFF UNTIL 09:00', '2026-11-24 09:00'],
    ['off until tomorrow', '2026-11-24 00:00'],
    ['off until 9am tomorrow', '2026-11-24 09:00'],
    ['off until tomorrow 14:00', '2026-11-24 14:00'],
    ['off until Friday 9am', '2026-11-27 09:00'],
    ['off today', '2026-11-24 00:00'],
    ['off for the rest of the day', '2026-11-24 00:00'],
    ['off till end of day', '2026-11-24 00:00'],
    ['off until the end of Friday', '2026-11-28 00:00'],
    ['off from now until 3', '2026-11-23 15:00'],
    ['off to theatre until 3', '2026-11-23 15:00'],
    ['off to a meeting til 3pm', '2026-11-23 15:00'],
    ['off to 3pm', '2026-11-23 15:00'],
    ["off until 3 o'clock", '2026-11-23 15:00'],
    ['off until about 3', '2026-11-23 15:00'],
    ['off until 2 p.m.', '2026-11-23 14:00'],
    ['off until 12 midnight', '2026-11-24 00:00'],
    ['off until 12 tonight', '2026-11-24 00:00'],
    ['off until 12 noon', '2026-11-23 12:00'],
    ['off until 8 in the morning', '2026-11-24 08:00'],
    ['off until 3 tomorrow morning', '2026-11-24 03:00'],
    ['off until 8 this evening', '2026-11-23 20:00'],
    ['Off until 2pm\nSam Ahmed\nTel 0161 496 0123', '2026-11-23 14:00'],
  ])('"%s" is until %s', (body, until) => {
    expect(read(body)).toEqual({ kind: 'off', to: wall(until) });
  });

  test('until a time that the clocks skip is until they have skipped it', () => {
    expect(read('OFF UNTIL 01:30', wall('2026-03-28 23:00'))).toEqual({
      kind: 'off',
      to: Date.parse('2026-03-29T01:00Z'),
    });
  });

  test('until a time that comes twice is until its second coming', () => {
    expect(read('OFF UNTIL 01:30', wall('2026-10-24 23:00'))).toEqual({
      kind: 'off',
      to: Date.parse('2026-10-25T01:30Z'),
    });
  });

  test.each([
    'OFF tomorrow',
    'off next week',
    'OFF 14:00',
    'off 90',
    'off 1h60',
    'off 30m 20',
    'off from 2pm until 4pm',
    'off until whenever',
    'off until 25:00',
    'off until 10:75',
    'off until 31 Feb',
    'off on leave',
    'not off at 4',
    'off 2x',
    'OFF 0H',
    'off monday',
    'off until half 2',
    'off until half past 2',
    'off until quarter to 3',
    'off for a few hours',
    'off for one and a half hours',
    'off 1 1/2 hours',
    'off?',
    'Am I off?',
    'am i off today',
    'off until 2pm?',
    'off in 10 minutes',
    'off in an hour',
    'off 2h tomorrow',
    'off 2 hours on Friday',
    'off 2h from 14:00',
    'off 2h at 3',
    'off 2 hrs, back at 3',
    'off 2 or 3 hours',
    'off today from 3pm',
    'off later today',
    'off tonight',
    'off this evening',
    'off this morning',
    'off for a bit',
    'off for lunch',
    'off till 20 to 3',
    'off until ten to 3',
    'off until bed 4 is seen',
    'off until 5 patients are seen',
    'off to ward 5',
    'off until tomorrow afternoon',
    'off until Wednesday pm',
    'off until I call 0161 496 0000',
    'off until clinic ends at 3',
    'off his legs',
    'off food',
    'off you go',
    'Off-label use of apixaban',
    'off Brown',
    'Off: Peter Brown until 3pm',
  ])('"%s" is not taken for a pause from now', (body) => {
    expect(read(body)).not.toMatchObject({ kind: 'off' });
  });

  test('of more than a week is refused', () => {
    expect(read('OFF UNTIL 1 DEC')).toEqual({ kind: 'unclear', about: 'off-too-long' });
    expect(read('OFF 200H')).toEqual({ kind: 'unclear', about: 'off-too-long' });
    expect(read('OFF UNTIL 30 NOV')).toMatchObject({ kind: 'off' });
  });
});

describe('ON', () => {
  test.each([
    'ON',
    'on',
    'Back on please',
    'on now',
    "I'm back",
    'ON call again',
    'resume',
    'back on the rota',
  ])('"%s" is understood', (body) => {
    expect(read(body)).toEqual({ kind: 'on' });
  });

  test.each([
    ...['on leave', 'on until 5', 'on holiday tomorrow', 'on 2pm', 'on?'],
    ...['on it', "I'm on it, thanks", 'on it now', 'on a call', "I'm on the call"],
  ])('"%s" is not', (body) => {
    expect(read(body)).toEqual({ kind: 'unclear', about: 'on' });
  });
});

describe('SWAP', () => {
  test.each([
    ['SWAP BROWN 4 DEC', 'BROWN', '2026-12-04'],
    ['swap with Dr Brown on 4th December please', 'Dr Brown', '2026-12-04'],
    ['Swap Brown 04/12', 'Brown', '2026-12-04'],
    ['swap brown 4/12/26', 'brown', '2026-12-04'],
    ['swap brown 4.12.2026', 'brown', '2026-12-04'],
    ['swap brown 2026-12-04', 'brown', '2026-12-04'],
    ['swap Dec 4 Brown', 'Brown', '2026-12-04'],
    ['SWAP Fri 4 Dec Peter Brown', 'Peter Brown', '2026-12-04'],
    ['SWAP BROWN TOMORROW', 'BROWN', '2026-11-24'],
    ['swap brown tomorow', 'brown', '2026-11-24'],
    ['SWAP BROWN today', 'BROWN', '2026-11-23'],
    ['SWAP BROWN FRIDAY', 'BROWN', '2026-11-27'],
    ['swap my shift on friday with brown', 'brown', '2026-11-27'],
    ['swap brown monday', 'brown', '2026-11-23'],
    ['swap brown next monday', 'brown', '2026-11-30'],
    ['swap brown next fri', 'brown', '2026-12-04'],
    ['swap brown 3 jan', 'brown', '2027-01-03'],
    ['swap brown 22 nov 2027', 'brown', '2027-11-22'],
    ["swop O'Connor 4 dec", "O'Connor", '2026-12-04'],
    ['swap Smith-Jones 4 dec', 'Smith Jones', '2026-12-04'],
    ['swap May 4 dec', 'May', '2026-12-04'],
    ['swap Dr Sun friday', 'Dr Sun', '2026-11-27'],
    ['swap brown 4th of december 2026', 'brown', '2026-12-04'],
    ['swap brown this friday', 'brown', '2026-11-27'],
    ['swap brown this coming friday', 'brown', '2026-11-27'],
  ])('"%s" asks %s about %s', (body, name, day) => {
    expect(read(body)).toEqual({ kind: 'swap', name, day: dayNumber(day) });
  });

  test.each([
    'SWAP',
    'SWAP BROWN',
    'SWAP 4 DEC',
    'swap brown 31 feb',
    'swap brown 22 nov',
    'swap brown thursday 4 dec',
    'swap brown 4/13',
    'swap brown 4 dec 2025',
    'swap brown 4.12',
    'swap brown 4/12 for 5/12',
    "swap my friday with brown's monday",
    'swap brown 4 dec 9-5',
    'swap brown friday week',
    'swap brown a week on friday',
    'swap brown fri next week',
    'swap brown day after tomorrow',
    'swap brown friday the 4th',
    'swap brown or patel friday',
    'swap brown friday morning',
  ])('"%s" is not clear', (body) => {
    expect(read(body)).toEqual({ kind: 'unclear', about: 'swap' });
  });
});

describe('the other words', () => {
  test.each([
    ["Who's on?", { kind: 'who' }],
    ['WHO', { kind: 'who' }],
    ['next', { kind: 'next' }],
    ['When am I next on?', { kind: 'next' }],
    ['Am I on?', { kind: 'next' }],
    ['am i on call today', { kind: 'next' }],
    ['who is on today', { kind: 'who' }],
    ['whos on friday', { kind: 'unclear', about: 'who' }],
    ['who is on tonight', { kind: 'unclear', about: 'who' }],
    ['HELP', { kind: 'help' }],
    ['?', { kind: 'help' }],
    ['Yes', { kind: 'yes', more: '' }],
    ['yes please, happy to do that', { kind: 'yes', more: '' }],
    ['YES Ahmed', { kind: 'yes', more: 'Ahmed' }],
    ['yes but only until noon', { kind: 'yes', more: 'but only until noon' }],
    ['yes cannot', { kind: 'yes', more: 'cannot' }],
    ['yes, no problem', { kind: 'yes', more: '' }],
    ['yeah no sorry', { kind: 'yes', more: 'no' }],
    ['no sorry', { kind: 'no', more: '' }],
    ['No, I cannot', { kind: 'no', more: '' }],
    ['no idea', { kind: 'no', more: 'idea' }],
    ['STOP', { kind: 'stop' }],
    ['stop texting me please', { kind: 'stop' }],
    ['unsubscribe', { kind: 'stop' }],
    ['no more texts please', { kind: 'stop' }],
    ['CANCEL', { kind: 'stop' }],
    ['End.', { kind: 'stop' }],
    ['quit', { kind: 'stop' }],
    ['StopAll', { kind: 'stop' }],
    ['START', { kind: 'start' }],
    ['unstop', { kind: 'start' }],
    ['cancel my swap', { kind: 'unswap' }],
    ['Undo swap', { kind: 'unswap' }],
    ['UNDO', { kind: 'unswap' }],
    ['undo my swap please', { kind: 'unswap' }],
    ['opt out', { kind: 'stop' }],
    ["Yes that's fine, I'll take it", { kind: 'yes', more: '' }],
    ['Yes. Sent from my iPhone', { kind: 'yes', more: '' }],
    ['cancel please', { kind: 'unknown' }],
    ['cancel this', { kind: 'unknown' }],
    ['end of my shift', { kind: 'unknown' }],
    ['start my shift', { kind: 'unknown' }],
    ['', { kind: 'unknown' }],
    ['7', { kind: 'unknown' }],
    ['the patient in bed 4', { kind: 'unknown' }],
  ])('"%s"', (body, command) => {
    expect(read(body)).toEqual(command);
  });
});

test('whatever is texted, it is read, and a pause is never longer than a week nor over', () => {
  const word = fc.oneof(
    fc.constantFrom('off', 'until', '2h', 'tomorrow', '14:00', 'next', 'fri', '31/12', 'swap', '99'),
    fc.string(),
  );
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 8 }),
      fc.integer({ min: now, max: now + 400 * 86_400_000 }),
      (words, at) => {
        const command = read(words.join(' '), at);
        if (command.kind !== 'off' || command.to === 'shift-end') return;
        expect(command.to).toBeGreaterThan(at);
        expect(command.to).toBeLessThanOrEqual(at + 7 * 86_400_000);
      },
    ),
  );
});
