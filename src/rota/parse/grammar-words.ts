import type { LineCounter, YAMLParseError } from 'yaml';
import { strangeSpace, strangeSpaceWords } from './strange-signs.ts';

/** One fault of YAML's grammar, for somebody who does not know YAML. */
export interface GrammarFault {
  readonly line: number;
  readonly reason: string;
}

/**
 * The faults of a file that is not YAML, one a line at most: what the parser says next about the same line, or about
 * all that follows, is a consequence.
 */
export function grammarFaults(
  text: string,
  errors: readonly YAMLParseError[],
  lines: LineCounter,
): readonly GrammarFault[] {
  const causes = errors.filter(({ message }) => !/token in YAML stream/.test(message));
  const rows = text.split('\n');
  const found = new Map<number, GrammarFault>();
  for (const error of causes.length > 0 ? asMeant(causes) : errors.slice(0, 1)) {
    const line = lines.linePos(placeOf(text, error)).line;
    const reason = strangeSpace.test(rows[line - 1] ?? '') ? strangeSpaceWords : grammarWords(text, error);
    if (!found.has(line)) found.set(line, { line, reason });
  }
  return [...found.values()];
}

type Problem = Pick<YAMLParseError, 'code' | 'message' | 'pos'>;

/**
 * A key that is indented too far is taken for more of the text above it, and told of twice where that text begins.
 * What is to be put right is where it ends.
 */
function asMeant(errors: readonly Problem[]): readonly Problem[] {
  const placesOf = (code: Problem['code']): ReadonlySet<number> =>
    new Set(errors.filter((error) => error.code === code).map(({ pos }) => pos[0]));
  const begin = placesOf('BLOCK_AS_IMPLICIT_KEY');
  const runOn = placesOf('MULTILINE_IMPLICIT_KEY');
  return errors.flatMap((error): readonly Problem[] => {
    const { code, message, pos } = error;
    if (!begin.has(pos[0]) || !runOn.has(pos[0])) return [error];
    return code === 'MULTILINE_IMPLICIT_KEY'
      ? [{ code: 'BAD_INDENT', message, pos: [pos[1] - 1, pos[1]] }]
      : [];
  });
}

/** What is not closed is missed only where the next thing begins, or at the end of the file. */
function placeOf(text: string, { message, pos }: Problem): number {
  const isUnclosed = isFlow(message) || /closing .quote/.test(message);
  return isUnclosed ? Math.max(0, text.slice(0, pos[0]).trimEnd().length - 1) : pos[0];
}

function isFlow(message: string): boolean {
  return /^Flow (?:map|sequence)/.test(message);
}

function grammarWords(text: string, { code, message, pos }: Problem): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab stands here: indent with spaces, never with tabs';
    case 'DUPLICATE_KEY':
      return `${keyAt(text, pos[0])} stands here twice: keep one of them`;
    case 'MISSING_CHAR':
      return /quote/.test(message) ? 'a quote is opened and never closed: write another at its end' : noKey;
    case 'MULTILINE_IMPLICIT_KEY':
      return noKey;
    case 'BAD_INDENT':
      return isFlow(message)
        ? unclosedWords(message)
        : 'indent this line like the others of its kind above it';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'this is out of place: put a text with a colon in quotes, several keys on one line in { }, or indent it like its neighbours';
    case 'BAD_SCALAR_START':
    case 'BAD_ALIAS':
      return 'a text that begins with such a sign must stand in quotes';
    case 'BLOCK_IN_FLOW':
    case 'UNEXPECTED_TOKEN':
      return 'this is not expected here: is a comma, a quote or a bracket missing before it, or is the line not indented like its neighbours?';
    case 'MULTIPLE_DOCS':
      return 'a second document begins here: take the line --- out';
    case 'RESOURCE_EXHAUSTION':
      return tooMuch;
    default:
      return `not YAML: ${message.split('\n', 1)[0] ?? message}`;
  }
}

/** `"from"`, as it is written at `place`. */
function keyAt(text: string, place: number): string {
  return `"${/^["']?([^"':]*)/.exec(text.slice(place, place + 60))?.[1] ?? ''}"`;
}

export const tooMuch = 'too much is nested or repeated (with & and *): write it out';
const noKey = 'this is no "key: value": write a colon and a space after the key';

function unclosedWords(message: string): string {
  const [open, close] = message.startsWith('Flow map') ? ['{', '}'] : ['[', ']'];
  return `"${open}" is opened and never closed: write "${close}" at its end`;
}
