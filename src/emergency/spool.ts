import { appendFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';
import type { EmergencyRecord } from './emergency-record.ts';
import { fromLine, toLine } from './spool-line.ts';

/** A file grows no larger than this: some ten thousand calls. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Whoever began to replay a file and has not ended by then is gone. */
const REPLAYED_WITHIN = 10 * 60_000;

/** Writes one record into the database. Throws when it cannot be done now. */
export type WriteRecord = (record: EmergencyRecord) => Promise<'written' | 'refused'>;

export interface SpoolNeeds {
  /** Made when it is first needed. */
  readonly folder: string;
  /** Tells this process's file from others. */
  readonly newId: () => string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Records on disk, for the time until the database answers again: a file for each start of a process, a line for each
 * call. A file is taken by renaming it, so that of several processes one replays it.
 */
export class Spool {
  readonly #needs: SpoolNeeds;
  readonly #file: string;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(needs: SpoolNeeds) {
    this.#needs = needs;
    const started = new Date(needs.clock.now()).toISOString().replaceAll(':', '-');
    this.#file = join(needs.folder, `${started}-${needs.newId()}.jsonl`);
  }

  /** Keeps a record; on the disk when it resolves. Never rejects: a record that cannot be kept is logged without it. */
  keep(record: EmergencyRecord): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await this.#append(toLine(record));
      } catch (err) {
        this.#needs.logger.error(
          { err, call: record.callerSid },
          'a call answered from memory could not be kept',
        );
      }
    });
  }

  /** Resolves when everything that was to be kept is on the disk. */
  async kept(): Promise<void> {
    await this.#turn;
  }

  /** Writes everything that waits, oldest file first. Rejects when `write` does; what is left waits for the next time. */
  replay(write: WriteRecord): Promise<number> {
    return this.#inTurn(async () => {
      let written = 0;
      for (const file of await this.#waiting()) written += await this.#replayFile(file, write);
      return written;
    });
  }

  async #append(line: string): Promise<void> {
    await mkdir(this.#needs.folder, { recursive: true });
    const file = await open(this.#file, 'a', 0o600);
    try {
      if ((await file.stat()).size + line.length > MOST_BYTES) throw new Error('the spool file is full');
      await file.appendFile(line);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async #waiting(): Promise<string[]> {
    const names = await readdir(this.#needs.folder).catch(() => []);
    const files = names.filter((name) => /\.jsonl(\.replaying)?$/.test(name)).sort();
    return files.map((name) => join(this.#needs.folder, name));
  }

  async #replayFile(file: string, write: WriteRecord): Promise<number> {
    const taken = await this.#take(file);
    if (!taken) return 0;
    try {
      return await this.#replayLines(taken, write);
    } catch (problem) {
      // Under a new name: whoever writes the file may have begun it anew.
      await rename(taken, taken.replace(/(\+[^+]*)?\.jsonl\.replaying$/, `+${this.#needs.newId()}.jsonl`));
      throw problem;
    }
  }

  /** The file under the name of one that is being replayed, unless somebody else is at it. */
  async #take(file: string): Promise<string | undefined> {
    const isTaken = file.endsWith('.replaying');
    const { ctimeMs } = await stat(file).catch(() => ({ ctimeMs: Infinity }));
    if (isTaken && this.#needs.clock.now() - ctimeMs < REPLAYED_WITHIN) return undefined;
    const taken = isTaken ? file : `${file}.replaying`;
    return rename(file, taken).then(
      () => taken,
      () => undefined,
    );
  }

  /** Another process may just be adding a line: a file that has grown meanwhile is read on. */
  async #replayLines(file: string, write: WriteRecord): Promise<number> {
    let written = 0;
    for (let done = 0; ;) {
      const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
      for (const line of lines.slice(done)) if (await this.#replayLine(file, line, write)) written += 1;
      if (lines.length === done) break;
      done = lines.length;
    }
    await rm(file);
    return written;
  }

  async #replayLine(file: string, line: string, write: WriteRecord): Promise<boolean> {
    const record = fromLine(line);
    if (record && (await write(record)) === 'written') return true;
    const bad = file.replace(/\.jsonl\.replaying$/, '.bad');
    await appendFile(bad, `${line}\n`, { mode: 0o600 });
    this.#needs.logger.error({ file: bad }, 'a line of the spool cannot be replayed and is kept aside');
    return false;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}
