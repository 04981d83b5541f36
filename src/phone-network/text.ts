import type { Instant } from '../clock.ts';
import { DocumentFault, type Element } from './element.ts';
import { readDocument } from './document.ts';
import type { Exchange } from './exchange.ts';
import type { Phone } from './phone.ts';
import type { Target, WebhookReply } from './webhooks.ts';

/** A text that a program sent. */
export interface Text {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly createdAt: Instant;
  status: 'queued' | 'sent' | 'delivered';
}

const SECONDS_TO_SEND = 1;
const SECONDS_TO_DELIVER = 2;

/** Sends a program's text to a phone and tells the program how far it came. */
export function textOut(
  exchange: Exchange,
  text: Omit<Text, 'sid' | 'createdAt' | 'status'>,
  callback?: Target,
): Text {
  const sent: Text = { ...text, sid: exchange.sids.make('SM'), createdAt: exchange.now(), status: 'queued' };
  exchange.texts.set(sent.sid, sent);
  const callbacks = exchange.callbacks(exchange.lane());
  const reach = (status: 'sent' | 'delivered'): void => {
    sent.status = status;
    if (status === 'delivered') exchange.phone(sent.to).receives(sent.from, sent.body);
    if (callback)
      callbacks.tell(callback, status, {
        ...formOf(exchange, sent),
        MessageStatus: status,
        SmsStatus: status,
      });
  };
  exchange.in(SECONDS_TO_SEND, () => reach('sent'));
  exchange.in(SECONDS_TO_DELIVER, () => reach('delivered'));
  return sent;
}

/** A phone texts a number: its SMS URL is told, and may reply with texts. STOP and START are kept to. */
export function textIn(exchange: Exchange, phone: Phone, number: string, body: string): void {
  exchange.tell(phone.number, { kind: 'texts', number, body });
  optOut(exchange, `${phone.number} ${number}`, body.trim().toUpperCase());
  const settings = exchange.numbers.get(number)?.settings;
  if (!settings?.smsUrl) return exchange.refuse('webhook', 21402, 'the number has no SMS URL', number);
  const target = { url: settings.smsUrl, method: settings.smsMethod ?? 'POST' } as const;
  const sid = exchange.sids.make('SM');
  const form = { ...formOf(exchange, { sid, from: phone.number, to: number, body }), SmsStatus: 'received' };
  void exchange.activity.track(async () => {
    const reply = await exchange.webhooks.request(target, form);
    if (take(exchange, target, reply, phone, number) || !settings.smsFallbackUrl) return;
    const fallback = { url: settings.smsFallbackUrl, method: settings.smsFallbackMethod ?? 'POST' } as const;
    take(exchange, fallback, await exchange.webhooks.request(fallback, form), phone, number);
  });
}

function formOf(
  exchange: Exchange,
  text: Pick<Text, 'sid' | 'from' | 'to' | 'body'>,
): Record<string, string> {
  return {
    MessageSid: text.sid,
    SmsSid: text.sid,
    SmsMessageSid: text.sid,
    AccountSid: exchange.accountSid,
    From: text.from,
    To: text.to,
    Body: text.body,
    NumMedia: '0',
    NumSegments: '1',
    ApiVersion: '2010-04-01',
  };
}

function optOut(exchange: Exchange, pair: string, word: string): void {
  if (['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT'].includes(word)) exchange.stopped.add(pair);
  if (['START', 'UNSTOP', 'YES'].includes(word)) exchange.stopped.delete(pair);
}

/** Delivers what the program replied; `false` when there was no good reply. An empty one is good. */
function take(
  exchange: Exchange,
  target: Target,
  reply: WebhookReply,
  phone: Phone,
  number: string,
): boolean {
  if (reply.kind === 'unreachable' || reply.status >= 400) {
    const reason = reply.kind === 'unreachable' ? reply.reason : `answered ${reply.status}`;
    exchange.refuse('webhook', 11200, reason, target.url);
    return false;
  }
  if (reply.body.trim() === '') return true;
  try {
    for (const message of readDocument(reply.body, 'text')) deliver(exchange, message, phone, number);
    return true;
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error;
    exchange.refuse('document', error.code, error.message, target.url);
    return false;
  }
}

function deliver(exchange: Exchange, message: Element, phone: Phone, number: string): void {
  const to = message.attributes['to'] ?? phone.number;
  if (exchange.stopped.has(`${to} ${number}`)) return;
  textOut(exchange, { from: message.attributes['from'] ?? number, to, body: message.text });
}
