import { describe, expect, test } from '@jest/globals';
import { runCommand } from '../../src/cli/run-command.ts';
import { parseRotas } from '../../src/rota/parse-rotas.ts';
import { areaFiles } from './command-run.ts';

const secret = 'a-secret-of-a-manager'.padEnd(32, '0');
const phone = {
  clinician: 'ahmed',
  name: 'Dr Samira Ahmed',
  phone: 1,
  result: 'no-answer',
  at: '2026-11-20T10:00:00.000Z',
};

/** Runs the command against a program that answers with this. */
async function phones(
  args: string[],
  answer: { status?: number; body?: object; away?: boolean } = {},
  keys = `m:manager:${secret}`,
) {
  const asked: { url: string; method: string | undefined; authorization: string | null }[] = [];
  const request: typeof fetch = async (url, init) => {
    if (typeof url !== 'string') throw new Error('an address');
    const authorization = new Headers(init?.headers).get('authorization');
    asked.push({ url, method: init?.method, authorization });
    if (answer.away) throw new TypeError('fetch failed');
    return Response.json(answer.body ?? {}, { status: answer.status ?? 200 });
  };
  const printed: string[] = [];
  const complained: string[] = [];
  const code = await runCommand(['phones', ...args], {
    env: { API_KEYS: keys, PORT: '3100' },
    clock: { now: () => Date.UTC(2026, 10, 23, 10) },
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
    ask: undefined,
    request,
    readRotas: async () => parseRotas(new Map(areaFiles('riverside', '+441614960000'))),
  });
  return { code, asked, printed: printed.join('\n'), complained: complained.join('\n') };
}

describe('phones check', () => {
  test('tells the running program, with a key of a manager, and says what will happen', async () => {
    const run = await phones(['check'], { body: { begun: true, area: 'riverside', phones: [phone] } });
    expect(run).toEqual({
      code: 0,
      asked: [
        {
          url: 'http://localhost:3100/api/v1/areas/riverside/phone-checks',
          method: 'POST',
          authorization: `Bearer ${secret}`,
        },
      ],
      printed:
        "riverside: 1 phones will be rung, one at a time, each in its owner's next quiet hour on shift.",
      complained: '',
    });
  });

  test('says that a round is under way', async () => {
    const run = await phones(['check'], { body: { begun: false, area: 'riverside', phones: [] } });
    expect(run.printed).toBe('riverside: a round is under way already.');
  });

  test.each([
    [['check', '--area', 'nowhere'], {}, undefined, 'There is no area "nowhere".'],
    [
      ['check'],
      { away: true },
      undefined,
      'Nobody answers at http://localhost:3100: is the program running? (--url says where.)',
    ],
    [
      ['check', '--url', 'https://rotaline.example/'],
      { away: true },
      undefined,
      'Nobody answers at https://rotaline.example: is the program running? (--url says where.)',
    ],
    [['check'], { status: 500 }, undefined, 'The program answered 500: see its log.'],
    [
      ['check'],
      {},
      `r:reader:${secret}`,
      'API_KEYS has no key of an admin or a manager, by which the running program is asked.',
    ],
  ])('%j says what is wrong', async (args, answer, keys, complaint) => {
    const run = await phones(args, answer, keys);
    expect([run.code, run.complained]).toEqual([1, complaint]);
  });
});

test('phones results says what came of each, without a number', async () => {
  const never = { ...phone, phone: 2, result: null, at: null };
  const run = await phones(['results'], { body: { area: 'riverside', phones: [phone, never] } });
  expect(run.printed).toBe(
    'riverside:\n  Dr Samira Ahmed, phone 1: no answer (2026-11-20)\n  Dr Samira Ahmed, phone 2: not checked',
  );
  expect(run.asked[0]?.method).toBe('GET');
});
