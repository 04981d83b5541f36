import { expect, test } from '@jest/globals';
import type { Area, Override } from '../../src/rota/types.ts';
import { wall } from '../rota/a-rota.ts';
import { aLine, aRota, clinician, mobileCaller, service } from './a-rota.ts';
import { stories, type Telling } from './stories.ts';
import { Colleague, type Story } from './story.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

/** Haematology from nine to five: Ahmed and Brown on Mondays and Fridays, Brown and Patel on the other days. */
const haematology = aLine('haematology', '1', [], {
  open: [{ kind: 'weekly', days: weekdays, from: '09:00', to: '17:00', every: 1, starting: undefined }],
  shifts: [
    {
      hours: {
        kind: 'weekly',
        days: ['mon', 'fri'],
        from: '09:00',
        to: '17:00',
        every: 1,
        starting: undefined,
      },
      people: ['ahmed', 'brown'],
      tier: 1,
    },
    {
      hours: {
        kind: 'weekly',
        days: ['tue', 'wed', 'thu'],
        from: '09:00',
        to: '17:00',
        every: 1,
        starting: undefined,
      },
      people: ['patel', 'brown'],
      tier: 1,
    },
  ],
});
const people = new Map(
  ['ahmed', 'brown', 'patel', 'okafor'].map((id, place) => [
    id,
    { ...clinician(id, place), reminders: false },
  ]),
);
const rotas = aRota([haematology], { people });

async function begin(story: Telling) {
  const tale = await story({ rotas });
  return { tale, ...tale.colleagues('ahmed', 'brown', 'patel', 'okafor') };
}

/** Texts, and waits for what comes back. */
async function says({ phone, story }: Colleague, body: string): Promise<string> {
  const before = phone.texts.length;
  phone.sendsText(service, body);
  await story.until(() => phone.texts.length > before, `"${body}" is answered`, 20);
  return phone.texts.at(-1)?.body ?? '';
}

async function isTold({ phone, story }: Colleague, words: string, seconds = 20): Promise<void> {
  const heard = () => phone.texts.some(({ body }) => body.includes(words));
  await story.until(heard, `told "${words}" (${phone.texts.map(({ body }) => body).join(' | ')})`, seconds);
}

async function ladder(tale: Story, at: string): Promise<string[]> {
  const path = `/areas/riverside/lines/haematology/on-call?at=${new Date(wall(at)).toISOString()}`;
  const answer = (await tale.asksTheApi(path)) as { ladder: { id: string }[] };
  return answer.ladder.map(({ id }) => id);
}

type Kept = Pick<Override, 'kind' | 'clinician' | 'why'> & { made_by: string; removed_by: string | null };

async function overrides(tale: Story): Promise<Kept[]> {
  const { rows } = await tale.store.database.pool.query<Kept>(
    'select kind, clinician, why, made_by, removed_by from overrides order by made_at, starts_at',
  );
  return rows;
}

async function counted(tale: Story, result: string): Promise<number> {
  const found = new RegExp(`rotaline_texts_total\\{direction="in",result="${result}"\\} (\\d+)`);
  return Number(found.exec(await tale.rehearsal.rotaline.metrics.text())?.[1] ?? 0);
}

