import { expect, test } from '@jest/globals';
import { EmergencyPauses } from '../../src/emergency/emergency-pauses.ts';
import { PausesHeard } from '../../src/emergency/pauses-heard.ts';
import type { Area, Clinician, Override, Rotas } from '../../src/rota/types.ts';
import { VirtualTime } from '../../src/virtual-time.ts';
import { override, wall } from '../rota/a-rota.ts';
import { aLine, aRota, clinician, listed, mondayMorning as now, service } from '../stories/a-rota.ts';

const shared = '+447700900199';

function asked(rotas: Rotas, overrides: readonly Override[] = []) {
  const clock = new VirtualTime(now);
  const pauses = new PausesHeard(clock);
  const made = new EmergencyPauses({
    ...{ rotas: { current: rotas }, clock, pauses, overrides: { current: () => overrides } },
  });
  return { made, wishes: () => pauses.wishes.map((each) => `${each.area}/${each.clinician}`), pauses };
}

function among(rotas: Rotas, people: readonly Clinician[]): Rotas {
  const known = new Map(people.map((each) => [each.id, each]));
  return { ...rotas, areas: rotas.areas.map((area) => ({ ...area, people: known })) };
}

const [ahmed, brown] = [clinician('ahmed', 0), clinician('brown', 1)];
const sharing = among(listed('ahmed', 'brown'), [
  { ...ahmed, phones: [...ahmed.phones, shared] },
  { ...brown, phones: [...brown.phones, shared] },
]);

function withHillside(okafor: Clinician = clinician('okafor', 7)): Rotas {
  const rotas = aRota([aLine('haematology', '1', ['ahmed'], { overflow: ['hillside/dermatology'] })]);
  const [riverside] = rotas.areas;
  if (!riverside) throw new Error('no area');
  const line = { ...aLine('dermatology', '1', ['okafor']), ref: 'hillside/dermatology' as const };
  const people = new Map([['okafor', okafor]]);
  const hillside: Area = { ...riverside, id: 'hillside', numbers: ['+441614960009'], lines: [line], people };
  return { ...rotas, areas: [riverside, hillside] };
}

test.each<{ name: string; rotas: Rotas; overrides?: Override[]; phone: string; paused: string[] }>([
  {
    name: 'whose telephone rang',
    rotas: listed('ahmed', 'brown'),
    phone: brown.phones[0] ?? '',
    paused: ['riverside/brown'],
  },
  { name: 'nobody, where nobody has it', rotas: listed('ahmed'), phone: '+447700900777', paused: [] },
  { name: 'nobody, where two on duty share it', rotas: sharing, phone: shared, paused: [] },
  {
    name: 'of two who share it, who is on duty',
    rotas: sharing,
    overrides: [override('leave', 'ahmed')],
    phone: shared,
    paused: ['riverside/brown'],
  },
  {
    name: 'somebody of an area that the line overflows to',
    rotas: withHillside(),
    phone: clinician('okafor', 7).phones[0] ?? '',
    paused: ['hillside/okafor'],
  },
  {
    name: 'whose telephone rang, also in the other area that has them',
    rotas: withHillside({ ...ahmed, id: 'okafor' }),
    phone: ahmed.phones[0] ?? '',
    paused: ['riverside/ahmed', 'hillside/okafor'],
  },
])('pauses $name', ({ rotas, overrides, phone, paused }) => {
  const { made, wishes } = asked(rotas, overrides);
  expect(made.beginOf(phone, service)).toBe(paused.length > 0);
  expect(wishes()).toEqual(paused);
});

test('once, until the end of the shift, whatever the database answers before it is stored', () => {
  const { made, pauses } = asked(listed('ahmed'));
  made.begin('riverside', 'ahmed', 'shift-end');
  made.begin('riverside', 'ahmed', 'shift-end');
  pauses.settle(now + 60_000);
  expect(pauses.current()).toMatchObject([{ kind: 'pause', from: now, to: wall('2026-11-24 00:00') }]);
  pauses.hear(pauses.wishes);
  expect(pauses.wishes).toEqual([]);
  pauses.settle(now + 60_000);
  expect(pauses.current()).toEqual([]);
});
