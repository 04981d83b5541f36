import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Alias, Document, Node } from 'yaml';
import type { FaultList } from './fault-list.ts';
import { grammarFaults, tooMuch } from './grammar-words.ts';
import { cutShort, strangeSigns } from './strange-signs.ts';

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
  const strange = strangeSigns(document);
  for (const { node, reason } of strange) faults.fault(file, lineOf(node), reason);
  if (strange.length > 0) return undefined;
  for (const { node, reason } of cutShort(document)) faults.warning(file, lineOf(node), reason);
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

function keepDigits(document: Document): void {
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !digitKeys.has(key.value) || !isScalar(value)) return;
      if (typeof value.value === 'number' && value.source !== undefined) value.value = value.source;
    },
  });
}

/** Aliases without an anchor or within their own, and bombs of aliases, are found only now. */
function valueOf(
  document: Document,
  file: string,
  lineOf: (node: Node | undefined) => number,
  faults: FaultList,
): { readonly value: unknown } | undefined {
  const looped = aliasThat(document, isWithinItself);
  if (looped) {
    faults.fault(file, lineOf(looped), `"*${looped.source}" stands within what it stands for: write it out`);
    return undefined;
  }
  try {
    return { value: document.toJS({ maxAliasCount: 50 }) };
  } catch (problem) {
    const lost =
      problem instanceof ReferenceError
        ? aliasThat(document, (alias) => !alias.resolve(document))
        : undefined;
    const reason = lost
      ? `"*${lost.source}" stands for nothing: put a text that begins with * in quotes`
      : tooMuch;
    faults.fault(file, lineOf(lost), reason);
    return undefined;
  }
}

/** The first alias of which this is true; `around` are the nodes that it stands in. */
function aliasThat(
  document: Document,
  is: (alias: Alias, around: readonly unknown[]) => boolean,
): Alias | undefined {
  let found: Alias | undefined;
  visit(document, {
    Alias(_, alias, around) {
      if (!found && is(alias, around)) found = alias;
    },
  });
  return found;
}

function isWithinItself({ source }: Alias, around: readonly unknown[]): boolean {
  return around.some((node) => (isMap(node) || isSeq(node)) && node.anchor === source);
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
