/** How a file says what it is. */
export type FileKind = 'calendar' | 'csv';

/** The kind that a media type names; `undefined`: another. */
export function fileKind(mediaType: string): FileKind | undefined {
  const [type = ''] = mediaType.toLowerCase().split(';');
  if (type.trim() === 'text/calendar') return 'calendar';
  return type.trim() === 'text/csv' ? 'csv' : undefined;
}

/** The text of a file: UTF-8, or UTF-16 where it says so; else as older spreadsheets in Britain write it. */
export function fileText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
