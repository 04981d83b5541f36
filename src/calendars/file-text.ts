import { isUtf8 } from 'node:buffer';

/** How a file says what it is. */
export type FileKind = 'calendar' | 'csv';

/** The kind that a media type names; `undefined`: another. */
export function fileKind(mediaType: string): FileKind | undefined {
  const [type = ''] = mediaType.toLowerCase().split(';');
  if (type.trim() === 'text/calendar') return 'calendar';
  return type.trim() === 'text/csv' ? 'csv' : undefined;
}

/** What Windows writes for 0x80 to 0x9F: the curly quote of O’Brien is 0x92. Some versions of Node read controls. */
const windowsOnly = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The text of a file: UTF-8, or UTF-16 where it says so or every other byte is nothing; else as Excel in Britain writes it (Windows-1252). */
export function fileText(bytes: Uint8Array): string {
  const [first, second, third, fourth] = bytes;
  if (first && second === 0 && third && fourth === 0) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0 && second && third === 0 && fourth) return new TextDecoder('utf-16be').decode(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  const text = new TextDecoder('windows-1252').decode(bytes);
  return text.replace(/[\u0080-\u009f]/g, (each) => windowsOnly[each.charCodeAt(0) - 0x80] ?? each);
}

/** Whether a file says that it is UTF-8, by its media type or its mark, and is not: no other letters can be meant. */
export function isBrokenUtf8(bytes: Uint8Array, mediaType: string): boolean {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return (hasMark || /;\s*charset\s*=\s*"?utf-?8\b/i.test(mediaType)) && !isUtf8(bytes);
}