stories('OFF and ON by text', (story) => {
  test('pauses for the rest of the shift, and ends the pause', async () => {
    const { tale, ahmed, brown } = await begin(story);
    expect(await says(ahmed, 'OFF')).toBe('You will not be rung until 5pm. Text ON to be rung again sooner.');
    expect(await ladder(tale, '2026-11-23 16:59')).toEqual(['brown']);
    expect(await ladder(tale, '2026-11-27 10:00')).toEqual(['ahmed', 'brown']);
    expect(await says(ahmed, 'on please')).toBe('You can be rung again. You are on Haematology until 5pm.');
    expect(await ladder(tale, '2026-11-23 16:59')).toEqual(['ahmed', 'brown']);
    expect(await overrides(tale)).toEqual([
      {
        kind: 'pause',
        clinician: 'ahmed',
        why: 'OFF by text',
        made_by: 'text ahmed',
        removed_by: 'text ahmed',
      },
    ]);
    expect(brown.phone.texts).toEqual([]);
    tale.hadNoRefusals();
  });

  test('holds in the middle of a walk: who texted OFF is not rung', async () => {
    const { tale, ahmed, brown } = await begin(story);
    await says(brown, 'OFF 2H');
    const caller = tale.caller();
    await caller.rings();
    await caller.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.doesNotAnswer();
    await caller.hears('Nobody could take your call');
    brown.wasNeverRung();
  });

  test('while the telephone rings lets that ring end, and is not rung again', async () => {
    const { tale, ahmed, brown } = await begin(story);
    const caller = tale.caller();
    await caller.rings();
    await caller.chooses('Haematology');
    await ahmed.isRung();
    expect(await says(ahmed, 'OFF')).toContain('until 5pm');
    await brown.isRung();
    await brown.doesNotAnswer();
    await caller.hears('Nobody could take your call');
    ahmed.wasRung(1);
    await tale.isOver();
  });

  test('of the last on a line says so', async () => {
    const { ahmed, brown } = await begin(story);
    expect(await says(brown, 'OFF 2H')).not.toContain('Nobody else');
    expect(await says(ahmed, 'OFF')).toBe(
      'You will not be rung until 5pm. Nobody else is on Haematology now. Text ON to be rung again sooner.',
    );
  });

  test('names the area where another may ring them, too', async () => {
    const [here] = rotas.areas;
    const weir = { ...here, id: 'weir', name: 'Weir', numbers: ['+441614960001'] } as Area;
    const tale = await story({ rotas: { ...rotas, areas: [...rotas.areas, weir] } });
    expect(await says(tale.colleague('ahmed'), 'OFF')).toBe(
      'You will not be rung for Riverside until 5pm. Text ON to be rung again sooner.',
    );
    expect(await overrides(tale)).toHaveLength(1);
  });

  test('sent to the number of an area they are not in counts for their own', async () => {
    const [here] = rotas.areas;
    const weir = { ...here, id: 'weir', name: 'Weir', numbers: ['+441614960001'], people: new Map() } as Area;
    const tale = await story({ rotas: { ...rotas, areas: [weir, ...rotas.areas] } });
    const ahmed = new Colleague(tale, '+447700900101');
    ahmed.phone.sendsText('+441614960001', 'OFF');
    await isTold(ahmed, 'You will not be rung for Riverside until 5pm.');
    expect(await ladder(tale, '2026-11-23 16:59')).toEqual(['brown']);
  });

  test('a shorter OFF takes the place of a longer one, and leaves a manager’s pause alone', async () => {
    const { tale, ahmed } = await begin(story);
    await tale.store.database.pool.query(
      `insert into overrides (id, area, kind, clinician, starts_at, ends_at, why, made_by, made_at)
       values (gen_random_uuid(), 'riverside', 'pause', 'ahmed', $1, $2, 'asked to', 'key manager', $1)`,
      [new Date(wall('2026-11-23 10:00')), new Date(wall('2026-11-23 11:00'))],
    );
    expect(await says(ahmed, 'OFF UNTIL 16:00')).toContain('until 4pm');
    expect(await says(ahmed, 'OFF 1H 30M')).toContain('until midday');
    expect(await ladder(tale, '2026-11-23 10:45')).toEqual(['brown']);
    expect(await ladder(tale, '2026-11-23 12:05')).toEqual(['ahmed', 'brown']);
    expect((await overrides(tale)).map(({ made_by, removed_by }) => [made_by, removed_by])).toEqual([
      ['key manager', null],
      ['text ahmed', 'text ahmed'],
      ['text ahmed', null],
    ]);
  });

  test('ON ends their own pauses and nothing else: no leave, no swap, and no pause of who they stand in for', async () => {
    const { tale, ahmed } = await begin(story);
    await tale.store.database.pool.query(
      `insert into overrides (id, area, kind, clinician, stand_in, starts_at, ends_at, why, made_by, made_at)
       select gen_random_uuid(), 'riverside', kind, clinician, stand_in, $1, $2, kind, 'key manager', $1
         from (values ('leave', 'ahmed', null), ('swap', 'brown', 'ahmed'), ('pause', 'brown', null))
           as made (kind, clinician, stand_in)`,
      [new Date(wall('2026-11-23 09:00')), new Date(wall('2026-11-25 00:00'))],
    );
    await says(ahmed, 'OFF');
    expect(await says(ahmed, 'ON')).toBe(
      'You can be rung again, but you are on leave until the end of tomorrow.',
    );
    const removed = (await overrides(tale)).map(({ kind, removed_by }) => [kind, removed_by]);
    expect(removed.toSorted()).toEqual([
      ['leave', null],
      ['pause', null],
      ['pause', 'text ahmed'],
      ['swap', null],
    ]);
  });

  test('of somebody on no shift lasts until the end of the day', async () => {
    const { ahmed, patel } = await begin(story);
    expect(await says(patel, 'off')).toContain('until midnight');
    expect(await says(ahmed, 'ON')).toContain('You had no pause. You are on Haematology until 5pm.');
  });

  test('the same text twice is one pause', async () => {
    const { tale, ahmed } = await begin(story);
    tale.rehearsal.network.faults.repeat = 1;
    await says(ahmed, 'OFF');
    tale.rehearsal.network.faults.repeat = 0;
    expect(await overrides(tale)).toHaveLength(1);
  });
});

