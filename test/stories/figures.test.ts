import { expect, test } from '@jest/globals';
import { aLine, aRota, mobileCaller } from './a-rota.ts';
import { stories } from './stories.ts';
import type { Story } from './story.ts';

const rotas = aRota([
  aLine('haematology', '1', ['ahmed', 'brown']),
  aLine('neurology', '2', ['patel'], { open: [] }),
]);

async function chooses(tale: Story, line: string, from = '+441614960101') {
  const caller = tale.caller(from);
  await caller.rings();
  await caller.chooses(line);
  return caller;
}

/** The first clinician takes it, and the caller says `key`, or hangs up without a word. */
async function talks(tale: Story, key?: string): Promise<void> {
  const caller = await chooses(tale, 'Haematology');
  const ahmed = tale.colleague('ahmed');
  await ahmed.isRung();
  await ahmed.presses('1');
  await caller.isTalkingTo(ahmed);
  await tale.pass(60);
  await ahmed.hangsUp();
  await caller.hears('referral was avoided, press 1');
  await (key ? caller.presses(key) : caller.hangsUp());
  await tale.isOver();
}

stories('what is left after the calls', (story) => {
  test('offered = connected + abandoned + unanswered, and the rate is of what was recorded', async () => {
    const tale = await story({ rotas });
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await talks(tale, '1');
    await talks(tale, '4');
    await talks(tale);
    const impatient = await chooses(tale, 'Haematology');
    await ahmed.isRung();
    await impatient.hangsUp();
    await tale.isOver();
    const unlucky = await chooses(tale, 'Haematology', mobileCaller);
    await ahmed.isRung();
    await ahmed.isEngaged();
    await brown.isRung();
    await brown.presses('2');
    await unlucky.isLetGo();
    const early = await chooses(tale, 'Neurology');
    await early.hears('is closed now');
    await early.hangsUp();
    await tale.isOver();
    const table = await tale.asksTheApi('/areas/riverside/statistics?from=2026-11-23&to=2026-11-24&by=line');
    expect(table).toMatchObject({
      rows: [
        {
          key: 'haematology',
          offered: 5,
          connected: 3,
          connectedFirst: 3,
          abandoned: 1,
          unanswered: 1,
          closed: 0,
        },
        { key: 'neurology', offered: 0, connected: 0, abandoned: 0, unanswered: 0, closed: 1 },
      ],
      total: {
        offered: 5,
        connected: 3,
        recorded: 2,
        closed: 1,
        attempts: 6,
        avoidedReferral: { count: 1, of: 2, rate: 0.5 },
        floor: { count: 1, of: 3 },
      },
    });
    tale.hadNoRefusals();
  });

  test('a call can be read back: its ringings, its choice of a line and its timeline, without a number', async () => {
    const tale = await story({ rotas });
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    const caller = await chooses(tale, 'Haematology', mobileCaller);
    await ahmed.isRung();
    await ahmed.isEngaged();
    await brown.isRung();
    await brown.presses('1');
    await caller.isTalkingTo(brown);
    await brown.hangsUp();
    await caller.hears('referral was avoided, press 1');
    await caller.presses('1');
    await tale.isOver();
    const { id } = await tale.call();
    const detail = await tale.asksTheApi(`/calls/${id}`);
    expect(detail).toMatchObject({
      id,
      status: 'over',
      practice: { ods: 'Z99901', name: 'Fiction Lane Surgery' },
      hasNhsNumber: false,
      offers: [
        {
          line: { id: 'haematology' },
          ending: 'connected',
          connectedFirst: false,
          clinician: { id: 'brown', name: 'Dr Peter Brown' },
          outcome: 'referral-avoided',
          callerOutcome: 'referral-avoided',
          clinicianOutcome: null,
        },
      ],
      attempts: [
        { number: 1, clinician: { id: 'ahmed' }, status: 'ended', result: 'busy' },
        { number: 2, clinician: { id: 'brown' }, status: 'ended', result: 'accepted' },
      ],
    });
    const words = JSON.stringify(detail);
    expect(words).toContain('The caller and Dr Peter Brown are talking.');
    expect(words).toContain('The caller recorded the outcome: referral-avoided.');
    expect(words).not.toMatch(/\+44\d/);
    tale.hadNoRefusals();
  });
});
