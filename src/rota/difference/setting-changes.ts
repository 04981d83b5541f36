import { alike } from './rota-change.ts';
import type { RotaChange } from './rota-change.ts';

/** A record of settings, some of them in a record of their own. */
type Settings = Readonly<Record<string, unknown>>;

/** Said to have changed and no more: secrets, telephone numbers, and texts that are long. */
const onlyNamed = new Set(['numbers', 'managers', 'pin', 'alertWebhook', 'greeting', 'nextRoute']);

const labels: Readonly<Record<string, string>> = {
  numbers: 'the dialled numbers',
  managers: 'the managers’ phones',
  pin: 'the PIN',
  alertWebhook: 'the address for alerts',
  greeting: 'the greeting',
  nextRoute: 'what a caller is told at the end',
  extraHolidays: 'bankHolidayDates',
  holidaysDecided: 'whether bank holidays are decided',
};

/** The settings that differ, one change each. `name` begins the words. */
export function settingChanges(
  of: { readonly area: string; readonly line?: string },
  name: string,
  before: Settings,
  after: Settings,
): readonly RotaChange[] {
  const earlier = flat(before);
  const later = flat(after);
  const keys = [...new Set([...earlier.keys(), ...later.keys()])];
  return keys
    .filter((key) => !alike(earlier.get(key), later.get(key)))
    .map((key) => ({
      kind: 'setting',
      how: 'changed',
      ...of,
      keys: [key],
      words: `${name}: ${labels[key] ?? key} ${changeWords(key, earlier.get(key), later.get(key))}`,
    }));
}

/** `{ ring: { seconds: 20 } }` as "ring.seconds". */
function flat(settings: Settings): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(settings).flatMap(([key, value]): [string, unknown][] =>
      isRecord(value)
        ? Object.entries(value).map(([inner, each]) => [`${key}.${inner}`, each])
        : [[key, value]],
    ),
  );
}

function changeWords(key: string, before: unknown, after: unknown): string {
  return onlyNamed.has(key) ? 'changed' : `changed from ${shownValue(before)} to ${shownValue(after)}`;
}

function shownValue(value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
