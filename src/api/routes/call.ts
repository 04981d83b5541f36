import { z } from 'zod';
import { presentAttempt, presentCall } from '../call-presenter.ts';
import { loadAttempts, loadCall, loadEvents, loadOffers } from '../load-call.ts';
import { Problem } from '../problem.ts';
import { route } from '../route.ts';
import { callDetailBody } from '../schemas/calls.ts';
import { presentEvent } from '../timeline.ts';

const callId = z.guid();

/** One call, with everybody rung and everything that happened. */
export const call = route({
  path: '/api/v1/calls/{id}',
  summary: 'A call, its ringings and its timeline',
  permission: 'read-calls',
  params: z.object({ id: z.string().meta({ format: 'uuid', description: "The call's id." }) }),
  query: z.strictObject({}),
  body: callDetailBody,
  answer: async ({ params }, { database, rotas }) => {
    const id = callId.safeParse(params.id);
    const found = id.success ? await loadCall(database, id.data) : undefined;
    if (!found) return new Problem(404, "There is no call of this id: a call's id is a UUID.");
    const [offers, attempts, events] = await Promise.all([
      loadOffers(database, [found.id]),
      loadAttempts(database, found.id),
      loadEvents(database, found.id),
    ]);
    return {
      ...presentCall(found, offers.get(found.id) ?? [], rotas()),
      attempts: attempts.map((attempt) => presentAttempt(attempt, rotas())),
      timeline: events.map(presentEvent),
    };
  },
});
