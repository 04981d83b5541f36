import { expect, test } from '@jest/globals';
import { ringsOf } from '../../src/emergency/duty.ts';
import { PausesHeard } from '../../src/emergency/pauses-heard.ts';
import { VirtualTime } from '../../src/virtual-time.ts';
import { listed, mondayMorning as chosen } from '../stories/a-rota.ts';

const minute = 60_000;
const hour = 60 * minute;

test('a walk rings the same ladder to its end, though a pause ends meanwhile', () => {
  const time = new VirtualTime(chosen);
  const pauses = new PausesHeard(time);
  const rings = (at: number) =>
    ringsOf('riverside/haematology', at, {
      rotas: listed('ahmed', 'brown', 'patel'),
      overrides: pauses.current(),
    }).map(({ clinician }) => clinician);
  pauses.hear([{ area: 'riverside', clinician: 'ahmed', from: chosen, to: chosen + minute }]);
  expect(rings(chosen)).toEqual(['brown', 'patel']);
  time.moveTo(chosen + 2 * minute);
  expect(rings(chosen)).toEqual(['brown', 'patel']);
  expect(rings(chosen + 2 * minute)).toEqual(['ahmed', 'brown', 'patel']);
});

test('a pause is forgotten when no walk can have begun with it', () => {
  const time = new VirtualTime(chosen);
  const pauses = new PausesHeard(time);
  pauses.hear([{ area: 'riverside', clinician: 'ahmed', from: chosen, to: chosen + minute }]);
  time.moveTo(chosen + 4 * hour);
  expect(pauses.current()).toHaveLength(1);
  time.moveTo(chosen + 4 * hour + minute);
  expect(pauses.current()).toEqual([]);
});
