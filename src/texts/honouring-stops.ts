import type { Carrier } from '../carrier/carrier.ts';
import type { TextStops } from './text-stops.ts';

/** Twilio's code for a number that has said STOP (https://www.twilio.com/docs/api/errors/21610). */
export const SAID_STOP = 21610;

/**
 * The carrier, which sends no text to a number that has said STOP, whoever asks for it; that Twilio knows of a STOP
 * of which we do not is remembered.
 */
export function honouringStops(
  carrier: Carrier,
  stops: Pick<TextStops, 'has' | 'stop'>,
  sent: (result: 'sent' | 'failed') => void,
): Carrier {
  return {
    ...carrier,
    async sendText(text) {
      if (await stops.has(text.to)) return { kind: 'refused', code: SAID_STOP, reason: 'has said STOP' };
      const asked = await carrier.sendText(text);
      if (asked.kind === 'refused' && asked.code === SAID_STOP) await stops.stop(text.to);
      if (asked.kind === 'done') sent('sent');
      if (asked.kind === 'refused') sent('failed');
      return asked;
    },
  };
}
