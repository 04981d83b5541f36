/** How Twilio treats a number of ours, by the names of its REST API; '' where nothing is set. */
export interface NumberSettings {
  readonly voiceUrl: string;
  readonly voiceMethod: string;
  readonly voiceFallbackUrl: string;
  readonly voiceFallbackMethod: string;
  readonly statusCallback: string;
  readonly statusCallbackMethod: string;
  readonly smsUrl: string;
  readonly smsMethod: string;
  /** While one of these three is set, Twilio does not look at the URLs. */
  readonly voiceApplicationSid: string;
  readonly smsApplicationSid: string;
  readonly trunkSid: string;
}

export const settingNames: Readonly<Record<keyof NumberSettings, string>> = {
  voiceUrl: 'voice URL',
  voiceMethod: 'voice method',
  voiceFallbackUrl: 'voice fallback URL',
  voiceFallbackMethod: 'voice fallback method',
  statusCallback: 'status callback',
  statusCallbackMethod: 'status callback method',
  smsUrl: 'SMS URL',
  smsMethod: 'SMS method',
  voiceApplicationSid: 'voice application',
  smsApplicationSid: 'SMS application',
  trunkSid: 'SIP trunk',
};

export type SettingName = keyof NumberSettings;
export const allSettings = Object.keys(settingNames) as readonly SettingName[];

export interface Change {
  readonly name: SettingName;
  readonly from: string;
  readonly to: string;
}

/** What points a number at us. Without a fallback URL the number keeps the one it has. */
export function wantedSettings(publicUrl: string, fallbackUrl: string | undefined): Partial<NumberSettings> {
  const base = publicUrl.replace(/\/+$/, '');
  return {
    voiceUrl: `${base}/webhooks/voice/incoming`,
    voiceMethod: 'POST',
    ...(fallbackUrl && { voiceFallbackUrl: fallbackUrl, voiceFallbackMethod: 'GET' }),
    statusCallback: `${base}/webhooks/voice/status`,
    statusCallbackMethod: 'POST',
    smsUrl: `${base}/webhooks/sms/incoming`,
    smsMethod: 'POST',
    voiceApplicationSid: '',
    smsApplicationSid: '',
    trunkSid: '',
  };
}

/** The settings that are not yet as wanted. */
export function changesTo(present: NumberSettings, wanted: Partial<NumberSettings>): readonly Change[] {
  return allSettings.flatMap((name) => {
    const to = wanted[name];
    return to === undefined || to === present[name] ? [] : [{ name, from: present[name], to }];
  });
}

/** Every setting on a line of its own: as it is, or as it is and as it is to be. */
export function settingLines(present: NumberSettings, changes: readonly Change[]): readonly string[] {
  return allSettings.map((name) => {
    const change = changes.find((each) => each.name === name);
    const value = change ? `${shown(change.from)} -> ${shown(change.to)}` : `${shown(present[name])} (stays)`;
    return `  ${settingNames[name].padEnd(24)}${value}`;
  });
}

function shown(value: string): string {
  return value === '' ? '(none)' : value;
}
