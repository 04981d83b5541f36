import type twilio from 'twilio';
import type { PhoneNumber } from '../rota/types.ts';
import { allSettings, type Change, type NumberSettings } from './number-settings.ts';

/** A number of the Twilio account. */
export interface OwnNumber {
  readonly sid: string;
  readonly number: PhoneNumber;
  readonly settings: NumberSettings;
}

/** The account's number that is exactly `number`; `undefined` when it has none. */
export async function findNumber(client: twilio.Twilio, number: PhoneNumber): Promise<OwnNumber | undefined> {
  // Twilio also finds numbers that only hold these digits.
  const found = await client.incomingPhoneNumbers.list({ phoneNumber: number, limit: 20 });
  const exact = found.find(({ phoneNumber }) => phoneNumber === number);
  return exact && ownNumber(exact);
}

/** Every number of the account, 1,000 at most. */
export async function accountNumbers(client: twilio.Twilio): Promise<readonly PhoneNumber[]> {
  const found = await client.incomingPhoneNumbers.list({ limit: 1_000 });
  return found.map(({ phoneNumber }) => phoneNumber);
}

/** Makes the changes, and gives the number as Twilio has it afterwards. */
export async function changeNumber(
  client: twilio.Twilio,
  sid: string,
  changes: readonly Change[],
): Promise<OwnNumber> {
  await client
    .incomingPhoneNumbers(sid)
    .update(Object.fromEntries(changes.map(({ name, to }) => [name, to])));
  return ownNumber(await client.incomingPhoneNumbers(sid).fetch());
}

type Instance = { sid: string; phoneNumber: string } & { [Name in keyof NumberSettings]?: string | null };

function ownNumber(instance: Instance): OwnNumber {
  const settings = Object.fromEntries(allSettings.map((name) => [name, instance[name] ?? '']));
  return {
    sid: instance.sid,
    number: instance.phoneNumber,
    settings: settings as Record<keyof NumberSettings, string>,
  };
}
