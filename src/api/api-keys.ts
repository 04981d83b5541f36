import { createHash, timingSafeEqual } from 'node:crypto';

export const roles = ['admin', 'manager', 'clinician', 'reader'] as const;
export type Role = (typeof roles)[number];

/** A key as the configuration has it. */
export interface ApiKey {
  readonly name: string;
  readonly role: Role;
  readonly secret: string;
}

/** Who holds a key. The name may be logged; the secret may not. */
export type KeyHolder = Omit<ApiKey, 'secret'>;

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Knows the holders of keys by their secrets. Keeps digests only. */
export class ApiKeys {
  readonly #keys: readonly { readonly digest: Buffer; readonly holder: KeyHolder }[];
  readonly #equal: (one: Buffer, other: Buffer) => boolean;

  /** `equal` must take as long for every pair of digests. */
  constructor(keys: readonly ApiKey[], equal: (one: Buffer, other: Buffer) => boolean = timingSafeEqual) {
    this.#keys = keys.map(({ name, role, secret }) => ({ digest: digest(secret), holder: { name, role } }));
    this.#equal = equal;
  }

  /** Compares with every key, found or not, so that the time taken tells nothing about any of them. */
  holderOf(secret: string): KeyHolder | undefined {
    const given = digest(secret);
    let found: KeyHolder | undefined;
    for (const key of this.#keys) {
      if (this.#equal(given, key.digest)) found = key.holder;
    }
    return found;
  }
}
