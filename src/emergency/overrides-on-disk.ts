import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../logger.ts';
import type { Override } from '../rota/types.ts';

/** Where what was known of overrides is kept for a process that begins while the database is away. */
export interface OverridesKept {
  /** What was written last; nothing when there is nothing, or nothing that can be read. */
  read(): Promise<readonly Override[]>;
  /** Never rejects. */
  write(known: readonly Override[]): Promise<void>;
}

const kept = z.array(
  z.object({
    id: z.string(),
    area: z.string(),
    line: z.string().optional(),
    kind: z.enum(['pause', 'leave', 'swap', 'extra']),
    clinician: z.string(),
    with: z.string().optional(),
    from: z.number(),
    to: z.number(),
    /** By which the later of two swaps is told; files of older versions lack it. */
    madeAt: z.number().optional(),
  }),
);

/** A file of overrides: ids and times, and no reasons, which are free text. Processes may share it. */
export class OverridesOnDisk implements OverridesKept {
  readonly #file: string;
  readonly #newId: () => string;
  readonly #logger: Logger;

  constructor(file: string, { newId, logger }: { readonly newId: () => string; readonly logger: Logger }) {
    this.#file = file;
    this.#newId = newId;
    this.#logger = logger;
  }

  async read(): Promise<readonly Override[]> {
    try {
      const found = kept.parse(JSON.parse(await readFile(this.#file, 'utf8')));
      return found.map((each) => ({ ...each, line: each.line, with: each.with, why: '' }));
    } catch {
      return [];
    }
  }

  async write(known: readonly Override[]): Promise<void> {
    const draft = `${this.#file}.${this.#newId()}.part`;
    try {
      await mkdir(dirname(this.#file), { recursive: true });
      await writeFile(draft, JSON.stringify(known.map(({ why: _why, ...rest }) => rest)));
      await rename(draft, this.#file);
    } catch (err) {
      this.#logger.warn({ err }, 'what is known of leave and swaps could not be kept on disk');
    }
  }
}
