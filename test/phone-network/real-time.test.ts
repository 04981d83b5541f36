import { expect, test } from '@jest/globals';
import { systemTime } from '../../src/clock.ts';
import { PhoneNetwork } from '../../src/phone-network/phone-network.ts';
import { answers } from '../../src/phone-network/behaviours.ts';
import { accountSid, authToken, ourNumber } from './stage.ts';

test('it keeps real time as well', async () => {
  const network = new PhoneNetwork({ timers: systemTime, accountSid, authToken, setUpSeconds: 0 });
  await network.start();
  network.number(ourNumber);
  const over = new Promise<string>((resolve) => {
    network.onEvent((event) => event.kind === 'ends' && resolve(event.status));
  });
  network.phone('+447700900101').whenRung(answers(0));
  await fetch(`${network.url}/2010-04-01/Accounts/${accountSid}/Calls.json`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    body: new URLSearchParams({
      To: '+447700900101',
      From: ourNumber,
      Twiml: '<Response><Hangup/></Response>',
    }),
  });
  expect(await over).toBe('completed');
  await network.stop();
});
