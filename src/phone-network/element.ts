import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** One element of a TwiML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Its own text, with that of what is nested in it, in order. */
  readonly text: string;
  /** Its own text only. */
  readonly ownText: string;
}

/** A document that is not as Twilio demands; `code` is Twilio's. */
export class DocumentFault extends Error {
  readonly code: number;

  constructor(code: number, reason: string) {
    super(reason);
    this.code = code;
  }
}

const LARGEST_DOCUMENT = 64 * 1024;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
});

/** Reads a document into its root element. Throws a DocumentFault when it is too large or not well-formed. */
export function readElement(xml: string): Element {
  if (Buffer.byteLength(xml) > LARGEST_DOCUMENT) throw new DocumentFault(11750, 'the document is over 64 KB');
  const valid = XMLValidator.validate(xml);
  if (valid !== true) throw new DocumentFault(12100, `not well-formed: ${valid.err.msg}`);
  refuseUnknownEntities(xml);
  const roots = toElements(parser.parse(xml));
  const [root] = roots;
  if (!root || roots.length > 1) throw new DocumentFault(12100, 'a document has exactly one root element');
  return root;
}

/** XML itself knows five names; "&pound;" or "&nbsp;" make Twilio's parser fail, though this one would not. */
function refuseUnknownEntities(xml: string): void {
  const unknown = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)[^;\s]*;?/.exec(
    xml.replace(/<!\[CDATA\[.*?\]\]>/gs, ''),
  );
  if (unknown) throw new DocumentFault(12100, `not well-formed: unknown entity ${unknown[0]}`);
}

type Node = Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function toElements(nodes: unknown): Element[] {
  return nodesOf(nodes).flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@');
    return name === undefined || name === '#text' || name.startsWith('?') ? [] : [toElement(name, node)];
  });
}

function toElement(name: string, node: Node): Element {
  const attributes: Record<string, string> = {};
  const given = node[':@'];
  if (isNode(given))
    for (const [key, value] of Object.entries(given)) attributes[key] = decoded(String(value));
  const content = node[name];
  const own = nodesOf(content).filter((child) => '#text' in child);
  return { name, attributes, children: toElements(content), text: textOf(content), ownText: textOf(own) };
}

function textOf(nodes: unknown): string {
  const parts = nodesOf(nodes).map((node) => {
    if ('#text' in node) return decoded(String(node['#text']));
    const name = Object.keys(node).find((key) => key !== ':@');
    return name === undefined ? '' : ` ${textOf(node[name])} `;
  });
  return parts.join('').replace(/\s+/g, ' ').trim();
}

function nodesOf(nodes: unknown): Node[] {
  return Array.isArray(nodes) ? nodes.filter(isNode) : [];
}

/** The parser leaves numeric references as they are. */
function decoded(text: string): string {
  return text
    .replace(/&#x([\da-fA-F]+);/g, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)));
}
