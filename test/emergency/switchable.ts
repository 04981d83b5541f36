import type pg from 'pg';
import type { Database } from '../../src/store/database.ts';

/** A database with a switch: off, it refuses every connection, as a server does that is gone, or does what it is told. */
export interface Switchable {
  readonly database: Database;
  off(): void;
  on(): void;
}

export function switchable(database: Database, whenOff: () => Promise<never> = refuse): Switchable {
  let isOff = false;
  const pool = new Proxy(database.pool, {
    get: (target: pg.Pool, key) => {
      if (isOff && (key === 'query' || key === 'connect')) return whenOff;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function'
        ? (...given: unknown[]): unknown => Reflect.apply(value, target, given)
        : value;
    },
  });
  return {
    // The queues keep a connection of their own: what they bring finds the database away.
    database: {
      ...database,
      pool,
      openQueuePool: () => database.openQueuePool(),
      ready: () => Promise.resolve(!isOff),
    },
    off: () => void (isOff = true),
    on: () => void (isOff = false),
  };
}

function refuse(): Promise<never> {
  return Promise.reject(
    Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }),
  );
}
