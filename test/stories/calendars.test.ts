import { expect, test } from '@jest/globals';
import { madeCalendarFeed } from '../../src/api/schemas/calendar-feeds.ts';
import { aLine, aRota } from './a-rota.ts';
import { stories } from './stories.ts';

const rotas = aRota([aLine('haematology', '1', ['ahmed', 'brown'])]);
const feeds = '/areas/riverside/calendar-feeds';

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
