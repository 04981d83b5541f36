import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { OnCall } from '../../src/rota/types.ts';
import { secretOf, theApi } from './the-api.ts';

const nobody: OnCall = { open: false, opensNext: undefined, ladder: [], why: [] };
const place = z.object({ port: z.int() });

let server: Server;
/** Lets those be answered who have been asked for so far, in the order in which they were. */
let answers: (() => void)[];
let arrived: number;
let gone: number;

beforeEach(async () => {
  answers = [];
  [arrived, gone] = [0, 0];
  const onCall = () => new Promise<OnCall>((found) => answers.push(() => found(nobody)));
  server = createServer(theApi({ onCall }));
  server.on('request', (_request, response) => {
    arrived++;
    response.on('close', () => gone++);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Asks who is on call; true once it is answered, false if the asker goes away first. */
function asks(signal: AbortSignal | null = null): Promise<boolean> {
  const { port } = place.parse(server.address());
  const url = `http://127.0.0.1:${port}/api/v1/areas/riverside/lines/haematology/on-call`;
  const headers = { Authorization: `Bearer ${secretOf('reader')}` };
  return fetch(url, { headers, signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}

const oneTurn = () => new Promise<void>((resume) => setImmediate(resume));

async function until(happened: () => boolean): Promise<void> {
  for (let left = 20_000; !happened(); left--) {
    if (left === 0) throw new Error('it did not happen');
    await oneTurn();
  }
}

/** So many requests have come as far as they can. */
async function haveCome(count: number): Promise<void> {
  await until(() => arrived === count);
  for (let left = 50; left > 0; left--) await oneTurn();
}

test('six are answered at once; the seventh waits for one of them, and not for ever', async () => {
  const asking = Array.from({ length: 7 }, () => asks());
  await haveCome(7);
  expect(answers).toHaveLength(6);
  answers[0]?.();
  await until(() => answers.length === 7);
  for (const answer of answers) answer();
  expect(await Promise.all(asking)).toEqual(Array<boolean>(7).fill(true));
});

test('who goes away keeps nobody waiting, whether they were being answered or waited', async () => {
  const impatient = new AbortController();
  const leaving = Array.from({ length: 8 }, () => asks(impatient.signal));
  await haveCome(8);
  const staying = asks();
  await haveCome(9);
  impatient.abort();
  expect(await Promise.all(leaving)).toEqual(Array<boolean>(8).fill(false));
  await until(() => gone === 8);
  for (const answer of [...answers]) answer();
  // The two that waited are passed over: only who is still there is asked about.
  await haveCome(9);
  expect(answers).toHaveLength(7);
  answers[6]?.();
  expect(await staying).toBe(true);
});
