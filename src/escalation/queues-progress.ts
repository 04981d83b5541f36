import type { EffectJob } from './queues-backend.ts';

/**
 * What becomes of the jobs of this process. BullMQ ignores a job whose id it still has, so one that is added while it
 * is being performed (to be tried again) is held here until it is over. When tracked, it also knows what is due.
 */
export class Progress {
  /** Being performed, or performed and not yet taken off the queue. */
  readonly #running = new Map<string, 'performing' | 'finishing'>();
  readonly #held = new Map<string, EffectJob>();
  /** Held jobs that are on their way into the queue. */
  readonly #adding = new Set<string>();
  readonly #due = new Set<string>();
  readonly #tracked: boolean;
  readonly #addAgain: (job: EffectJob) => Promise<void>;
  #whenSettled: (() => void)[] = [];

  constructor(tracked: boolean, addAgain: (job: EffectJob) => Promise<void>) {
    this.#tracked = tracked;
    this.#addAgain = addAgain;
  }

  /** Notes jobs that are about to be added, and returns those that may be. */
  added(jobs: readonly EffectJob[]): EffectJob[] {
    const free = jobs.filter(({ id }) => !this.#running.has(id));
    for (const job of jobs) if (this.#running.has(job.id)) this.#held.set(job.id, job);
    if (this.#tracked) for (const job of free) if (job.delay <= 0) this.#due.add(job.id);
    return free;
  }

  notAdded(jobs: readonly EffectJob[]): void {
    for (const { id } of jobs) this.#due.delete(id);
    this.#settle();
  }

  started(id: string): void {
    this.#running.set(id, 'performing');
  }

  performed(id: string): void {
    this.#running.set(id, 'finishing');
    this.#due.delete(id);
    this.#settle();
  }

  /** The job is off the queue. */
  over(id: string): void {
    this.#running.delete(id);
    const held = this.#held.get(id);
    this.#held.delete(id);
    if (held) void this.#bringBack(held);
    this.#settle();
  }

  get performing(): number {
    return [...this.#running.values()].filter((stage) => stage === 'performing').length;
  }

  async #bringBack(job: EffectJob): Promise<void> {
    this.#adding.add(job.id);
    await this.#addAgain(job);
    this.#adding.delete(job.id);
    this.#settle();
  }

  async settled(): Promise<void> {
    if (!this.#tracked) throw new Error('settled() needs queues opened with the option `tracked`');
    if (!this.#isSettled()) await new Promise<void>((resolve) => this.#whenSettled.push(resolve));
  }

  #isSettled(): boolean {
    return this.#due.size === 0 && this.#held.size === 0 && this.#adding.size === 0 && this.performing === 0;
  }

  #settle(): void {
    if (this.#whenSettled.length === 0 || !this.#isSettled()) return;
    const waiting = this.#whenSettled;
    this.#whenSettled = [];
    for (const resolve of waiting) resolve();
  }
}
