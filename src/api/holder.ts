import type { Response } from 'express';
import type { KeyHolder } from './api-keys.ts';

const holders = new WeakMap<Response, KeyHolder>();

/** Remembers who asked, for as long as the response lives. */
export function setHolder(response: Response, holder: KeyHolder): void {
  holders.set(response, holder);
}

/** Who asked; `undefined` before authentication. */
export function holderOf(response: Response): KeyHolder | undefined {
  return holders.get(response);
}
