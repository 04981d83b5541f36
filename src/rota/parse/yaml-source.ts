import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Alias, Document, Node } from 'yaml';
import type { FaultList } from './fault-list.ts';
import { grammarFaults } from './grammar-words.ts';

export type Path = readonly PropertyKey[];

/** A YAML file that could be read: its value, and where each part of it stands. */
export interface YamlSource {
  readonly file: string;
  readonly value: unknown;
  /** The line (from 1) of what `path` leads to, or of the nearest thing around it. */
  lineAt(path: Path): number;
  /** The line of a key in the mapping that `path` leads to. */
  lineOfKey(path: Path, key: string): number;
}

/** Numbers only in looks. Written without quotes they are taken as they stand, so that "0123" keeps its nought. */
export const digitKeys: ReadonlySet<unknown> = new Set(['menu', 'treatmentFunction', 'gmc', 'pin']);

/** Reads YAML 1.2; every fault of the grammar goes to `faults`, and then nothing is returned. */
export function readYaml(file: string, text: string, faults: FaultList): YamlSource | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    version: '1.2',
    prettyErrors: false,
    logLevel: 'error',
  });
  for (const { line, reason } of grammarFaults(text, document.errors, lines))
    faults.fault(file, line, reason);
  if (document.errors.length > 0) return undefined;
  const lineOf = (node: Node | undefined): number => lines.linePos(node?.range?.[0] ?? 0).line;
  const curly = curlyQuoted(document);
  for (const text of curly)
    faults.fault(file, lineOf(text), 'the quotes here are those of a word processor: write " in their place');
  if (curly.length > 0) return undefined;
  keepDigits(document);
  const read = valueOf(document, file, lineOf, faults);
  if (!read) return undefined;
  return {
    file,
    value: read.value,
    lineAt: (path) => lineOf(nodeAt(document, path)),
    lineOfKey: (path, key) => lineOf(keyNode(nodeAt(document, path, 'value'), key) ?? nodeAt(document, path)),
  };
}

/** Texts in quotes that YAML takes for letters. A name may begin with one of them, like that of Dr ’t Hooft. */
function curlyQuoted(document: Document): readonly Node[] {
  const found: Node[] = [];
  visit(document, {
    Scalar(_, scalar) {
      if (scalar.type === 'PLAIN' && /^(?:[“”„]|‘.*’$)/.test(scalar.source ?? '')) found.push(scalar);
    },
  });
  return found;
}

function keepDigits(document: Document): void {
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !digitKeys.has(key.value) || !isScalar(value)) return;
      if (typeof value.value === 'number' && value.source !== undefined) value.value = value.source;
    },
  });
}

/** Aliases without an anchor, and bombs of aliases, are found only now. */
function valueOf(
  document: Document,
  file: string,
  lineOf: (node: Node | undefined) => number,
  faults: FaultList,
): { readonly value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: 50 }) };
  } catch (problem) {
    const lost = problem instanceof ReferenceError ? lostAlias(document) : undefined;
    const reason = lost
      ? `"*${lost.source}" stands for nothing: put a text that begins with * in quotes`
      : 'too much is nested or repeated (with & and *): write it out';
    faults.fault(file, lineOf(lost), reason);
    return undefined;
  }
}

function lostAlias(document: Document): Alias | undefined {
  let lost: Alias | undefined;
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document)) lost ??= alias;
    },
  });
  return lost;
}

/** The key of the last step (its line is what a manager looks for), unless its value is asked for. */
function nodeAt(document: Document, path: Path, last: 'key' | 'value' = 'key'): Node | undefined {
  let node: Node | undefined = document.contents ?? undefined;
  let found = node;
  for (const [index, step] of path.entries()) {
    const key = keyNode(node, String(step));
    const next = childOf(document, node, step);
    if (!key && !next) return found;
    found = (last === 'key' || index < path.length - 1 ? key : undefined) ?? next ?? key;
    node = next;
  }
  return found;
}

function childOf(document: Document, node: Node | undefined, step: PropertyKey): Node | undefined {
  if (!isMap(node) && !isSeq(node)) return undefined;
  const child: unknown = node.get(typeof step === 'symbol' ? String(step) : step, true);
  if (isAlias(child)) return child.resolve(document);
  return isNode(child) ? child : undefined;
}

function keyNode(node: Node | undefined, key: string): Node | undefined {
  if (!isMap(node)) return undefined;
  const pair = node.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key,
  );
  return isNode(pair?.key) ? pair.key : undefined;
}
