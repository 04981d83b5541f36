import { DocumentFault, readElement, type Element } from './element.ts';
import {
  isSpeechMarkup,
  screenGrammar,
  textGrammar,
  voiceGrammar,
  waitGrammar,
  type AttributeRule,
  type ElementRule,
} from './grammar.ts';

/** Where a document is used: it decides which verbs are allowed in it. */
export type DocumentUse = 'call' | 'wait' | 'screen' | 'text';

const grammars = { call: voiceGrammar, wait: waitGrammar, screen: screenGrammar, text: textGrammar } as const;
const MOST_SPOKEN_CHARACTERS = 4096;

/** Reads TwiML into its verbs. Throws a DocumentFault for anything that Twilio would refuse. */
export function readDocument(xml: string, use: DocumentUse): readonly Element[] {
  const root = readElement(xml);
  if (root.name !== 'Response') throw new DocumentFault(12100, `the root is <${root.name}>, not <Response>`);
  const grammar = grammars[use];
  check(root, grammar, use);
  root.children.forEach((verb, index) => {
    if (verb.name === 'Reject' && index > 0)
      throw new DocumentFault(12200, '<Reject> must be the first verb');
  });
  return root.children;
}

function check(element: Element, grammar: Readonly<Record<string, ElementRule>>, use: DocumentUse): void {
  const rule = grammar[element.name];
  if (!rule) throw new DocumentFault(12200, `unknown verb <${element.name}>`);
  if (!rule.text && element.ownText !== '') {
    throw new DocumentFault(12200, `text is not allowed in <${element.name}>`);
  }
  checkAttributes(element, rule);
  checkContent(element);
  for (const child of element.children) {
    if (!rule.children.includes(child.name)) throw notAllowed(child, element, use);
    check(child, grammar, use);
  }
}

function notAllowed(child: Element, parent: Element, use: DocumentUse): DocumentFault {
  const place = parent.name === 'Response' ? `a document of use "${use}"` : `<${parent.name}>`;
  const known = child.name in voiceGrammar || child.name in textGrammar;
  return new DocumentFault(
    12200,
    known ? `<${child.name}> is not allowed in ${place}` : `unknown verb <${child.name}>`,
  );
}

function checkAttributes(element: Element, rule: ElementRule): void {
  if (isSpeechMarkup(element.name)) return;
  for (const [name, value] of Object.entries(element.attributes)) {
    const attribute = rule.attributes[name];
    if (!attribute) throw new DocumentFault(12200, `unknown attribute ${name} of <${element.name}>`);
    if (!fits(value, attribute)) {
      throw new DocumentFault(12200, `"${value}" is not a value for ${name} of <${element.name}>`);
    }
  }
}

function fits(value: string, rule: AttributeRule): boolean {
  if (rule === 'text') return true;
  if (rule === 'url') return !/\s/.test(value);
  if (rule === 'boolean') return value === 'true' || value === 'false';
  if (rule === 'number') return /^\d+$/.test(value) || value === 'auto';
  if (rule === 'method') return /^(GET|POST)$/i.test(value);
  if ('one' in rule) return rule.one.includes(value);
  const words = value.split(/\s+/).filter((word) => word !== '');
  return words.length > 0 && words.every((word) => rule.words.includes(word));
}

function checkContent(element: Element): void {
  const { name, text, attributes, children } = element;
  if (name === 'Say' && text === '') throw new DocumentFault(13520, '<Say> has nothing to say');
  if (name === 'Say' && text.length > MOST_SPOKEN_CHARACTERS)
    throw new DocumentFault(13520, '<Say> is too long');
  if (name === 'Play' && text === '' && !attributes['digits'])
    throw new DocumentFault(13420, '<Play> has nothing to play');
  if ((name === 'Conference' || name === 'Number') && text === '')
    throw new DocumentFault(13224, `<${name}> is empty`);
  if (name === 'Dial') checkDial(children, text);
}

function checkDial(nouns: readonly Element[], text: string): void {
  if (nouns.length === 0 && text === '') throw new DocumentFault(13224, '<Dial> dials nobody');
  const conferences = nouns.filter((noun) => noun.name === 'Conference').length;
  if (conferences > 0 && nouns.length > 1)
    throw new DocumentFault(13214, 'a <Conference> stands alone in its <Dial>');
  if (nouns.length > 10) throw new DocumentFault(13214, 'more than 10 <Number>');
}
