import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';
import { availableStores, type Store } from '../stores.ts';
import { tell, type Story, type StorySettings } from './story.ts';

/** Begins a story; the stage is cleared when its test is over. */
export type Telling = (settings: StorySettings) => Promise<Story>;

/** Stories of one kind, told again on every store that there is. */
export function stories(name: string, tellThem: (story: Telling) => void): void {
  describe.each(availableStores())(`${name}, on $name`, (kind) => {
    let store: Store;
    let told: Story[] = [];
    beforeAll(async () => {
      store = await kind.open();
    });
    afterEach(async () => {
      for (const story of told) await story.rehearsal.close();
      told = [];
    });
    afterAll(async () => {
      await store.close();
    });
    tellThem(async (settings) => {
      const story = await tell(store, settings);
      told = [...told, story];
      return story;
    });
  });
}
