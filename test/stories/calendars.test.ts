import { expect, test } from '@jest/globals';
import { madeCalendarFeed } from '../../src/api/schemas/calendar-feeds.ts';
import { importBody } from '../../src/api/schemas/calendar-imports.ts';
import { onCallBody } from '../../src/api/schemas/on-call.ts';
import { aLine, aRota } from './a-rota.ts';
import { stories, type Telling } from './stories.ts';

const rotas = aRota([aLine('haematology', '1', ['ahmed', 'brown'])]);
const feeds = '/areas/riverside/calendar-feeds';
const imports = '/areas/riverside/calendar-imports';

stories('a clinician’s private calendar', (story) => {
  test('is read at the address that was told, until it is revoked', async () => {
    const tale = await story({ rotas });
    const { id, url } = madeCalendarFeed.parse(
      await tale.tellsTheApi('POST', feeds, 200, { clinician: 'ahmed' }),
    );
    const read = await fetch(url);
    expect([read.status, read.headers.get('referrer-policy')]).toEqual([200, 'no-referrer']);
    expect(await read.text()).toContain('SUMMARY:Haematology: on call');
    await tale.tellsTheApi('DELETE', `${feeds}/${id}`, 200);
    expect((await fetch(url)).status).toBe(404);
  });

  test('says that a shift is cancelled when leave is made', async () => {
    const tale = await story({ rotas });
    const { url } = madeCalendarFeed.parse(
      await tale.tellsTheApi('POST', feeds, 200, { clinician: 'brown' }),
    );
    expect(await (await fetch(url)).text()).not.toContain('STATUS:CANCELLED');
    const leave = {
      kind: 'leave',
      clinician: 'brown',
      from: '2026-12-01',
      to: '2026-12-03',
      why: 'Annual leave',
    };
    await tale.tellsTheApi('POST', '/areas/riverside/overrides', 201, leave);
    expect((await (await fetch(url)).text()).match(/STATUS:CANCELLED/g)).toHaveLength(2);
  });
});

stories('leave out of a spreadsheet', (story) => {
  test('counts from the next ring once it is confirmed, and no longer when it is undone', async () => {
    const tale = await story({ rotas });
    const caller = tale.caller();
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await caller.rings();
    await caller.chooses('Haematology');
    await ahmed.isRung();
    const table =
      'clinician,from,to\n"BROWN, Peter",2026-11-23,2026-11-27\nSomebody Else,2026-11-23,2026-11-27\n';
    const preview = importBody.parse(await tale.tellsTheApi('POST', `${imports}?as=leave`, 200, table));
    expect(preview.matched.map(({ clinician }) => clinician.id)).toEqual(['brown']);
    expect(preview.unmatched.map(({ row }) => row)).toEqual([3]);
    expect(await onCall(tale)).toEqual(['ahmed', 'brown']);
    await tale.tellsTheApi('POST', `${imports}/${preview.id}/confirm`, 200);
    expect(await onCall(tale)).toEqual(['ahmed']);
    await ahmed.doesNotAnswer();
    await caller.isLetGo();
    await tale.isOver();
    brown.wasNeverRung();
    await tale.tellsTheApi('POST', `${imports}/${preview.id}/undo`, 200);
    expect(await onCall(tale)).toEqual(['ahmed', 'brown']);
  });
});

async function onCall(tale: Awaited<ReturnType<Telling>>): Promise<readonly string[]> {
  const answer = await tale.asksTheApi('/areas/riverside/lines/haematology/on-call');
  return onCallBody.parse(answer).ladder.map(({ id }) => id);
}
