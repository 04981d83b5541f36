import { scriptFor } from './call-script.ts';
import type { NumberSettings } from './dialled-number.ts';
import type { Exchange } from './exchange.ts';
import { Leg, type LegOptions } from './leg.ts';
import type { Phone } from './phone.ts';

/** A phone calls a number: the number's voice URL says what happens. A number that is not ours cannot be reached. */
export function callIn(exchange: Exchange, phone: Phone, number: string, from: string): Leg {
  const settings = exchange.numbers.get(number)?.settings;
  const leg = new Leg(exchange, {
    ...statusOf(settings),
    direction: 'inbound',
    from,
    to: number,
    phone: phone.number,
  });
  phone.legs.push(leg.handle);
  exchange.tell(phone.number, { kind: 'calls', number }, leg.sid);
  leg.ring();
  if (!settings?.voiceUrl) {
    exchange.refuse('webhook', 21402, 'the number has no voice URL', number);
    leg.end('failed');
    return leg;
  }
  const { voiceUrl, voiceMethod = 'POST', voiceFallbackUrl, voiceFallbackMethod = 'POST' } = settings;
  leg.script = scriptFor(exchange, leg, {
    use: 'call',
    finished: () => leg.end('completed'),
    ...(voiceFallbackUrl ? { fallback: { url: voiceFallbackUrl, method: voiceFallbackMethod } } : {}),
  });
  leg.script.request({ url: voiceUrl, method: voiceMethod });
  return leg;
}

function statusOf(settings: NumberSettings | undefined): Pick<LegOptions, 'status'> {
  if (!settings?.statusCallback) return {};
  const target = { url: settings.statusCallback, method: settings.statusCallbackMethod ?? 'POST' } as const;
  return { status: { target, events: ['completed'] } };
}
