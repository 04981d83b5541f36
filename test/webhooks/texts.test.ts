import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { switchable, type Switchable } from '../emergency/switchable.ts';
import { availableStores, type Store } from '../stores.ts';
import { listed, practiceNumber, service } from '../stories/a-rota.ts';
import { Switchboard } from './switchboard.ts';

const ahmed = '+447700900101';
const stranger = '+447700900999';

describe.each(availableStores())('texts, on $name', (kind) => {
  let store: Store;
  let base: Switchable;
  let board: Switchboard;
  let texts = 0;

  beforeAll(async () => {
    store = await kind.open();
  });
  beforeEach(() => {
    base = switchable(store.database);
    board = new Switchboard({ database: base.database, rotas: listed('ahmed', 'brown') });
  });
  afterEach(async () => {
    base.on();
    await board.close();
  });
  afterAll(async () => {
    await store.close();
  });

  async function text(
    from: string,
    body: string,
    sid = `SM${String(++texts).padStart(32, '0')}`,
  ): Promise<string> {
    const response = await board.asks('/sms/incoming', {
      From: from,
      To: service,
      Body: body,
      MessageSid: sid,
    });
    expect([response.status, response.type]).toEqual([200, 'text/xml']);
    return response.text;
  }

  test('while the database is away, clinicians are told to try again, and strangers get nothing', async () => {
    base.off();
    expect(await text(ahmed, 'OFF')).toContain('Please send it again in a few minutes');
    expect(await text(practiceNumber, '1')).toContain('Please send it again');
    expect(await text(stranger, 'OFF')).not.toContain('<Message');
    base.on();
    expect(await text(ahmed, 'OFF')).toContain('You will not be rung until');
  });

  test('a text to a number that no area has is nobody’s', async () => {
    const response = await board.asks('/sms/incoming', { From: ahmed, To: '+441614960009', Body: 'OFF' });
    expect(response.text).not.toContain('<Message');
  });

  test('the same text twice is one pause, and stays one when it comes again after ON', async () => {
    const { pool } = store.database;
    await pool.query('truncate overrides, override_requests');
    const sid = `SM${'a'.repeat(32)}`;
    await text(ahmed, 'OFF 2H', sid);
    await text(ahmed, 'OFF 2H', sid);
    await text(ahmed, 'ON');
    await text(ahmed, 'OFF 2H', sid);
    const { rows } = await pool.query('select removed_at is not null as removed from overrides');
    expect(rows).toEqual([{ removed: true }]);
  });

  test('the same text later is the same pause: "2H" is not counted anew, and nobody is rung meanwhile', async () => {
    const { pool } = store.database;
    await pool.query('truncate overrides, override_requests, texts_heard');
    const sid = `SM${'b'.repeat(32)}`;
    const first = await text(ahmed, 'OFF 2H', sid);
    // The first reply was lost with the process that gave it.
    await pool.query('truncate texts_heard');
    board.time.moveTo(board.time.now() + 15_000);
    expect(await text(ahmed, 'OFF 2H', sid)).toBe(first);
    const { rows } = await pool.query('select removed_at from overrides');
    expect(rows).toEqual([{ removed_at: null }]);
  });

  test('of texts sent twice in a hurry one pause stands, whichever is heard first', async () => {
    const { pool } = store.database;
    for (let time = 0; time < 5; time++) {
      await pool.query('truncate overrides, override_requests, texts_heard');
      await Promise.all([text(ahmed, 'OFF'), text(ahmed, 'OFF'), text(ahmed, 'OFF 2H')]);
      const { rows } = await pool.query('select 1 from overrides where removed_at is null');
      expect(rows).toHaveLength(1);
    }
  });

  test('a text that comes again is answered as before, and does nothing', async () => {
    const { pool } = store.database;
    await pool.query('truncate overrides, override_requests, texts_heard');
    const sid = `SM${'c'.repeat(32)}`;
    const first = await text(ahmed, 'ON', sid);
    await text(ahmed, 'OFF 2H');
    expect(await text(ahmed, 'ON', sid)).toBe(first);
    const { rows } = await pool.query(
      "select count(*)::int as pauses from overrides where kind = 'pause' and removed_at is null",
    );
    expect(rows).toEqual([{ pauses: 1 }]);
  });

  test.each(['60777', 'NHSnoreply', 'whatsapp:+447700900101', 'anonymous', ''])(
    'from "%s", which is no telephone number, gets nothing and is counted',
    async (from) => {
      expect(await text(from, 'OFF')).not.toContain('<Message');
      expect(await board.traces()).toContain(
        'rotaline_texts_total{direction="in",result="unknown-sender"} 1',
      );
    },
  );

  test.each(['This number is not monitored.', 'No longer in use'])(
    'an answering machine that says "%s" is not answered for ever',
    async (body) => {
      const replies: string[] = [];
      for (let time = 0; time < 9; time++) replies.push(await text(ahmed, body));
      expect(replies.map((each) => each.includes('<Message'))).toEqual([
        ...Array<boolean>(5).fill(true),
        ...Array<boolean>(4).fill(false),
      ]);
      expect(await text(ahmed, 'WHO')).toContain('Haematology');
      board.time.moveTo(board.time.now() + 3_600_000);
      expect(await text(ahmed, body)).toContain('<Message');
    },
  );

  test('an answering machine whose words are read for a command is not answered for ever either', async () => {
    for (const body of ['When I am back I will reply', 'Stop all messages please', 'Back on']) {
      const replies: string[] = [];
      for (let time = 0; time < 35; time++) replies.push(await text(ahmed, body));
      expect(replies.filter((each) => each.includes('<Message')).length).toBeLessThanOrEqual(30);
    }
    board.time.moveTo(board.time.now() + 3_600_000);
    expect(await text(ahmed, 'WHO')).toContain('Haematology');
  });

  test('leave neither name, number nor body in log and metrics, and no number in the effects', async () => {
    await text(ahmed, 'SWAP BROWN TOMORROW');
    await text(ahmed, 'the secret of bed 4');
    await text(stranger, 'HELP');
    await text(ahmed, 'STOP');
    const traces = await board.traces();
    expect(traces).not.toMatch(/7700900|Ahmed|Brown|bed 4/);
    const { rows } = await store.database.pool.query<{ data: object }>('select data from effects');
    expect(JSON.stringify(rows)).not.toMatch(/7700900|Dr /);
    expect(traces).toContain('rotaline_texts_total{direction="in",result="unknown-sender"} 1');
  });
});
