import express, { Router, type NextFunction, type Request, type Response } from 'express';
import { choice } from './choice.ts';
import { clinicianLeft } from './clinician-left.ts';
import { clinicianOutcome } from './clinician-outcome.ts';
import { conference } from './conference.ts';
import { apology, reply, type Desk, type Moment } from './desk.ts';
import { hold } from './hold.ts';
import { incoming } from './incoming.ts';
import { leftRoom } from './left-room.ts';
import { legStatus } from './leg-status.ts';
import { line } from './line.ts';
import { nhsNumber } from './nhs-number.ts';
import { nhsNumberCheck } from './nhs-number-check.ts';
import { outcome } from './outcome.ts';
import { pin } from './pin.ts';
import { recording } from './recording.ts';
import { resume } from './resume.ts';
import { signedByTwilio, type SignatureNeeds } from './signature.ts';
import { smsIncoming } from './sms-incoming.ts';
import { status } from './status.ts';
import { whisper } from './whisper.ts';
import { whisperKey } from './whisper-key.ts';

/** Everything that Twilio calls, in the order of a call. */
const moments: Readonly<Record<string, Moment>> = {
  '/voice/incoming': incoming,
  '/voice/pin': pin,
  '/voice/line': line,
  '/voice/nhs-number': nhsNumber,
  '/voice/nhs-number-check': nhsNumberCheck,
  '/voice/hold': hold,
  '/voice/left-room': leftRoom,
  '/voice/choice': choice,
  '/voice/whisper': whisper,
  '/voice/whisper-key': whisperKey,
  '/voice/conference': conference,
  '/voice/leg-status': legStatus,
  '/voice/clinician-left': clinicianLeft,
  '/voice/clinician-outcome': clinicianOutcome,
  '/voice/outcome': outcome,
  '/voice/resume': resume,
  '/voice/status': status,
  '/voice/recording': recording,
  '/sms/incoming': smsIncoming,
};

export interface WebhookNeeds {
  readonly desk: Desk;
  readonly signature: SignatureNeeds;
  readonly holdAudio: Buffer;
  /** How long each moment took. */
  readonly timed: (moment: string, seconds: number) => void;
}

export function webhookRouter({ desk, signature, holdAudio, timed }: WebhookNeeds): Router {
  const router = Router();
  router.get('/audio/hold.wav', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=86400').type('audio/wav').send(holdAudio);
  });
  router.use(express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 500 }));
  router.use(signedByTwilio(signature));
  for (const [path, moment] of Object.entries(moments)) {
    const handle = moment(desk);
    router.post(path, async (request, response) => {
      const began = performance.now();
      await handle(request, response);
      timed(path, (performance.now() - began) / 1000);
    });
  }
  router.use((problem: unknown, request: Request, response: Response, _next: NextFunction) => {
    desk.logger.error({ err: problem, moment: request.path }, 'a webhook failed');
    if (!response.headersSent) reply(response, apology, desk);
  });
  return router;
}
