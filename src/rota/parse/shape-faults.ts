import { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';
import type { FaultList } from './fault-list.ts';
import type { Path, YamlSource } from './yaml-source.ts';

/** Checks a file against its shape. Every fault is told with its line; the value comes back only if there was none. */
export function shaped<Shape extends z.ZodType>(
  source: YamlSource,
  shape: Shape,
  faults: FaultList,
): z.output<Shape> | undefined {
  const result = shape.safeParse(source.value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) tell(source, shape, issue, faults);
  return undefined;
}

function tell(source: YamlSource, shape: z.ZodType, issue: z.core.$ZodIssue, faults: FaultList): void {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = keysOf(shapeAt(shape, path));
    for (const key of issue.keys) {
      faults.fault(source.file, source.lineOfKey(path, key), unknownKeyWords(key, known));
    }
    return;
  }
  faults.fault(source.file, source.lineAt(path), issueWords(source.value, shape, issue));
}

/** `"nmae" is not a key that is known here (did you mean "name"?)` */
export function unknownKeyWords(key: string, known: readonly string[]): string {
  const guess = didYouMean(key, known);
  return `"${key}" is not known here${guess === '' ? `: write one of ${known.join(', ')}` : guess}`;
}

function issueWords(value: unknown, shape: z.ZodType, { path, message }: z.core.$ZodIssue): string {
  const key = lastKey(path);
  const found = valueAt(value, path);
  if (path.length === 0) return fileWords(value, shape, message);
  const name = typeof path.at(-1) === 'number' ? entryWords(path) : `"${key}"`;
  if (found === undefined) return `"${key}" is missing${exampleWords(key, shapeAt(shape, path))}`;
  if (found === null) return `${name} is empty${exampleWords(key, shapeAt(shape, path)) || emptyWords}`;
  if (isObject(shapeAt(shape, path)) && !isRecord(found)) return `${name} is not a set of "key: value" lines`;
  return `${key}: ${message}`;
}

const emptyWords = ': write something, or take it out';

/** One of a list: of the list under a key, or of the list that the file is. */
function entryWords(path: Path): string {
  const list = path.findLast((step) => typeof step === 'string');
  return list === undefined ? 'an entry' : `an entry of "${String(list)}"`;
}

function fileWords(value: unknown, shape: z.ZodType, message: string): string {
  const begin = `begin with ${keysOf(shape)[0]}:`;
  if (value === null || value === undefined) {
    return `the file is empty: ${isObject(shape) ? begin : 'write - { id: ahmed, name: Dr Samira Ahmed }'}`;
  }
  return isObject(shape) ? `the file is not a set of "key: value" lines: ${begin}` : message;
}

function exampleWords(key: string, shape: z.ZodType | undefined): string {
  const example = shape?.meta()?.examples;
  if (!Array.isArray(example) || example.length === 0) return '';
  return `: write it like ${key}: ${yamlText(example[0])}`;
}

/** A value as a manager would write it. */
function yamlText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlText).join(', ')}]`;
  if (isRecord(value)) {
    const pairs = Object.entries(value).map(([key, each]) => `${key}: ${yamlText(each)}`);
    return `{ ${pairs.join(', ')} }`;
  }
  return typeof value === 'string' && /^[+\d]/.test(value) ? `"${value}"` : String(value);
}

/** The name of the field: the last step of the path that is not a place in a list. */
function lastKey(path: Path): string {
  return String(path.findLast((step) => typeof step === 'string') ?? 'entry');
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (found, step) => (isRecord(found) || Array.isArray(found) ? Reflect.get(found, step) : undefined),
    value,
  );
}

function shapeAt(shape: z.ZodType, path: Path): z.ZodType | undefined {
  let found: unknown = shape;
  for (const step of path) {
    const around = unwrapped(found);
    if (around instanceof z.ZodArray) found = around.element;
    else if (around instanceof z.ZodObject) found = Reflect.get(around.shape, step);
    else return undefined;
  }
  return found instanceof z.ZodType ? found : undefined;
}

function keysOf(shape: z.ZodType | undefined): readonly string[] {
  const object = unwrapped(shape);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function isObject(shape: z.ZodType | undefined): boolean {
  return unwrapped(shape) instanceof z.ZodObject;
}

/** What stands inside optional fields and fields with a default. */
function unwrapped(shape: unknown): unknown {
  let found = shape;
  while (found instanceof z.ZodOptional || found instanceof z.ZodDefault || found instanceof z.ZodPrefault) {
    found = found.unwrap();
  }
  return found;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
