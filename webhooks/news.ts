import type { Request } from 'express';
import { unlessAway } from './away.ts';
import type { Desk, Moment } from './desk.ts';

/**
 * News that Twilio waits for no answer to. While the database is away it is lost, and Twilio is told so: the effects
 * that check on legs, callers and rooms ask for it later.
 */
export function news(hear: (request: Request, desk: Desk) => Promise<void>): Moment {
  return (desk) => async (request, response) => {
    const heard = await unlessAway(desk, hear(request, desk));
    response.status(heard === 'away' ? 503 : 204).end();
  };
}