stories('WHO, NEXT and HELP by text', (story) => {
  test('are answered at once', async () => {
    const { tale, ahmed, patel, okafor } = await begin(story);
    expect(await says(ahmed, "Who's on?")).toBe('Haematology: Dr Samira Ahmed and Dr Peter Brown.');
    expect(await says(ahmed, 'next')).toBe(
      'Now: Haematology until 5pm. Next: Haematology Fri 27 Nov 9am to 5pm.',
    );
    expect(await says(patel, 'NEXT')).toBe('Next: Haematology tomorrow 9am to 5pm.');
    expect(await says(okafor, 'NEXT')).toBe('You have no shift in the next 60 days.');
    expect(await says(okafor, 'WHO')).toBe('You are on no line of this rota.');
    expect(await says(ahmed, 'help')).toContain('OFF UNTIL 14:00');
    expect(await says(ahmed, 'the patient in bed 4')).toContain('OFF UNTIL 14:00');
    expect(await says(ahmed, '1')).toContain('OFF UNTIL 14:00');
    expect(await overrides(tale)).toEqual([]);
    tale.hadNoRefusals();
  });

  test('of nobody in the rota get a polite nothing, and are counted', async () => {
    const { tale } = await begin(story);
    const stranger = tale.rehearsal.network.phone('+447700900999');
    for (const body of ['OFF', 'WHO', 'HELP', 'YES', '', 'swap ahmed tomorrow'])
      stranger.sendsText(service, body);
    await tale.pass(60);
    expect(stranger.texts).toEqual([]);
    expect(await overrides(tale)).toEqual([]);
    expect(await counted(tale, 'unknown-sender')).toBe(6);
    tale.hadNoRefusals();
  });

  test('from a phone that two people share are not guessed at', async () => {
    const shared = new Map(['ahmed', 'brown'].map((id) => [id, { ...clinician(id, 0), reminders: false }]));
    const tale = await story({ rotas: aRota([haematology], { people: shared }) });
    expect(await says(tale.colleague('ahmed'), 'OFF')).toContain('Several people share this phone');
    expect(await overrides(tale)).toEqual([]);
  });
});

