import type { Moment } from './desk.ts';
import { RecordingForm } from './form.ts';

/** Twilio's news of a recording: kept with the call, and deleted at Twilio when its time is up. */
export const recording: Moment = (desk) => async (request, response) => {
  const form = RecordingForm.safeParse(request.body);
  const { call } = request.query;
  if (form.success && typeof call === 'string') {
    const { RecordingSid: sid, RecordingStatus: status, RecordingDuration } = form.data;
    await desk.recordings.heard({ sid, call, status, seconds: RecordingDuration ?? null });
  } else {
    desk.logger.warn('strange news of a recording');
  }
  response.status(204).end();
};
