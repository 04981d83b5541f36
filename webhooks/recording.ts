import { RecordingForm } from './form.ts';
import { news } from './news.ts';

/** Twilio's news of a recording: kept with the call, and deleted at Twilio when its time is up. */
export const recording = news(async (request, desk) => {
  const form = RecordingForm.safeParse(request.body);
  const { call } = request.query;
  if (!form.success || typeof call !== 'string') return desk.logger.warn('strange news of a recording');
  const { RecordingSid: sid, RecordingStatus: status, RecordingDuration } = form.data;
  await desk.recordings.heard({ sid, call, status, seconds: RecordingDuration ?? null });
});