stories('SWAP by text', (story) => {
  async function asked(story: Telling, body = 'SWAP Okafor Friday') {
    const stage = await begin(story);
    const reply = await says(stage.ahmed, body);
    return { ...stage, reply };
  }

  test('asks the colleague, whose YES makes the swap, and both are told', async () => {
    const { tale, ahmed, okafor, reply } = await asked(story);
    expect(reply).toBe(
      'Dr Ngozi Okafor was asked to take Haematology Fri 27 Nov 9am to 5pm. Until they say YES it is yours. To withdraw, text UNDO SWAP.',
    );
    await isTold(
      okafor,
      'Dr Samira Ahmed asks you to take Haematology Fri 27 Nov 9am to 5pm. Reply YES or NO by 10:30am tomorrow.',
    );
    expect(await ladder(tale, '2026-11-27 10:00')).toEqual(['ahmed', 'brown']);
    expect(await says(okafor, 'Yes, happy to')).toBe(
      'Thank you. You take Haematology Fri 27 Nov 9am to 5pm for Dr Samira Ahmed. Cannot after all? Please tell your manager.',
    );
    await isTold(
      ahmed,
      'Dr Ngozi Okafor takes your shift Haematology Fri 27 Nov 9am to 5pm. It is no longer yours.',
    );
    expect(await ladder(tale, '2026-11-27 10:00')).toEqual(['okafor', 'brown']);
    expect(await ladder(tale, '2026-11-30 10:00')).toEqual(['ahmed', 'brown']);
    expect(await overrides(tale)).toEqual([
      {
        kind: 'swap',
        clinician: 'ahmed',
        why: 'Swapped by text: asked by ahmed, agreed by okafor',
        made_by: 'text okafor',
        removed_by: null,
      },
    ]);
    expect(await says(okafor, 'NEXT')).toContain('Fri 27 Nov 9am to 5pm');
    await tale.pass(26 * 3600);
    expect(ahmed.phone.texts).toHaveLength(2);
    tale.hadNoRefusals();
  });

  test('a NO leaves the shift where it is, and is told', async () => {
    const { tale, ahmed, okafor } = await asked(story);
    await isTold(okafor, 'asks you to take');
    expect(await says(okafor, 'no sorry')).toContain('is told that you cannot');
    await isTold(ahmed, 'Dr Ngozi Okafor cannot take your shift');
    expect(await says(okafor, 'YES')).toContain('No swap waits');
    expect(await overrides(tale)).toEqual([]);
    tale.hadNoRefusals();
  });

  test('two YES at once make one swap', async () => {
    const { tale, ahmed, okafor } = await asked(story);
    await isTold(okafor, 'asks you to take');
    okafor.phone.sendsText(service, 'YES');
    okafor.phone.sendsText(service, 'YES');
    await isTold(ahmed, 'takes your shift');
    await tale.pass(30);
    expect(await overrides(tale)).toHaveLength(1);
    expect(ahmed.phone.texts.filter(({ body }) => body.includes('takes your shift'))).toHaveLength(1);
  });

  test('is over after a day without an answer, and the one who asked is told', async () => {
    const { tale, ahmed, okafor } = await asked(story);
    await isTold(okafor, 'asks you to take');
    await isTold(ahmed, 'Dr Ngozi Okafor has not answered about', 25 * 3600);
    expect(await says(okafor, 'YES')).toContain('No swap waits');
    expect(await overrides(tale)).toEqual([]);
  });

  test('is not made when the shift is no longer as it was', async () => {
    const { tale, ahmed, okafor } = await asked(story);
    await isTold(okafor, 'asks you to take');
    await tale.store.database.pool.query(
      `insert into overrides (id, area, kind, clinician, starts_at, ends_at, why, made_by, made_at)
       values (gen_random_uuid(), 'riverside', 'leave', 'okafor', $1, $2, 'leave', 'key manager', $1)`,
      [new Date(wall('2026-11-27 00:00')), new Date(wall('2026-11-28 00:00'))],
    );
    expect(await says(okafor, 'YES')).toContain('is not as it was when they asked');
    await isTold(ahmed, 'Dr Ngozi Okafor cannot take your shift');
    expect((await overrides(tale)).map(({ kind }) => kind)).toEqual(['leave']);
  });

  test.each(['\u{1f44d}', 'ok', 'sure thing', ''])('a "%s" is told to say YES or NO', async (body) => {
    const { tale, okafor } = await asked(story);
    await isTold(okafor, 'asks you to take');
    expect(await says(okafor, body)).toBe('Nothing changed. Please reply just YES or NO.');
    expect(await overrides(tale)).toEqual([]);
  });

  test('a YES with a condition is not taken for one', async () => {
    const { tale, okafor } = await asked(story);
    await isTold(okafor, 'asks you to take');
    expect(await says(okafor, 'Yes but only until noon')).toBe(
      'Nothing changed. Please reply just YES or NO.',
    );
    expect(await overrides(tale)).toEqual([]);
  });

  test('two who wait for the same colleague are told apart by name', async () => {
    const { tale, patel, okafor } = await asked(story);
    await says(patel, 'swap okafor tomorrow');
    await isTold(okafor, 'Dr Anita Patel asks you to take Haematology tomorrow');
    expect(await says(okafor, 'YES')).toContain('Reply YES AHMED or YES PATEL');
    expect(await says(okafor, 'yes patel')).toContain('for Dr Anita Patel');
    expect(await ladder(tale, '2026-11-24 10:00')).toEqual(['okafor', 'brown']);
    expect(await ladder(tale, '2026-11-27 10:00')).toEqual(['ahmed', 'brown']);
  });

  test.each([
    ['SWAP BROWN FRIDAY', 'Dr Peter Brown is on that shift too'],
    ['SWAP OKAFOR TOMORROW', 'you have no shift tomorrow'],
    ['SWAP AHMED FRIDAY', 'your own name'],
    ['SWAP Nobody Friday', 'I do not find "Nobody"'],
    ['SWAP FRIDAY', 'Say who and when'],
  ])('%s is refused in words', async (body, words) => {
    const { tale, reply, okafor } = await asked(story, body);
    expect(reply).toContain(words);
    await tale.pass(30);
    expect(okafor.phone.texts).toEqual([]);
  });

  test('is withdrawn by UNDO SWAP: who was asked is told, and their YES does nothing', async () => {
    const { tale, ahmed, okafor } = await asked(story);
    await isTold(okafor, 'asks you to take');
    expect(await says(ahmed, 'undo swap')).toBe(
      'The swap is withdrawn, and your colleague is told. The shift is yours.',
    );
    await isTold(
      okafor,
      'Dr Samira Ahmed no longer asks you to take Haematology Fri 27 Nov 9am to 5pm. There is nothing to do.',
    );
    expect(await says(okafor, 'YES')).toContain('No swap waits');
    expect(await says(ahmed, 'UNDO')).toContain('No swap of yours waits');
    await tale.pass(26 * 3600);
    expect(ahmed.phone.texts).toHaveLength(3);
    expect(okafor.phone.texts).toHaveLength(3);
    expect(await overrides(tale)).toEqual([]);
    tale.hadNoRefusals();
  });

  test('asked of two: when one has it, the other is told and cannot take it, and nobody hears it is still theirs', async () => {
    const { tale, ahmed, patel, okafor } = await asked(story);
    await says(ahmed, 'SWAP PATEL FRIDAY');
    await isTold(patel, 'asks you to take');
    await says(okafor, 'YES');
    await isTold(patel, 'Dr Samira Ahmed no longer asks you to take');
    expect(await says(patel, 'YES')).toContain('No swap waits');
    await tale.pass(26 * 3600);
    expect(ahmed.phone.texts.map(({ body }) => body)).toEqual([
      expect.stringContaining('Dr Ngozi Okafor was asked'),
      expect.stringContaining('Dr Anita Patel was asked'),
      expect.stringContaining('Dr Ngozi Okafor takes your shift'),
    ]);
    expect(await overrides(tale)).toHaveLength(1);
  });

  test('of a shift that a manager gave to somebody else is not said to be still theirs', async () => {
    const { tale, ahmed, okafor } = await asked(story);
    await isTold(okafor, 'asks you to take');
    await tale.store.database.pool.query(
      `insert into overrides (id, area, kind, clinician, stand_in, starts_at, ends_at, why, made_by, made_at)
       values (gen_random_uuid(), 'riverside', 'swap', 'ahmed', 'patel', $1, $2, 'swap', 'key manager', $1)`,
      [new Date(wall('2026-11-27 09:00')), new Date(wall('2026-11-27 17:00'))],
    );
    await tale.pass(26 * 3600);
    expect(ahmed.phone.texts).toHaveLength(1);
  });

  test('asked at night of a shift next week comes in the morning, and of this morning at once', async () => {
    const tale = await story({ rotas, start: wall('2026-11-23 23:30') });
    const { ahmed, patel, okafor } = tale.colleagues('ahmed', 'patel', 'okafor');
    await says(ahmed, 'SWAP OKAFOR FRIDAY');
    await tale.pass(7 * 3600);
    expect(okafor.phone.texts).toEqual([]);
    await isTold(okafor, 'asks you to take Haematology Fri 27 Nov', 2 * 3600);
    expect(tale.rehearsal.time.now()).toBeLessThan(wall('2026-11-24 07:01'));
    expect(await says(patel, 'SWAP OKAFOR TODAY')).toContain('was asked');
    tale.hadNoRefusals();
  });

  test('is asked once: a second before the answer is not', async () => {
    const { tale, ahmed, okafor } = await asked(story, 'swap ngozi okafor 27/11');
    expect(await says(ahmed, 'SWAP OKAFR MONDAY')).toContain('has not answered what you asked before');
    await tale.pass(60);
    expect(okafor.phone.texts).toHaveLength(1);
  });
});

