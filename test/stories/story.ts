import { expect } from '@jest/globals';
import { Rehearsal } from '../../src/demo/rehearsal.ts';
import type { Call } from '../../src/call/call.ts';
import { createLogger, type Logger } from '../../src/logger.ts';
import type { LegHandle } from '../../src/phone-network/leg-handle.ts';
import type { Phone } from '../../src/phone-network/phone.ts';
import type { Rotas } from '../../src/rota/types.ts';
import type { Store } from '../stores.ts';
import { mondayMorning, practiceNumber, service } from './a-rota.ts';

/** A person at a telephone, in a story. */
abstract class Person {
  readonly story: Story;
  readonly phone: Phone;

  constructor(story: Story, number: string) {
    this.story = story;
    this.phone = story.rehearsal.network.phone(number);
  }

  get leg(): LegHandle {
    const leg = this.phone.legs.at(-1);
    if (!leg) throw new Error('this telephone was never in use');
    return leg;
  }

  /** Waits for words; whatever was said before on this leg counts. */
  async hears(words: string): Promise<void> {
    const heard = () => this.leg.heard.some((text) => text.includes(words));
    await this.story.until(
      heard,
      `${this.phone.number} hears "${words}" (heard: ${this.leg.heard.join(' | ')})`,
    );
  }

  timesHeard(words: string): number {
    return this.phone.legs.flatMap((leg) => leg.heard).filter((text) => text.includes(words)).length;
  }

  didNotHear(words: string): void {
    expect(this.phone.legs.flatMap((leg) => leg.heard).filter((text) => text.includes(words))).toEqual([]);
  }

  async presses(keys: string): Promise<void> {
    this.leg.press(keys);
    await this.story.pass(0.5 * keys.length);
  }

  async says(words: string): Promise<void> {
    this.leg.say(words);
    await this.story.pass(3);
  }

  async hangsUp(): Promise<void> {
    this.leg.hangUp();
    await this.story.settle();
  }

  async isTalkingTo(other: Person): Promise<void> {
    const talking = () => this.phone.leg?.isTalkingTo(other.phone) ?? false;
    await this.story.until(talking, `${this.phone.number} talks to ${other.phone.number}`, 60);
  }

  async isTalkingToNobody(): Promise<void> {
    await this.story.until(() => !this.leg.conference, `${this.phone.number} has left the conversation`, 60);
  }

  /** The line went dead at our end: nobody is left listening to nothing. */
  async isLetGo(): Promise<void> {
    await this.story.until(() => !this.phone.engaged, `${this.phone.number} is let go`, 120);
  }
}

export class Caller extends Person {
  /** Rings the area's one number and hears the greeting. */
  async rings(options: { readonly from?: string } = {}): Promise<void> {
    this.phone.calls(service, options);
    await this.story.until(() => this.leg.heard.length > 0, 'the caller is answered', 10);
  }

  /** Rings, and chooses the line from the menu. */
  async ringsFor(line: string): Promise<void> {
    await this.rings();
    await this.chooses(line);
  }

  /** Waits for the menu to offer the line, and presses its key. */
  async chooses(name: string): Promise<void> {
    await this.hears(`For ${name}, press `);
    const offer = new RegExp(`For ${name}, press (\\d+)\\.`);
    const key = this.leg.heard.map((text) => offer.exec(text)?.[1]).findLast((found) => found !== undefined);
    await this.presses(key ?? '');
  }
}

export class Colleague extends Person {
  /** Waits until this clinician's telephone rings, which it is to do in so many seconds. */
  async isRung(seconds = 200): Promise<void> {
    const before = this.phone.legs.filter((leg) => !leg.live).length;
    const rings = () =>
      this.phone.leg !== undefined && ['ringing', 'in-progress'].includes(this.phone.leg.status);
    await this.story.until(rings, `${this.phone.number} is rung (again: ${before})`, seconds);
  }

