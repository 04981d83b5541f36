import { afterAll, afterEach, describe } from '@jest/globals';
import { availableStores, type Store, type StoreKind } from '../stores.ts';
import { tell, type Story, type StorySettings } from './story.ts';

/** Begins a story; the stage is cleared when its test is over. */
export type Telling = (settings: StorySettings) => Promise<Story>;

/** A file's stories share one store of each kind: opening one takes longer than telling most stories. */
const opened = new Map<StoreKind['name'], Promise<Store>>();

function storeOf(kind: StoreKind): Promise<Store> {
  const store = opened.get(kind.name) ?? kind.open();
  opened.set(kind.name, store);
  return store;
}

afterAll(async () => {
  for (const store of opened.values()) await (await store).close();
});

/** Stories of one kind, told again on every store that there is. */
export function stories(name: string, tellThem: (story: Telling) => void): void {
  describe.each(availableStores())(`${name}, on $name`, (kind) => {
    let told: Story[] = [];
    afterEach(async () => {
      for (const story of told) await story.rehearsal.close();
      told = [];
    });
    tellThem(async (settings) => {
      const story = await tell(await storeOf(kind), settings);
      told = [...told, story];
      return story;
    });
  });
}
