import type { Instant } from '../clock.ts';
import { lineByRef } from '../rota/directory.ts';
import { onCall } from '../rota/on-call.ts';
import type { Area, Line, OnCall, Override, Rotas } from '../rota/types.ts';
import { areaDocument, type LineNow } from './area-document.ts';
import { lineDocument } from './line-document.ts';
import { ringOrder } from './ring-list.ts';
import { acceptDocument, screenDocument, thanksDocument } from './shared-documents.ts';

export interface FallbackRequest {
  readonly rotas: Rotas;
  /** Whose duty the files hold: they know of no other instant. */
  readonly at: Instant;
  /** Where the files will be served, ending in "/": every document names the others by their whole URL. */
  readonly baseUrl: string;
  /** Leave, swaps and pauses known now. Absent: none. */
  readonly overrides?: readonly Override[];
}

export interface FallbackFile {
  /** E.g. "riverside.xml" for an area, "riverside-haematology.xml" for a line. */
  readonly name: string;
  /** TwiML. It holds clinicians' telephone numbers, as a document that dials must. */
  readonly content: string;
}

/**
 * TwiML for a plain file server, for calls that arrive while our own process is gone. Plain files cannot tell one
 * key from another, nor who rings: each open line is offered in turn for any key, whatever the area's policy for
 * callers is, nothing is recorded, and no outcome is asked.
 *
 * @throws Error when two files would have the same name
 */
export function fallbackFiles(request: FallbackRequest): readonly FallbackFile[] {
  const url = (name: string) => new URL(name, request.baseUrl).href;
  const files = [
    { name: 'screen.xml', content: screenDocument(url('accept.xml')) },
    { name: 'accept.xml', content: acceptDocument() },
    { name: 'thanks.xml', content: thanksDocument() },
    ...request.rotas.areas.flatMap((area) => areaFiles(area, request, url)),
  ];
  const twice = files.find(({ name }, index) => files.findIndex((other) => other.name === name) !== index);
  if (twice) throw new Error(`Two fallback files would be called ${twice.name}: rename an area or a line.`);
  return files;
}

function areaFiles(area: Area, request: FallbackRequest, url: (name: string) => string): FallbackFile[] {
  const lines = area.lines.map((line): LineNow => {
    return { line, now: dutyOf(area, line, request), url: url(fileOf(area, line)) };
  });
  const lineFiles = lines.map(({ line, now }) => {
    const rings = ringOrder({ line, now }, overflowOf(line, request));
    const urls = { screen: url('screen.xml'), thanks: url('thanks.xml') };
    return { name: fileOf(area, line), content: lineDocument({ area, line, now, rings, urls }) };
  });
  return [{ name: `${area.id}.xml`, content: areaDocument(area, lines) }, ...lineFiles];
}

function overflowOf(line: Line, request: FallbackRequest): { line: Line; now: OnCall }[] {
  return line.overflow.flatMap((ref) => {
    const found = lineByRef(request.rotas, ref);
    return found ? [{ line: found.line, now: dutyOf(found.area, found.line, request) }] : [];
  });
}

function dutyOf(area: Area, line: Line, { at, overrides = [] }: FallbackRequest): OnCall {
  return onCall({ area, line, at, overrides });
}

function fileOf(area: Area, line: Line): string {
  return `${area.id}-${line.id}.xml`;
}
