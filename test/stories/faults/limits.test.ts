import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { operations } from '../../../src/phone-network/rest/operations.ts';
import { stories } from '../stories.ts';
import { ahmedRings, beginWalk, endsWell, talkToTheEnd } from './a-walk.ts';

stories('limits', (story) => {
  test('every leg that we place has an end, and no key hangs up on anybody but by leaving the room (pitfall 10)', async () => {
    const walk = await ahmedRings(story);
    await walk.ahmed.picksUp();
    await walk.ahmed.presses('*');
    expect(walk.ahmed.leg.live).toBe(true);
    await talkToTheEnd(walk, walk.ahmed);
    await endsWell(walk);
    const placed = walk.tale.rehearsal.network.legs.filter((leg) => leg.options.direction === 'outbound-api');
    expect(placed.map((leg) => leg.options.timeLimitSeconds)).toEqual([7_200]);
  });

  test('a caller is answered at once while the carrier does not answer us (pitfall 16)', async () => {
    const walk = await beginWalk(story, { giveUpMilliseconds: 1_500 });
    const { network } = walk.tale.rehearsal;
    network.next('create-call', 'hang');
    walk.caller.leg.press('1');
    await network.idle();
    expect(walk.caller.leg.heard.at(-1)).toContain('We are ringing Haematology now.');
    expect(network.legs).toHaveLength(1);
    await walk.caller.hangsUp();
    await endsWell(walk);
  });
});

test('no webhook asks the carrier for anything (pitfall 16)', () => {
  const folder = new URL('../../../webhooks/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(10);
  const asking = files.filter((name) =>
    /createTwilioCarrier|\bcarrier\.\w+\(|new \w+Effects/.test(readFileSync(new URL(name, folder), 'utf8')),
  );
  expect(asking).toEqual([]);
});

test('there is no list of conferences to ask for (pitfall 22)', () => {
  expect(operations.map(({ name }) => name).filter((name) => /list.*conferences/.test(name))).toEqual([]);
});
