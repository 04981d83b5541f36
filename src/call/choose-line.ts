import type { Line } from '../rota/types.ts';
import type { Answer } from './event.ts';

/** The line that was keyed or said; `undefined` when it was neither a key of the menu nor a name on it. */
export function chooseLine(lines: readonly Line[], answer: Answer): Line | undefined {
  const digits = answer.digits?.replace(/#$/, '');
  if (digits) return lines.find((line) => line.menu === digits);
  return answer.speech ? spokenLine(lines, answer.speech) : undefined;
}

function spokenLine(lines: readonly Line[], speech: string): Line | undefined {
  const said = plain(speech);
  const named = lines.filter((line) => ` ${said} `.includes(` ${plain(line.name)} `));
  if (named.length === 1) return named[0];
  const byWord = lines.filter((line) => said.split(' ').some((word) => nameStarts(line, word)));
  if (byWord.length === 1) return byWord[0];
  const keyed = lines.filter((line) => said === line.menu || said === numberWords[Number(line.menu)]);
  return keyed.length === 1 ? keyed[0] : undefined;
}

/** "haematologist", "endocrine", "gastro": a word that begins with the first six letters of the name. */
function nameStarts(line: Line, word: string): boolean {
  return word.length >= 6 && word.startsWith(plain(line.name).slice(0, 6));
}

function plain(words: string): string {
  return words
    .toLowerCase()
    .replace(/\bhema/g, 'haema')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

const numberWords = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
