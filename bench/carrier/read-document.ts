/** Where a document sends a leg next. */
export interface Room {
  readonly name: string;
  /** Asked when the leg is out of the room. */
  readonly action: string;
  /** Asked for what is heard in the room. */
  readonly waitUrl: string;
  /** Told who comes and goes. */
  readonly news: string;
}

/** The URL that the keys are posted to. @throws Error when the document asks for none */
export function keysTo(document: string): string {
  return attribute(/<Gather [^>]*>/.exec(document)?.[0], 'action', document);
}

/** The room that the document puts the leg in. @throws Error when there is none */
export function roomIn(document: string): Room {
  const dial = /<Dial [^>]*>/.exec(document)?.[0];
  const [tag, name] = /<Conference [^>]*>([^<]*)/.exec(document) ?? [];
  if (!name) throw unexpected('a conference', document);
  return {
    name,
    action: attribute(dial, 'action', document),
    waitUrl: attribute(tag, 'waitUrl', document),
    news: attribute(tag, 'statusCallback', document),
  };
}

/** @throws Error when the document does not end the leg */
export function expectHangUp(document: string): void {
  if (!document.includes('<Hangup')) throw unexpected('the end of the leg', document);
}

function attribute(tag: string | undefined, name: string, document: string): string {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag ?? '')?.[1];
  if (!value) throw unexpected(name, document);
  return value.replaceAll('&amp;', '&');
}

function unexpected(what: string, document: string): Error {
  return new Error(`a document without ${what}: ${document.slice(0, 300)}`);
}
