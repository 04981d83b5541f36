import type { LineCounter, YAMLParseError } from 'yaml';

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
  const found = new Map<number, GrammarFault>();
  for (const error of causes.length > 0 ? causes : errors.slice(0, 1)) {
    const line = lines.linePos(placeOf(text, error)).line;
    if (!found.has(line)) found.set(line, { line, reason: grammarWords(error) });
  }
  return [...found.values()];
}

/** What is not closed is missed only where the next thing begins, or at the end of the file. */
function placeOf(text: string, { message, pos }: YAMLParseError): number {
  const isUnclosed = isFlow(message) || /closing .quote/.test(message);
  return isUnclosed ? Math.max(0, text.slice(0, pos[0]).trimEnd().length - 1) : pos[0];
}

function isFlow(message: string): boolean {
  return /^Flow (?:map|sequence)/.test(message);
}

function grammarWords({ code, message }: YAMLParseError): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab stands here: indent with spaces, never with tabs';
    case 'DUPLICATE_KEY':
      return 'the same key stands here twice: keep one of them';
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
    default:
      return `not YAML: ${message.split('\n', 1)[0] ?? message}`;
  }
}

const noKey = 'this is no "key: value": write a colon and a space after the key';

function unclosedWords(message: string): string {
  const [open, close] = message.startsWith('Flow map') ? ['{', '}'] : ['[', ']'];
  return `"${open}" is opened and never closed: write "${close}" at its end`;
}
