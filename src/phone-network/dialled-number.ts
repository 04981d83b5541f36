import type { Instant } from '../clock.ts';
import type { Method } from './webhooks.ts';

/** What a program sets on one of its numbers. */
export interface NumberSettings {
  readonly voiceUrl?: string;
  readonly voiceMethod?: Method;
  readonly voiceFallbackUrl?: string;
  readonly voiceFallbackMethod?: Method;
  readonly statusCallback?: string;
  readonly statusCallbackMethod?: Method;
  readonly smsUrl?: string;
  readonly smsMethod?: Method;
  readonly smsFallbackUrl?: string;
  readonly smsFallbackMethod?: Method;
  readonly friendlyName?: string;
}

/** A number that the account owns and people dial. */
export interface DialledNumber {
  readonly sid: string;
  readonly number: string;
  readonly createdAt: Instant;
  settings: NumberSettings;
}

/** Whether `number` is one that can be rung: E.164. */
export function isE164(number: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(number);
}
