import { expect, test } from '@jest/globals';
import { PausesHeard } from '../../src/emergency/pauses-heard.ts';
import { VirtualTime } from '../../src/virtual-time.ts';
import { mondayMorning as start } from '../stories/a-rota.ts';

const minute = 60_000;
const ahmed = { area: 'riverside', clinician: 'ahmed', from: start, to: start + minute };
const brown = { ...ahmed, clinician: 'brown' };

function heardNow() {
  const time = new VirtualTime(start);
  const pauses = new PausesHeard(time);
  return { time, pauses, who: () => pauses.current().map(({ clinician }) => clinician) };
}

test('a pause is known until it is over', () => {
  const { time, pauses, who } = heardNow();
  pauses.hear([ahmed]);
  time.moveTo(start + minute - 1);
  expect(who()).toEqual(['ahmed']);
  time.moveTo(start + minute);
  expect(who()).toEqual([]);
});

test('an answer of the database settles what was heard before it was asked', () => {
  const { time, pauses, who } = heardNow();
  pauses.hear([ahmed]);
  time.moveTo(start + 1_000);
  pauses.hear([brown]);
  pauses.settle(start + 1_000);
  expect(who()).toEqual(['brown']);
});

test('who can be rung again is forgotten, in that area', () => {
  const { pauses, who } = heardNow();
  pauses.hear([ahmed, brown]);
  pauses.forget('hillside', 'brown');
  pauses.forget('riverside', 'ahmed');
  expect(who()).toEqual(['brown']);
});
