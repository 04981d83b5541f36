import { createHash, randomBytes } from 'node:crypto';

/** 256 bits of chance, 43 characters that need no escaping in a URL. */
export function newFeedSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret: SHA-256, hexadecimal. Nobody can find the secret from it, nor a near one by timing. */
export function feedDigest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
