import { createHash } from 'node:crypto';
import { feedDocument, type FeedTitle } from './feed-document.ts';
import type { GivenEvent } from './given-events.ts';
import { untilLater } from '../pieces.ts';

/** Enough for the clinicians of a large hospital. */
const documentsKept = 500;

interface Kept {
  readonly digest: string;
  readonly document: string;
}

/**
 * The documents that feeds gave last. Writing a year of events takes a good part of a second, and calendars ask every
 * hour for what has hardly ever changed.
 */
export class FeedDocuments {
  readonly #kept = new Map<string, Kept>();

  /** The feed's document, written anew only if its title or events are others. */
  async of(feed: string, title: FeedTitle, events: readonly GivenEvent[]): Promise<string> {
    const digest = createHash('sha256')
      .update(JSON.stringify([title, events]))
      .digest('base64');
    const known = this.#kept.get(feed);
    if (known?.digest === digest) return known.document;
    const document = await feedDocument(title, events, untilLater);
    if (this.#kept.size >= documentsKept) this.#kept.clear();
    this.#kept.set(feed, { digest, document });
    return document;
  }
}
