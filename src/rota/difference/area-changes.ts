import { counted } from '../counted.ts';
import type { Area, Clinician, Line, Practice } from '../types.ts';
import { alike } from './rota-change.ts';
import type { RotaChange } from './rota-change.ts';
import { settingChanges } from './setting-changes.ts';
import { openChanges, shiftChanges } from './shift-changes.ts';

/** An area that is new, or gone. */
export function wholeArea(area: Area, how: 'added' | 'removed'): RotaChange {
  const { lines, people } = area;
  const has = `${counted(lines.length, 'line')}, ${counted(people.size, 'person', 'people')}`;
  return { kind: 'area', how, area: area.id, words: `${area.name}: the area was ${how} (${has})` };
}

/** What differs between two versions of one area. */
export function areaChanges(before: Area, after: Area): readonly RotaChange[] {
  const { lines: _l, people: _p, practices: _r, id: _i, ...settingsBefore } = before;
  const { lines, people, practices, id: area, ...settings } = after;
  return [
    ...settingChanges({ area }, after.name, settingsBefore, settings),
    ...peopleChanges(before, after),
    ...practiceChanges(before, after),
    ...linesChanges(before, after),
  ];
}

function linesChanges(before: Area, after: Area): readonly RotaChange[] {
  const whole = (line: Line, how: 'added' | 'removed'): RotaChange => ({
    kind: 'line',
    how,
    area: after.id,
    line: line.id,
    words: `${line.name}: the line was ${how}`,
  });
  const gone = before.lines.filter(({ id }) => after.lines.every((line) => line.id !== id));
  return [
    ...after.lines.flatMap((line) => {
      const was = before.lines.find(({ id }) => id === line.id);
      return was ? lineChanges(before, after, was, line) : [whole(line, 'added')];
    }),
    ...gone.map((line) => whole(line, 'removed')),
  ];
}

function lineChanges(areaBefore: Area, area: Area, before: Line, after: Line): readonly RotaChange[] {
  if (alike(before, after)) return [];
  const of = { area: area.id, line: after.id };
  const name = (id: string): string => (area.people.get(id) ?? areaBefore.people.get(id))?.name ?? id;
  const { id: _i, ref: _r, open: _o, shifts: _s, ...settingsBefore } = before;
  const { id, ref, open, shifts, ...settings } = after;
  const scene = { before, after, of, name };
  return [
    ...settingChanges(of, after.name, settingsBefore, settings),
    ...openChanges(scene),
    ...shiftChanges(scene),
  ];
}

function peopleChanges(before: Area, after: Area): readonly RotaChange[] {
  const change = (how: RotaChange['how'], { id, name }: Clinician, verb: string): RotaChange => {
    const words = `${after.name}: ${name} ${verb}`;
    return { kind: 'person', how, area: after.id, clinician: id, words };
  };
  const found = [...after.people.values()].flatMap((person) => {
    const was = before.people.get(person.id);
    if (!was) return [change('added', person, 'added to people.yaml')];
    const keys = changedKeys(was, person);
    if (keys.length === 0) return [];
    return [{ ...change('changed', was, changeWords(keys, person)), keys }];
  });
  const gone = [...before.people.values()].filter(({ id }) => !after.people.has(id));
  return [...found, ...gone.map((person) => change('removed', person, 'removed from people.yaml'))];
}

/** What became of somebody, after the name that they had. */
function changeWords(keys: readonly string[], { name }: Clinician): string {
  const others = keys.filter((key) => key !== 'name');
  const has = others.length === 0 ? [] : [`has other ${others.join(', ')} in people.yaml`];
  return [...(keys.includes('name') ? [`is now called ${name}`] : []), ...has].join(' and ');
}

function changedKeys(before: Clinician, after: Clinician): readonly string[] {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).flatMap(([key, value]) => (alike(value, was.get(key)) ? [] : [key]));
}

/** A table of thousands may be replaced at once: how many, not which. */
function practiceChanges(before: Area, after: Area): readonly RotaChange[] {
  const was = byOds(before.practices);
  const is = byOds(after.practices);
  const counts = {
    added: [...is.keys()].filter((ods) => !was.has(ods)).length,
    removed: [...was.keys()].filter((ods) => !is.has(ods)).length,
    changed: [...is].filter(([ods, row]) => was.has(ods) && !alike(row, was.get(ods))).length,
  };
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  if (told.length === 0) return [];
  const words = told.map(([how, count]) => `${count} ${how}`).join(', ');
  return [{ kind: 'practices', how: 'changed', area: after.id, words: `${after.name}: practices: ${words}` }];
}

function byOds(practices: readonly Practice[]): ReadonlyMap<string, Practice> {
  return new Map(practices.map((practice) => [practice.ods, practice]));
}
