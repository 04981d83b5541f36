import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Rehearsal } from '../../src/demo/rehearsal.ts';
import { createLogger } from '../../src/logger.ts';
import { availableStores } from '../stores.ts';

test('a rehearsal whose port is taken says so in words', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const [kind] = availableStores();
  const store = await kind?.open();
  if (!store) throw new Error('there is no store');
  const rotas = { current: { areas: [], hash: 'none' } };
  const parts = { start: 0, rotas, database: store.database, logger: createLogger('silent'), port };
  await expect(Rehearsal.open(parts)).rejects.toThrow(
    `port ${port} is in use by another program: stop it, or set PORT to another.`,
  );
  await store.close();
  other.close();
});
