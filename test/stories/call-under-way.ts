import type { Rotas } from '../../src/rota/types.ts';
import type { Telling } from './stories.ts';
import type { Caller, Colleague, Story, StorySettings } from './story.ts';

/** Those of them who are in the rota: the others cannot be used. */
type Colleagues = Record<'ahmed' | 'brown' | 'patel' | 'jones' | 'okafor', Colleague>;

/** The stage is set, and a caller has just chosen Haematology. */
export async function callUnderWay(
  story: Telling,
  rotas: Rotas,
  settings: Omit<StorySettings, 'rotas'> = {},
): Promise<{ readonly tale: Story; readonly caller: Caller } & Colleagues> {
  const tale = await story({ ...settings, rotas });
  const caller = tale.caller();
  await caller.ringsFor('Haematology');
  return { tale, caller, ...(tale.colleagues(...tale.people) as Colleagues) };
}
