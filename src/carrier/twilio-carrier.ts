import { systemTime, type Clock } from '../clock.ts';
import type { Asked, Carrier, LegSeen, LegSid, LegStatus, Placed, Sent } from './carrier.ts';
import { findLegs } from './find-legs.ts';
import { lastTwo } from './masked.ts';
import { persistently } from './persistently.ts';
import { connectTwilio, type TwilioAccount } from './twilio-client.ts';
import { askedAfter, createdAfter, gone } from './twilio-failure.ts';
import { watched, type Request, type Watch } from './watched.ts';

export interface TwilioCarrierOptions extends TwilioAccount, Omit<Watch, 'clock'> {
  /** Our own base URL as Twilio sees it, e.g. "https://advice.example.nhs.uk"; webhook paths are put behind it. */
  readonly publicUrl: string;
  /** Times the requests for `observe`; the machine's own unless told. */
  readonly clock?: Clock;
}

/** The telephone company, asked through Twilio's REST API (https://www.twilio.com/docs/voice/api/call-resource). */
export function createTwilioCarrier(options: TwilioCarrierOptions): Carrier {
  const client = connectTwilio(options);
  const watch: Watch = {
    logger: options.logger,
    observe: options.observe,
    clock: options.clock ?? systemTime,
  };
  const base = options.publicUrl.replace(/\/+$/, '');
  const ask = <T>(request: Request<T>) => watched(watch, request);
  const end = (verb: string, sid: LegSid, status: 'canceled' | 'completed') =>
    ask<Asked>({
      verb,
      about: { leg: sid },
      ask: async () => endedAs(status, readable(await client.calls(sid).update({ status })).status),
      failed: askedAfter,
    });

  return {
    placeLeg: ({ from, to, answerPath, statusPath, ringSeconds, limitSeconds }) =>
      ask<Placed>({
        verb: 'placeLeg',
        about: { to: lastTwo(to) },
        async ask() {
          const leg = await client.calls.create({
            from,
            to,
            url: persistently(base + answerPath),
            method: 'POST',
            statusCallback: persistently(base + statusPath),
            statusCallbackMethod: 'POST',
            statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
            timeout: ringSeconds,
            timeLimit: limitSeconds,
          });
          return { kind: 'placed', sid: readable(leg).sid };
        },
        failed: createdAfter,
      }),

    cancelLeg: (sid) => end('cancelLeg', sid, 'canceled'),

    hangUpLeg: (sid) => end('hangUpLeg', sid, 'completed'),

    redirectLeg: (sid, path) =>
      ask<Asked>({
        verb: 'redirectLeg',
        about: { leg: sid },
        async ask() {
          readable(await client.calls(sid).update({ url: persistently(base + path), method: 'POST' }));
          return { kind: 'done' };
        },
        failed: askedAfter,
      }),

    sendText: ({ from, to, body }) =>
      ask<Sent>({
        verb: 'sendText',
        about: { to: lastTwo(to) },
        async ask() {
          readable(await client.messages.create({ from, to, body }));
          return { kind: 'done' };
        },
        failed: createdAfter,
      }),

    legStatus: (sid) =>
      ask<LegStatus | undefined | 'unreachable'>({
        verb: 'legStatus',
        about: { leg: sid },
        ask: async () => readable(await client.calls(sid).fetch()).status,
        failed: (failure) => (gone(failure) ? undefined : 'unreachable'),
      }),

    findLegs: (query) =>
      ask<readonly LegSeen[] | 'unreachable'>({
        verb: 'findLegs',
        about: { to: lastTwo(query.to) },
        ask: () => findLegs(client, query),
        failed: () => 'unreachable',
      }),

    conferenceMembers: (sid) =>
      ask<readonly LegSid[] | 'unreachable'>({
        verb: 'conferenceMembers',
        about: { conference: sid },
        async ask() {
          const members = await client.conferences(sid).participants.list({ pageSize: 50, limit: 50 });
          return members
            .filter(({ status }) => status !== 'complete' && status !== 'failed')
            .map((member) => member.callSid);
        },
        failed: (failure) => (gone(failure) ? [] : 'unreachable'),
      }),

    deleteRecording: (sid) =>
      ask<Asked>({
        verb: 'deleteRecording',
        about: { recording: sid },
        async ask() {
          await client.recordings(sid).remove();
          return { kind: 'done' };
        },
        failed: askedAfter,
      }),
  };
}

/** Twilio answers 200 and leaves an answered leg alone when it is told to cancel it. */
function endedAs(wanted: 'canceled' | 'completed', status: string): Asked {
  const leftAlone =
    wanted === 'canceled' && ['in-progress', 'completed', 'busy', 'no-answer', 'failed'].includes(status);
  return { kind: leftAlone ? 'gone' : 'done' };
}

/** A reply without a SID is not Twilio's (a proxy's page, say) and tells nothing. */
function readable<T extends { sid: string }>(reply: T): T {
  if (typeof reply.sid !== 'string') throw new Error("Twilio's reply could not be read");
  return reply;
}
