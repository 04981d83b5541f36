import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { StandingTwilio, type Turn } from '../carrier/standing-twilio.ts';
import { areaFiles, commandRun, type RunSetting } from './command-run.ts';

const account = 'AC00000000000000000000000000000001';
const numbersPath = `/2010-04-01/Accounts/${account}/IncomingPhoneNumbers`;
const sid = 'PN00000000000000000000000000000001';
const base = 'https://advice.example';

let twilio: StandingTwilio;
let number: Record<string, string | null>;
/** What Twilio's side forgets to keep. */
let forgets: string[];

beforeEach(async () => {
  twilio = new StandingTwilio();
  await twilio.start();
  forgets = [];
  number = {
    ...{ sid, phone_number: '+441614960000', voice_url: 'https://old.example/', voice_method: 'GET' },
    ...{ status_callback: '', status_callback_method: 'POST', sms_url: '', sms_method: 'POST' },
    ...{ voice_fallback_url: null, voice_fallback_method: 'POST' },
    ...{ voice_application_sid: 'AP1', sms_application_sid: null, trunk_sid: null },
  };
  const other = { ...number, sid: 'PN2', phone_number: '+441614960077' };
  twilio.turn = ({ method, path, query, form }): Turn => {
    if (path === `${numbersPath}.json`) {
      const all = [other, number].filter((each) =>
        each['phone_number']?.includes(query.get('PhoneNumber') ?? ''),
      );
      return { status: 200, body: { incoming_phone_numbers: all } };
    }
    if (method === 'POST') form.forEach((value, name) => keep(name, value));
    return { status: 200, body: number };
  };
});
afterEach(() => twilio.stop());

function keep(name: string, value: string): void {
  const field = name.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase();
  if (!forgets.includes(field)) number[field] = value;
}

const changesMade = () => twilio.heard.filter(({ method }) => method !== 'GET');
const environment = () => ({
  TWILIO_ACCOUNT_SID: account,
  TWILIO_AUTH_TOKEN: 'secret',
  TWILIO_API_URL: twilio.url,
  PUBLIC_URL: `${base}/`,
});
const connect = (more: string[], setting: RunSetting = {}) =>
  commandRun(['twilio', 'connect', '--number', '+44 161 496 0000', ...more], {
    env: environment(),
    ...setting,
  });
const yes = async () => true;
const no = async () => false;

describe('twilio connect', () => {
  test('shows the change, makes it after a yes, and sees that it holds', async () => {
    const asked: string[] = [];
    const ask = async (question: string) => {
      asked.push(question);
      expect(changesMade()).toEqual([]);
      return true;
    };
    const { code, printed } = await connect(['--fallback-url', 'https://static.example/x/riverside.xml'], {
      ask,
    });
    expect(code).toBe(0);
    expect(asked).toHaveLength(1);
    expect(printed).toMatch(
      /voice URL +https:\/\/old\.example\/ -> https:\/\/advice\.example\/webhooks\/voice\/incoming/,
    );
    expect(printed).toMatch(/SMS method +POST \(stays\)/);
    expect(printed).toMatch(/voice application +AP1 -> \(none\)/);
    expect(changesMade().map(({ path }) => path)).toEqual([`${numbersPath}/${sid}.json`]);
    expect(Object.fromEntries(changesMade()[0]?.form ?? [])).toEqual({
      VoiceUrl: `${base}/webhooks/voice/incoming`,
      VoiceMethod: 'POST',
      VoiceFallbackUrl: 'https://static.example/x/riverside.xml',
      VoiceFallbackMethod: 'GET',
      StatusCallback: `${base}/webhooks/voice/status`,
      SmsUrl: `${base}/webhooks/sms/incoming`,
      VoiceApplicationSid: '',
    });
    expect(twilio.heard.at(-1)).toMatchObject({ method: 'GET', path: `${numbersPath}/${sid}.json` });
  });

  test('changes nothing after a no', async () => {
    const { code, complained } = await connect([], { ask: no });
    expect([code, complained]).toEqual([1, 'Nothing was changed.']);
    expect(changesMade()).toEqual([]);
  });

  test('shows the change and makes none when nobody is there to agree', async () => {
    const { code, printed, complained } = await connect([]);
    expect([code, complained]).toEqual([1, expect.stringContaining('--yes')]);
    expect(printed).toContain(`-> ${base}/webhooks/voice/incoming`);
    expect(changesMade()).toEqual([]);
  });

  test('asks nobody with --yes, and leaves the fallback URL alone when it is given none', async () => {
    number['voice_fallback_url'] = 'https://kept.example/';
    const { code, printed } = await connect(['--yes']);
    expect(code).toBe(0);
    expect(number['voice_fallback_url']).toBe('https://kept.example/');
    expect(printed).not.toContain('rotaline fallback');
  });

  test('says what becomes of callers without a fallback URL', async () => {
    expect((await connect(['--yes'])).printed).toContain('rotaline fallback');
  });

  test('changes nothing the second time', async () => {
    await connect(['--yes']);
    const before = changesMade().length;
    const { code, printed } = await connect([]);
    expect([code, printed]).toEqual([0, expect.stringContaining('connected already')]);
    expect(changesMade()).toHaveLength(before);
  });

  test('tells what Twilio has not kept', async () => {
    forgets = ['sms_url'];
    const { code, complained } = await connect(['--yes']);
    expect([code, complained]).toEqual([1, expect.stringContaining('SMS URL')]);
  });
});

