import express, { Router, type NextFunction, type Request, type Response } from 'express';
import { choice } from './choice.ts';
import { clinicianLeft } from './clinician-left.ts';
import { clinicianOutcome } from './clinician-outcome.ts';
import { conference } from './conference.ts';
import { apology, reply, type Desk, type Moment } from './desk.ts';
import { emergencyLine } from './emergency-line.ts';
import { emergencyNext } from './emergency-next.ts';
import { emergencyOutcome } from './emergency-outcome.ts';
import { emergencyScreen } from './emergency-screen.ts';
import { emergencyScreenKey } from './emergency-screen-key.ts';
import { hold } from './hold.ts';
import { incoming } from './incoming.ts';
import { leftRoom } from './left-room.ts';
import { legStatus } from './leg-status.ts';
import { line } from './line.ts';
import { nhsNumber } from './nhs-number.ts';
import { nhsNumberCheck } from './nhs-number-check.ts';
import { outcome } from './outcome.ts';
import { phoneCheck } from './phone-check.ts';
import { phoneCheckKey } from './phone-check-key.ts';
import { phoneCheckStatus } from './phone-check-status.ts';
import { pin } from './pin.ts';
import { recording } from './recording.ts';
import { resume } from './resume.ts';
import { signedByTwilio, unreadable, type SignatureNeeds } from './signature.ts';
import { smsIncoming, textDocument } from './sms-incoming.ts';
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
  '/voice/emergency-line': emergencyLine,
  '/voice/emergency-next': emergencyNext,
  '/voice/emergency-screen': emergencyScreen,
  '/voice/emergency-screen-key': emergencyScreenKey,
  '/voice/emergency-outcome': emergencyOutcome,
  '/voice/recording': recording,
  '/voice/phone-check': phoneCheck,
  '/voice/phone-check-key': phoneCheckKey,
  '/voice/phone-check-status': phoneCheckStatus,
  '/sms/incoming': smsIncoming,
};

/** Under /webhooks; all are posted to. */
export const webhookPaths: readonly string[] = Object.keys(moments);

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
  router.use(unreadable(signature));
  router.use(signedByTwilio(signature));
  for (const [path, moment] of Object.entries(moments)) {
    const handle = moment(desk);
    router.post(path, async (request, response) => {
      const began = performance.now();
      await handle(request, response);
      timed(path, (performance.now() - began) / 1000);
    });
  }
  router.use('/voice', (request, response) => {
    desk.logger.error({ moment: request.path, method: request.method }, 'Twilio asked for what there is not');
    reply(response, apology, desk);
  });
  router.use((problem: unknown, request: Request, response: Response, _next: NextFunction) => {
    desk.logger.error({ err: problem, moment: request.path }, 'a webhook failed');
    if (response.headersSent) return;
    if (request.path.startsWith('/sms/')) response.type('text/xml').send(textDocument(undefined));
    else reply(response, apology, desk);
  });
  return router;
}
