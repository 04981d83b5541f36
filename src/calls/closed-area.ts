import type { Area } from '../rota/types.ts';

/** What stands in for an area that was taken out of the rota while one of its calls was under way. */
export function closedArea(id: string): Area {
  return {
    id,
    name: id,
    numbers: [],
    timezone: 'Europe/London',
    bankHolidays: 'england-and-wales',
    extraHolidays: [],
    callers: 'open',
    pin: undefined,
    askNhsNumber: false,
    greeting: 'This advice line has just been closed.',
    record: false,
    managers: [],
    alertWebhook: undefined,
    lines: [],
    people: new Map(),
    practices: [],
  };
}
