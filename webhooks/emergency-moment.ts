import type { Document } from '../src/call/document.ts';
import { walkPlaceIn, type WalkPlace } from '../src/emergency/walk-place.ts';
import { emergencyMenu } from './away.ts';
import { apology, reply, type Desk, type Moment } from './desk.ts';
import type { VoiceForm } from './form.ts';
import { readForm } from './moments.ts';

/** A moment that is answered from memory alone, whether the database is away or back. */
export function emergencyMoment(answer: (form: VoiceForm, query: unknown, desk: Desk) => Document): Moment {
  return (desk) => async (request, response) => {
    const form = readForm(request.body, desk);
    reply(response, form ? answer(form, request.query, desk) : apology, desk);
  };
}

/** One during the walk, whose place is in the URL. A URL that was cut short leads back to the menu. */
export function emergencyWalk(answer: (form: VoiceForm, walk: WalkPlace, desk: Desk) => Document): Moment {
  return emergencyMoment((form, query, desk) => {
    const walk = walkPlaceIn(query);
    return walk ? answer(form, walk, desk) : emergencyMenu(form, { tries: 0 }, desk);
  });
}