  /** Picks up, hears the whisper, presses. */
  override async presses(keys: string): Promise<void> {
    if (this.leg.status === 'ringing') await this.picksUp();
    await super.presses(keys);
  }

  /** Presses 1, and talks to the caller. */
  async takesTheCallOf(caller: Caller): Promise<void> {
    await this.presses('1');
    await caller.isTalkingTo(this);
  }

  /** From now on they pick up at the first ring, and press 1 before the whisper is over. */
  takesCallsAtOnce(): void {
    this.phone.whenRung((leg) =>
      leg
        .in(0.1, (here) => here.answer())
        .onHears('press 1 to take', (here) => here.press('1'), { upon: 'start', afterSeconds: 0.1 }),
    );
  }

  async picksUp(): Promise<void> {
    this.leg.answer();
    await this.hears('press 1 to take');
  }

  async doesNotAnswer(): Promise<void> {
    const leg = this.leg;
    await this.story.until(() => !leg.live, `${this.phone.number} stops ringing`, 60);
  }

  async isEngaged(): Promise<void> {
    this.leg.reject();
    await this.story.settle();
  }

  wasNeverRung(): void {
    expect(this.phone.legs).toEqual([]);
  }

  wasRung(times: number): void {
    expect(this.phone.legs).toHaveLength(times);
  }
}

/** A story over the phone network. Everything but the phones and the clock is real. */
export class Story {
  readonly rehearsal: Rehearsal;
  readonly store: Store;
  /** The rota in force: put another in its place to change it in the middle of a story. */
  readonly source: { current: Rotas };

  constructor(rehearsal: Rehearsal, store: Store, source: { current: Rotas }) {
    this.rehearsal = rehearsal;
    this.store = store;
    this.source = source;
  }

  caller(number = practiceNumber): Caller {
    return new Caller(this, number);
  }

  /** The clinician with this id in the first area. */
  colleague(id: string): Colleague {
    const number = this.rotas.areas[0]?.people.get(id)?.phones[0];
    if (!number) throw new Error(`nobody called ${id} is in the rota`);
    return new Colleague(this, number);
  }

  /** The ids of the clinicians of the first area. */
  get people(): readonly string[] {
    return [...(this.rotas.areas[0]?.people.keys() ?? [])];
  }

  /** Several clinicians of the first area, by their ids. */
  colleagues<Id extends string>(...ids: Id[]): Record<Id, Colleague> {
    return Object.fromEntries(ids.map((id) => [id, this.colleague(id)])) as Record<Id, Colleague>;
  }

  get rotas(): Rotas {
    return this.source.current;
  }

  async settle(): Promise<void> {
    await this.rehearsal.settle();
  }

  async pass(seconds: number): Promise<void> {
    await this.rehearsal.pass(seconds);
  }

  async until(happened: () => boolean | Promise<boolean>, what: string, seconds = 300): Promise<void> {
    await this.rehearsal.until(happened, what, seconds);
  }

  /** Every call in the book, oldest first. */
  async calls(): Promise<Call[]> {
    const { rows } = await this.store.database.pool.query<{ state: Call }>(
      'select state from calls order by started_at',
    );
    return rows.map((row) => row.state);
  }

  /** The only call there is. */
  async call(): Promise<Call> {
    const calls = await this.calls();
    const [call] = calls;
    if (!call || calls.length > 1) throw new Error(`there are ${calls.length} calls`);
    return call;
  }

  /** The results of all ringings, in order. */
  async results(): Promise<string[]> {
    return (await this.call()).attempts.map(
      (attempt) => `${attempt.clinician} ${attempt.result ?? 'still trying'}`,
    );
  }

  /** The words of a call's timeline, in order. */
  async notesOf(call: string): Promise<string[]> {
    const { rows } = await this.store.database.pool.query<{ notes: string[] }>(
      `select data -> 'notes' as notes from events where call_id = $1 order by id`,
      [call],
    );
    return rows.flatMap(({ notes }) => notes);
  }

