import { isScalar, visit } from 'yaml';
import type { Document, Node } from 'yaml';

/** A part of a file that YAML reads otherwise than whoever wrote it. */
export interface StrangeSign {
  readonly node: Node;
  readonly reason: string;
}

/** Spaces of another width, or of none, as they come with a copy from a web page or a letter. */
export const strangeSpace = /[\u00A0\u1680\u2000-\u200B\u202F\u205F\u3000\uFEFF]/;
export const strangeSpaceWords =
  'a space here is not an ordinary one (it came with a copy from elsewhere): delete it and type it anew';
const curlyWords = 'the quotes here are those of a word processor: write " in their place';

/**
 * Quotes and spaces that YAML takes for letters. A name may begin with a curly quote, like that of Dr ’t Hooft, and have
 * any space between its words.
 */
export function strangeSigns(document: Document): readonly StrangeSign[] {
  const found: StrangeSign[] = [];
  visit(document, {
    Scalar(place, node) {
      const text = node.type === 'PLAIN' ? (node.source ?? '') : '';
      const edges = place === 'key' ? text : text.slice(0, 1) + text.slice(-1);
      if (/^(?:[“”„]|‘.*’$)/.test(text)) found.push({ node, reason: curlyWords });
      else if (strangeSpace.test(edges)) found.push({ node, reason: strangeSpaceWords });
    },
  });
  return found;
}

/** What people read or hear, and may hold a "#". */
const spoken: ReadonlySet<unknown> = new Set(['name', 'greeting', 'nextRoute']);

/** Texts without quotes that end at a "#": of "Ring extension #123" the rest is a comment. */
export function cutShort(document: Document): readonly StrangeSign[] {
  const found: StrangeSign[] = [];
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !spoken.has(key.value) || !isScalar(value) || value.type !== 'PLAIN') return;
      const [comment = ''] = (value.comment ?? '').split('\n');
      if (!/^\S/.test(comment)) return;
      const reason = `"#${comment}" is left out as a comment: put the whole text in quotes, or write "# " before a comment`;
      found.push({ node: value, reason });
    },
  });
  return found;
}
