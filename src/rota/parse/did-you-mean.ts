/** ` (did you mean "brown"?)`, or nothing where no known word is near enough to be meant. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const nearest = nearestWord(word, known);
  return nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
}

/** The known word with the fewest changes of letters, at most one for every three letters (but two at least). */
function nearestWord(word: string, known: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  const allowed = Math.min(wanted.length - 1, Math.max(2, Math.floor(wanted.length / 3)));
  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const each of known) {
    const distance = nearness(wanted, each.toLowerCase());
    if (distance <= allowed && (!best || distance < best.distance)) best = { word: each, distance };
  }
  return best?.word;
}

/** A word that begins or ends with the other is near, however much is missing: "monday", "endocrinology". */
function nearness(word: string, known: string): number {
  const inside = known.length >= 3 && word.length >= 3 && (isPartOf(word, known) || isPartOf(known, word));
  return inside ? 1 : editDistance(word, known);
}

function isPartOf(part: string, whole: string): boolean {
  return whole.startsWith(part) || whole.endsWith(part);
}

/** How many letters must be changed, added, left out, or swapped with their neighbour. */
export function editDistance(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(cell(row, j) + 1, cell(next, j - 1) + 1, cell(row, j - 1) + change);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        least = Math.min(least, cell(before, j - 2) + 1);
      }
      next.push(least);
    }
    before = row;
    row = next;
  }
  return cell(row, other.length);
}

function cell(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