stories('STOP and START by text', (story) => {
  test('no text goes to who has said STOP: no reminder, no question, no swap', async () => {
    const { tale, ahmed, okafor } = await begin(story);
    okafor.phone.sendsText(service, 'Stop');
    await tale.pass(10);
    expect(await says(ahmed, 'SWAP OKAFOR FRIDAY')).toContain('gets no texts here');
    await tale.pass(60);
    expect(okafor.phone.texts).toEqual([]);
    expect(await says(okafor, 'START')).toContain('You get texts again');
    expect(await says(ahmed, 'SWAP OKAFOR FRIDAY')).toContain('was asked to take');
    await isTold(okafor, 'asks you to take');
    tale.hadNoRefusals();
  });

  test('who says it is not asked for the outcome, and Twilio is not even asked', async () => {
    const { tale, ahmed } = await begin(story);
    const caller = tale.caller(mobileCaller);
    caller.phone.sendsText(service, 'STOPALL');
    ahmed.phone.sendsText(service, 'UNSUBSCRIBE');
    await caller.rings();
    await caller.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.presses('1');
    await caller.isTalkingTo(ahmed);
    await caller.hangsUp();
    await ahmed.hangsUp();
    await tale.pass(600);
    expect([...caller.phone.texts, ...ahmed.phone.texts]).toEqual([]);
    const failed = await tale.store.database.pool.query("select kind from effects where status = 'failed'");
    expect(failed.rows).toEqual([]);
    tale.hadNoRefusals();
  });

  test('a STOP of which only Twilio knows is remembered', async () => {
    const { tale, ahmed, okafor } = await begin(story);
    okafor.phone.sendsText(service, 'STOP');
    await tale.pass(10);
    await tale.store.database.pool.query('delete from text_stops');
    await says(ahmed, 'SWAP OKAFOR FRIDAY');
    await tale.pass(60);
    const { rows } = await tale.store.database.pool.query('select number from text_stops');
    expect(rows).toEqual([{ number: okafor.phone.number }]);
  });

  test('said in a sentence, which Twilio does not know for a STOP, is answered and heeded', async () => {
    const { tale, ahmed, okafor } = await begin(story);
    expect(await says(okafor, 'please stop texting me')).toContain('You get no more texts from here');
    expect(await says(ahmed, 'SWAP OKAFOR FRIDAY')).toContain('gets no texts here');
    await tale.pass(60);
    expect(okafor.phone.texts).toHaveLength(1);
  });

  test('YES is a START where no swap waits', async () => {
    const { tale, ahmed } = await begin(story);
    ahmed.phone.sendsText(service, 'QUIT');
    await tale.pass(10);
    expect(await says(ahmed, 'YES')).toContain('You get texts again');
    expect(await says(ahmed, 'YES')).toContain('No swap waits');
  });
});

