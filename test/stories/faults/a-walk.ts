import { expect } from '@jest/globals';
import type { Rotas } from '../../../src/rota/types.ts';
import { listed, practiceNumber } from '../a-rota.ts';
import type { Caller, Colleague, Story, StorySettings } from '../story.ts';
import type { Telling } from '../stories.ts';

/** Long enough for the sweep to have asked Twilio about everything that it was not told. */
export const sweepSeconds = 90;

export interface Walk {
  readonly tale: Story;
  readonly caller: Caller;
  readonly ahmed: Colleague;
  readonly brown: Colleague;
  readonly patel: Colleague;
}

/** Ahmed, Brown and Patel, in this order, and a caller who hears the menu. */
export async function beginWalk(story: Telling, change: Partial<StorySettings> = {}): Promise<Walk> {
  const rotas: Rotas = change.rotas ?? listed('ahmed', 'brown', 'patel');
  const tale = await story({ ...change, rotas });
  const caller = tale.caller(practiceNumber);
  await caller.rings();
  await caller.hears('For Haematology');
  return { tale, caller, ...tale.colleagues('ahmed', 'brown', 'patel') };
}

/** The same, and Ahmed is rung for them. */
export async function ahmedRings(story: Telling, change: Partial<StorySettings> = {}): Promise<Walk> {
  const walk = await beginWalk(story, change);
  await walk.caller.presses('1');
  await walk.ahmed.isRung();
  return walk;
}

/** The clinician takes it, they talk, the clinician hangs up, and the caller says that a referral was avoided. */
export async function talkToTheEnd({ tale, caller }: Walk, clinician: Colleague): Promise<void> {
  await clinician.isRung();
  await clinician.takesTheCallOf(caller);
  await tale.pass(20);
  await clinician.hangsUp();
  await caller.hears('referral was avoided, press 1');
  await caller.presses('1');
  await caller.isLetGo();
}

/** Everything is over, nobody was rung twice at once, and the clinicians can be rung again. */
export async function endsWell({ tale }: Walk): Promise<void> {
  await tale.pass(sweepSeconds);
  // With everybody's line down the story looks for lost effects no more; the program always does.
  await tale.rehearsal.rotaline.sweeper.sweep();
  await tale.isOver();
  nobodyWasRungTwiceAtOnce(tale);
  expect(await nothingIsLate(tale)).toEqual([]);
}

/** No telephone had two of our legs at once. */
export function nobodyWasRungTwiceAtOnce({ rehearsal: { network } }: Story): void {
  const ours = network.legs.filter((leg) => leg.options.direction === 'outbound-api');
  const overlaps = ours.flatMap((leg, index) =>
    ours
      .slice(index + 1)
      .filter((other) => other.phone === leg.phone && other.createdAt < (leg.endedAt ?? Infinity))
      .map((other) => `${leg.sid} and ${other.sid} at ${leg.phone}`),
  );
  expect(overlaps).toEqual([]);
}

/** Effects that are due and not done, or that somebody took and never finished. */
export async function nothingIsLate({ store, rehearsal }: Story): Promise<unknown[]> {
  const { rows } = await store.database.pool.query(
    `select kind, status, due_at from effects where status = 'claimed' or (status = 'pending' and due_at < $1)`,
    [new Date(rehearsal.time.now())],
  );
  return rows;
}
