import { expect, test } from '@jest/globals';
import { aLine, aRota, listed } from './a-rota.ts';
import { callUnderWay } from './call-under-way.ts';
import { stories } from './stories.ts';

const recorded = aRota([aLine('haematology', '1', ['ahmed'])], { record: true });
const thirtyDays = 30 * 24 * 3_600_000;

stories('recording', (story) => {
  test('begins when they talk, after both were told, and is deleted in thirty days', async () => {
    const { tale, caller, ahmed } = await callUnderWay(story, recorded);
    await caller.hears('Calls are recorded.');
    await ahmed.isRung();
    await ahmed.picksUp();
    await ahmed.hears('The call will be recorded.');
    expect(tale.rehearsal.network.recordings).toEqual([]);
    await ahmed.takesTheCallOf(caller);
    expect(tale.rehearsal.network.recordings).toHaveLength(1);
    await tale.pass(100);
    await caller.hangsUp();
    await tale.isOver();
    await tale.pass(10);
    const { pool } = tale.store.database;
    const { rows } = await pool.query<{ sid: string; seconds: number; status: string; at: Date }>(
      'select * from recordings',
    );
    const [kept] = rows;
    expect(kept).toMatchObject({ status: 'completed', sid: tale.rehearsal.network.recordings[0]?.sid });
    expect(Math.abs((kept?.seconds ?? 0) - 100)).toBeLessThan(10);
    const due = await pool.query<{ due_at: Date; data: { recording: string } }>(
      `select due_at, data from effects where kind = 'delete-recording' and status = 'pending'`,
    );
    expect(due.rows.map(({ data }) => data)).toEqual([{ recording: kept?.sid }]);
    expect(due.rows[0]?.due_at.getTime()).toBe((kept?.at.getTime() ?? 0) + thirtyDays);
    tale.hadNoRefusals();
  });

  test('is told to those who press before they have heard the notice', async () => {
    const tale = await story({ rotas: recorded });
    const caller = tale.caller();
    const ahmed = tale.colleague('ahmed');
    ahmed.phone.whenRung((leg) => leg.in(1, (here) => here.answer()).in(1.5, (here) => here.press('1')));
    await caller.rings();
    await caller.presses('1');
    caller.didNotHear('For Haematology');
    await caller.isTalkingTo(ahmed);
    expect(caller.timesHeard('recorded')).toBeGreaterThan(0);
    expect(ahmed.leg.heard.join(' ')).toMatch(/Putting you through\..*recorded/);
    await caller.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });

  test('where the clinician is in the room first it is recorded all the same', async () => {
    const tale = await story({ rotas: recorded });
    const caller = tale.caller();
    const ahmed = tale.colleague('ahmed');
    ahmed.phone.whenRung((leg) => leg.in(0.5, (here) => here.answer()).in(1, (here) => here.press('1')));
    await caller.rings();
    await caller.presses('1');
    await tale.until(() => ahmed.phone.leg?.conference !== undefined, 'the clinician is in the room');
    expect(caller.leg.conference).toBeUndefined();
    await caller.isTalkingTo(ahmed);
    await tale.pass(30);
    await caller.hangsUp();
    await tale.isOver();
    await tale.pass(10);
    const { rows } = await tale.store.database.pool.query('select status from recordings');
    expect(rows).toEqual([{ status: 'completed' }]);
    tale.hadNoRefusals();
  });

  test('nothing is recorded, nor anybody told so, where the area does not record', async () => {
    const { tale, caller, ahmed } = await callUnderWay(story, listed('ahmed'));
    await ahmed.isRung();
    await ahmed.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    await tale.pass(10);
    caller.didNotHear('Calls are recorded');
    ahmed.didNotHear('will be recorded');
    expect(tale.rehearsal.network.recordings).toEqual([]);
    const { rows } = await tale.store.database.pool.query('select * from recordings');
    expect(rows).toEqual([]);
    tale.hadNoRefusals();
  });
});
