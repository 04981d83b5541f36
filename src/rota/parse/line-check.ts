import type { AreaFiles, ReadLine } from './area-files.ts';
import { didYouMean } from './did-you-mean.ts';
import type { FaultList } from './fault-list.ts';
import { checkHours } from './hours-check.ts';
import { fieldOf, listUnder, textsUnder } from './loose-value.ts';

/** What one line's file says of people, lines and times, checked against the other files. */
export interface KnownNames {
  /** The ids in the area's people.yaml; `undefined` when that file cannot be read. */
  readonly people: ReadonlySet<string> | undefined;
  /** Every line of every area: "riverside/haematology". */
  readonly lines: ReadonlySet<string>;
}

export function checkLine(area: AreaFiles, line: ReadLine, known: KnownNames, faults: FaultList): void {
  const { source } = line;
  for (const [index, entry] of listUnder(source.value, 'open').entries()) {
    checkHours(source, ['open', index], entry, faults);
  }
  const shifts = listUnder(source.value, 'shifts');
  for (const [index, entry] of shifts.entries()) {
    checkHours(source, ['shifts', index], entry, faults);
    checkPeople(line, index, entry, known, faults);
  }
  if (shifts.length === 0 && line.content)
    faults.warning(source.file, 1, 'the line has no shifts: nobody will ever be rung');
  checkOverflow(area, line, known, faults);
  checkRing(line, faults);
}

function checkPeople(
  { source }: ReadLine,
  index: number,
  entry: unknown,
  known: KnownNames,
  faults: FaultList,
): void {
  const people = textsUnder(entry, 'people');
  for (const [place, id] of people.entries()) {
    if (id === undefined) continue;
    const line = source.lineAt(['shifts', index, 'people', place]);
    if (known.people && !known.people.has(id))
      faults.fault(source.file, line, unknownPerson(id, known.people));
    if (people.indexOf(id) !== place)
      faults.fault(source.file, line, `"${id}" stands twice in this shift: keep one`);
  }
}

function unknownPerson(id: string, people: ReadonlySet<string>): string {
  return `"${id}" is not in people.yaml${didYouMean(id, people) || ': add them there, or take them out here'}`;
}

function checkOverflow(
  area: AreaFiles,
  { id, source }: ReadLine,
  known: KnownNames,
  faults: FaultList,
): void {
  const refs = textsUnder(source.value, 'overflow');
  const own = `${area.id}/${id}`;
  const others = [...known.lines].filter((ref) => ref !== own);
  for (const [place, ref] of refs.entries()) {
    if (ref === undefined) continue;
    const fault = (reason: string): void =>
      faults.fault(source.file, source.lineAt(['overflow', place]), reason);
    if (ref === own) fault(`"${ref}" is this line itself: take it out`);
    else if (known.lines.has(`${area.id}/${ref}`)) fault(`"${ref}" needs its area: write ${area.id}/${ref}`);
    else if (!known.lines.has(ref)) fault(unknownLine(ref, others));
    if (refs.indexOf(ref) !== place) fault(`"${ref}" stands twice: keep one`);
  }
}

function unknownLine(ref: string, others: readonly string[]): string {
  const hint = ref.includes('/')
    ? `: there is no ${ref}.yaml`
    : ': write the area and the line, like riverside/haematology';
  return `"${ref}" is not a line${didYouMean(ref, others) || hint}`;
}

function checkRing({ source }: ReadLine, faults: FaultList): void {
  const ring = fieldOf(source.value, 'ring');
  const seconds = fieldOf(ring, 'seconds') ?? 20;
  const giveUpAfter = fieldOf(ring, 'giveUpAfter') ?? 180;
  if (typeof seconds !== 'number' || typeof giveUpAfter !== 'number' || !(giveUpAfter < seconds)) return;
  const line = source.lineAt(['ring', 'giveUpAfter']);
  const words = `${giveUpAfter} seconds end before the first ringing of ${seconds} seconds does: write more`;
  faults.fault(source.file, line, `giveUpAfter: ${words}`);
}