describe('twilio connect refuses', () => {
  afterEach(() => expect(changesMade()).toEqual([]));

  test('a number that the account does not have, and tells the others by their last digits', async () => {
    const files = areaFiles('riverside', '+441614960001');
    const args = ['twilio', 'connect', '--number', '+441614960001', '--yes'];
    const { code, complained } = await commandRun(args, { env: environment(), files });
    expect([code, complained]).toEqual([1, expect.stringContaining('…77, …00')]);
    expect(complained).not.toContain('+441614960077');
  });

  test('a number that holds the one asked for but is longer', async () => {
    number['phone_number'] = '+4416149600001';
    expect((await connect(['--yes'])).code).toBe(1);
  });

  test('a number that no area lists, and names the file to mend', async () => {
    const files = areaFiles('riverside', '+441614960009');
    const { code, complained } = await connect(['--yes'], { files });
    expect([code, complained]).toEqual([1, expect.stringContaining('./rotas/riverside/service.yaml')]);
    expect(twilio.heard).toEqual([]);
  });

  test('a number that several areas list', async () => {
    const files = [...areaFiles('riverside', '+441614960000'), ...areaFiles('weir', '+441614960000')];
    const { code, complained } = await connect(['--yes'], { files });
    expect([code, complained]).toEqual([1, expect.stringContaining('weir/service.yaml')]);
  });

  test('a PUBLIC_URL that is not https', async () => {
    const env = { ...environment(), PUBLIC_URL: 'http://advice.example' };
    const { code, complained } = await connect(['--yes'], { env });
    expect([code, complained]).toEqual([1, expect.stringContaining('PUBLIC_URL must be an https URL')]);
  });

  test('to begin without its settings, and names them all', async () => {
    const { code, complained } = await connect(['--yes'], { env: {} });
    expect(code).toBe(1);
    for (const name of ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'PUBLIC_URL'])
      expect(complained).toContain(name);
  });

  test.each([
    [['--fallback-url', 'http://static.example/x.xml']],
    [['--fallback-url', 'x.xml']],
    [['--fallback-url', `${base}/x.xml`]],
    [['--number', '0161 496 0000']],
    [['--colour']],
  ])('%j as misuse', async (more) => {
    expect((await connect(more, { ask: yes })).code).toBe(2);
    expect(twilio.heard).toEqual([]);
  });

  test('to go on when Twilio says no', async () => {
    twilio.turn = () => ({ status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } });
    const { code, complained } = await connect(['--yes']);
    expect([code, complained]).toEqual([1, 'Twilio did not do it: Authenticate']);
  });
});

test('rotaline --help tells every command, exit 0', async () => {
  const { code, printed } = await commandRun(['--help']);
  expect(code).toBe(0);
  for (const name of ['rota', 'twilio', 'fallback']) expect(printed).toContain(name);
});
