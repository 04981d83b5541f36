import { badParameters, Problem } from './problem.ts';

const notUtf8 = new Problem(400, 'What was sent is not UTF-8, as JSON has to be.');
const notJson = new Problem(400, 'What was sent cannot be read as JSON.');

/** What JSON that was sent says, or what is wrong with it; nothing says `{}`. */
export function sentJson(bytes: Uint8Array): { readonly json: unknown } | Problem {
  if (bytes.length === 0) return { json: {} };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return notUtf8;
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return notJson;
  }
  const twice = keyGivenTwice(text);
  return twice === undefined ? { json } : refused(twice);
}

function refused(key: string): Problem {
  return badParameters([{ field: key.slice(0, 60), message: 'must be given once: which one is meant?' }]);
}

/**
 * A key that one object of this JSON has twice; `undefined`: there is none. `JSON.parse` takes the last one and tells
 * nobody. In JSON that can be read a colon outside of a text follows a key.
 */
export function keyGivenTwice(json: string): string | undefined {
  const objects: Set<string>[] = [];
  let last = '""';
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}:]/g)) {
    if (token === '{') objects.push(new Set());
    else if (token === '}') objects.pop();
    else if (token !== ':') last = token;
    else {
      const key = String(JSON.parse(last));
      const keys = objects.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