stories('texts and the question of the outcome', (story) => {
  test('a question that Twilio may have sent is not sent again, and its answer counts', async () => {
    const { tale, ahmed } = await begin(story);
    tale.rehearsal.network.next('create-message', 'drop-after-acting');
    const caller = tale.caller();
    await caller.rings();
    await caller.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.presses('1');
    await caller.isTalkingTo(ahmed);
    await caller.hangsUp();
    await ahmed.hangsUp();
    await isTold(ahmed, 'What did it lead to?', 300);
    await tale.pass(1800);
    expect(ahmed.phone.texts).toHaveLength(1);
    expect(await says(ahmed, '2')).toContain('Recorded: admission avoided');
    expect((await tale.call()).offers[0]?.outcome.clinician).toBe('admission-avoided');
  });

  test('a digit answers the question, a command is a command, anything else is asked again', async () => {
    const { tale, ahmed } = await begin(story);
    const caller = tale.caller();
    await caller.rings();
    await caller.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.presses('1');
    await caller.isTalkingTo(ahmed);
    await caller.hangsUp();
    await ahmed.hangsUp();
    await isTold(ahmed, 'What did it lead to?', 300);
    expect(await says(ahmed, 'WHO')).toContain('Haematology: ');
    expect(await says(ahmed, 'thanks, bye')).toContain('Please reply with one digit');
    expect(await says(ahmed, 'OFF 1H')).toContain('You will not be rung until');
    expect(await says(ahmed, '1')).toBe(
      'Thank you. Recorded: referral avoided, Haematology call at 10:30am.',
    );
    expect((await tale.call()).offers[0]?.outcome.clinician).toBe('referral-avoided');
    expect(await says(ahmed, '1')).toContain('OFF UNTIL 14:00');
  });
});
