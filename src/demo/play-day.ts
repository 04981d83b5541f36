import type { Instant } from '../clock.ts';
import type { Area } from '../rota/types.ts';
import { seededRandom } from '../phone-network/seeded-random.ts';
import { oneOf, type Random } from './chance.ts';
import { callerWanting, clinicianAtWork } from './people.ts';
import type { Rehearsal } from './rehearsal.ts';

const HOUR = 3_600_000;

/** Plays one working day of an area: `calls` calls, spread over the hours from nine to five. */
export async function playDay(rehearsal: Rehearsal, area: Area, calls: number, seed: number): Promise<void> {
  const random = seededRandom(seed);
  const { network, time } = rehearsal;
  for (const person of area.people.values()) {
    for (const phone of person.phones) network.phone(phone).whenRung(clinicianAtWork(random));
  }
  const nine = time.now() + HOUR / 4;
  const times = Array.from({ length: calls }, () => nine + random() * 7.75 * HOUR).sort((a, b) => a - b);
  for (const instant of times) plan(rehearsal, area, instant, random);
  const [number = ''] = area.numbers;
  await rehearsal.until(
    () => time.now() > (times.at(-1) ?? 0) && !isAnyoneOn(rehearsal, number),
    'the day ends',
    12 * 3600,
  );
  await rehearsal.pass(180);
}

function plan(rehearsal: Rehearsal, area: Area, instant: Instant, random: Random): void {
  const { network, time } = rehearsal;
  time.after(instant - time.now(), () => {
    const phone = network.phone(oneOf(oneOf(area.practices, random).phones, random));
    const [number = ''] = area.numbers;
    if (!phone.engaged) callerWanting(oneOf(area.lines, random), random)(phone.calls(number));
  });
}

function isAnyoneOn({ network }: Rehearsal, number: string): boolean {
  return network.legs.some((leg) => leg.live && (leg.to === number || leg.from === number));
}
