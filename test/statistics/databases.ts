import { availableStores, type StoreKind } from '../stores.ts';

/** The stores that differ in their database; the queues are of no interest here. */
export function availableDatabases(): StoreKind[] {
  return availableStores().filter(({ name }) => name !== 'redis');
}