  /** How each choice of a line ended. */
  async endings(): Promise<(string | null)[]> {
    return (await this.call()).offers.map((offer) => offer.ending);
  }

  /** What the API answers a manager. */
  async asksTheApi(path: string): Promise<unknown> {
    const headers = { authorization: `Bearer ${manager.secret}` };
    const response = await fetch(`${this.rehearsal.publicUrl}/api/v1${path}`, { headers });
    expect(response.status).toBe(200);
    return response.json();
  }

  /** What the API answers when a manager sends something; it is to answer with this status. */
  async tellsTheApi(
    method: 'POST' | 'DELETE',
    path: string,
    status: number,
    /** JSON, or the text of a table. */
    sent?: object | string,
  ): Promise<unknown> {
    const type = typeof sent === 'string' ? 'text/csv' : 'application/json';
    const headers = { authorization: `Bearer ${manager.secret}`, 'content-type': type };
    const body = typeof sent === 'object' ? JSON.stringify(sent) : (sent ?? null);
    const response = await fetch(`${this.rehearsal.publicUrl}/api/v1${path}`, { method, headers, body });
    expect(response.status).toBe(status);
    return response.json();
  }

  /** Nothing that we sent was refused by the carrier, and no caller heard an error tone. */
  hadNoRefusals(): void {
    expect(this.rehearsal.network.refusals).toEqual([]);
  }

  /** Every line is down, every clinician free again, and every call, choice and ringing has its ending. */
  async isOver(): Promise<void> {
    await this.until(() => this.rehearsal.network.legs.every((leg) => !leg.live), 'everybody has hung up');
    await this.settle();
    const held = await this.store.database.pool.query('select key from reservations');
    expect(held.rows).toEqual([]);
    const calls = await this.calls();
    expect(calls.map((call) => call.journey.at).filter((at) => at !== 'over')).toEqual([]);
    expect(calls.flatMap((call) => call.offers).filter((offer) => offer.ending === null)).toEqual([]);
    expect(calls.flatMap((call) => call.attempts).filter((attempt) => attempt.result === null)).toEqual([]);
  }
}

export interface StorySettings {
  readonly rotas: Rotas;
  readonly start?: number;
  readonly seed?: number;
  readonly callsPerSecond?: number;
  /** Where calls that were answered from memory are kept while the database is away. */
  readonly spoolFolder?: string;
  /** How long a request to the carrier may take before it is given up; in real time. */
  readonly giveUpMilliseconds?: number;
  /** By what alerts are posted. */
  readonly fetch?: typeof fetch;
  /** Where the program's log goes; nowhere when absent. */
  readonly logger?: Logger;
}

const manager = { name: 'manager', role: 'manager', secret: 'manager-in-a-story'.padEnd(32, '0') } as const;
const quiet = createLogger(process.env['STORY_LOG'] ? 'debug' : 'silent');

/** Sets the stage on a store that an earlier story may have used. */
export async function tell(store: Store, settings: StorySettings): Promise<Story> {
  await store.database.pool.query(
    `truncate calls, overrides, override_requests, text_stops, texts_heard, swap_proposals, notices, uncovered_told,
      phone_checks cascade`,
  );
  const source = { current: settings.rotas };
  const rehearsal = await Rehearsal.open({
    rotas: source,
    start: settings.start ?? mondayMorning,
    database: store.database,
    redisUrl: store.redisUrl,
    apiKeys: [manager],
    prefix: `${store.prefix}-${stories++}`,
    logger: settings.logger ?? quiet,
    spoolFolder: settings.spoolFolder,
    ...(settings.fetch ? { fetch: settings.fetch } : {}),
    ...(settings.seed === undefined ? {} : { seed: settings.seed }),
    ...(settings.callsPerSecond ? { callsPerSecond: settings.callsPerSecond } : {}),
    ...(settings.giveUpMilliseconds ? { giveUpMilliseconds: settings.giveUpMilliseconds } : {}),
  });
  return new Story(rehearsal, store, source);
}

let stories = 0;
