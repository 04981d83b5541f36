import type { ClinicianId, Hours, Line, Shift, Weekday } from '../types.ts';
import { onlyIn, shortHours, timesKey } from './duties.ts';
import type { Duty, DutyGroup } from './duties.ts';
import { hoursWords } from './hours-words.ts';
import { alike } from './rota-change.ts';
import type { RotaChange } from './rota-change.ts';

/** What a change of a line begins with, and how people are named. */
export interface LineScene {
  readonly before: Line;
  readonly after: Line;
  readonly of: { readonly area: string; readonly line: string };
  readonly name: (id: ClinicianId) => string;
}

/** Who was put on and taken off, and where the same people are rung in another order. */
export function shiftChanges(scene: LineScene): readonly RotaChange[] {
  const before = scene.before.shifts.flatMap(dutiesOf);
  const after = scene.after.shifts.flatMap(dutiesOf);
  const found = [
    ...onlyIn(after, before).map((group) => shiftChange(scene, 'added', group)),
    ...onlyIn(before, after).map((group) => shiftChange(scene, 'removed', group)),
    ...orderChanges(scene),
  ];
  return found.length === 0 && !alike(scene.before.shifts, scene.after.shifts) ? [relisted(scene)] : found;
}

/** When the line opens now and did not before, and the other way round. */
export function openChanges({ before, after, of }: LineScene): readonly RotaChange[] {
  const duties = (line: Line): readonly Duty[] => line.open.map((hours) => ({ who: '', hours }));
  const change = (how: 'added' | 'removed', { hours }: DutyGroup): RotaChange => {
    const verb = how === 'added' ? 'opens' : 'no longer opens';
    return { kind: 'open', how, ...of, hours, words: `${after.name}: ${verb} ${hoursWords(hours)}` };
  };
  return [
    ...onlyIn(duties(after), duties(before)).map((group) => change('added', group)),
    ...onlyIn(duties(before), duties(after)).map((group) => change('removed', group)),
  ];
}

function dutiesOf({ hours, people, tier }: Shift): readonly Duty[] {
  return people.map((id) => ({ who: `${tier} ${id}`, hours }));
}

function shiftChange(
  { after, of, name }: LineScene,
  how: 'added' | 'removed',
  { who, hours }: DutyGroup,
): RotaChange {
  const [tierText = '1', clinician = ''] = who.split(' ');
  const tier = Number(tierText);
  const verb = how === 'added' ? 'added to' : 'removed from';
  const words = `${after.name}: ${name(clinician)} ${verb} ${hoursWords(hours)}${tier === 1 ? '' : ` (tier ${tier})`}`;
  return { kind: 'shift', how, ...of, clinician, hours, ...(tier === 1 ? {} : { tier }), words };
}

/** The people of one weekday's (or date's) hours, in the order in which they are rung. */
interface Queue {
  readonly hours: Hours;
  readonly day: Weekday | undefined;
  readonly people: string[];
}

function orderChanges({ before, after, of, name }: LineScene): readonly RotaChange[] {
  const earlier = queues(before);
  const groups = new Map<string, { hours: Hours; days: Weekday[]; people: readonly string[] }>();
  for (const [key, { hours, day, people }] of queues(after)) {
    const was = earlier.get(key)?.people ?? [];
    if (alike(was, people) || !alike(was.toSorted(), people.toSorted())) continue;
    const group = `${timesKey(hours)} ${people.join(' ')}`;
    const known = groups.get(group);
    if (known && day) known.days.push(day);
    else groups.set(group, { hours, days: day ? [day] : [], people });
  }
  return [...groups.values()].map(({ hours, days, people }) => {
    const short = shortHours(hours, days);
    const words = `${after.name}: on ${hoursWords(short)} the order is now ${people.map(name).join(', ')}`;
    return { kind: 'order', how: 'changed', ...of, hours: short, words };
  });
}

function queues(line: Line): ReadonlyMap<string, Queue> {
  const found = new Map<string, Queue>();
  for (const { hours, people } of line.shifts.toSorted((one, other) => one.tier - other.tier)) {
    for (const day of hours.kind === 'weekly' ? hours.days : [undefined]) {
      const key = `${day ?? ''} ${timesKey(hours)}`;
      let queue = found.get(key);
      if (!queue) found.set(key, (queue = { hours, day, people: [] }));
      queue.people.push(...people.filter((id) => !queue.people.includes(id)));
    }
  }
  return found;
}

/** The same duties in shifts that are cut or listed otherwise: only the order at some times may differ. */
function relisted({ after, of }: LineScene): RotaChange {
  return { kind: 'order', how: 'changed', ...of, words: `${after.name}: its shifts are listed otherwise` };
}
