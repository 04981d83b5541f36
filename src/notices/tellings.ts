import type { StoredEffect } from '../outbox/effect.ts';
import type { Instant } from '../clock.ts';
import type { Area, Override } from '../rota/types.ts';
import { startInstant } from '../rota/zone-day.ts';
import { derivedId } from '../texts/derived-id.ts';
import { dutiesOnDay } from '../rota/duties/clinician-duties.ts';
import { mobileOf, takesTexts } from '../rota/mobile.ts';
import type { ManagerNotice, Notice } from '../outbox/notice.ts';
import type { NoticesDue } from './notice-times.ts';

/** Something to be told once: by this key, with these effects. */
export interface Telling {
  readonly key: string;
  readonly kind: 'digest' | 'check-phones' | 'reminder';
  readonly effects: readonly StoredEffect[];
}

const msPerDay = 24 * 3_600_000;

/** What an area's people should have been told by now, but for the hours with nobody. Pure. */
export function tellingsDue(
  area: Area,
  { digestOf, checkPhonesOf, remindersFor }: NoticesDue,
  overrides: readonly Override[],
  now: Instant,
): readonly Telling[] {
  return [
    ...(digestOf === undefined ? [] : [digest(area, digestOf, now)]),
    ...(checkPhonesOf === undefined ? [] : [phoneCheck(area, checkPhonesOf, now)]),
    ...(remindersFor === undefined ? [] : reminders(area, remindersFor, overrides, now)),
  ];
}

/** By which the digest of the week that begins with this Monday is kept. */
export function digestKey({ id }: Area, monday: number): string {
  return `digest ${id} ${monday}`;
}

function digest(area: Area, monday: number, now: Instant): Telling {
  const key = digestKey(area, monday);
  return { key, kind: 'digest', effects: toManagers(area, key, { about: 'week', monday }, now) };
}

function phoneCheck(area: Area, month: string, now: Instant): Telling {
  const key = `check-phones ${area.id} ${month}`;
  const effect = { kind: 'check-phones', area: area.id, since: now, dueAt: now } as const;
  return { key, kind: 'check-phones', effects: [{ id: derivedId(key), effect }] };
}

/** A text to each manager who has a mobile, and the same to the area's own address. */
export function toManagers(
  area: Area,
  key: string,
  tell: ManagerNotice,
  dueAt: Instant,
): readonly StoredEffect[] {
  const texts = area.managers.flatMap((number, manager): StoredEffect[] => {
    const notice: Notice = { about: 'managers', area: area.id, manager, tell };
    const id = derivedId(key, 'manager', manager);
    return takesTexts(number) ? [{ id, effect: { kind: 'send-notice', notice, dueAt } }] : [];
  });
  if (area.alertWebhook === undefined) return texts;
  const effect = { kind: 'post-alert', area: area.id, tell, dueAt } as const;
  return [...texts, { id: derivedId(key, 'webhook'), effect }];
}

/** For everybody who is still to begin a shift that day, wants to be told, and has a phone that takes texts. */
function reminders(
  area: Area,
  day: number,
  overrides: readonly Override[],
  dueAt: Instant,
): readonly Telling[] {
  const near = startInstant(day, 0, area.timezone);
  const around = overrides.filter(({ from, to }) => to > near - 2 * msPerDay && from < near + 3 * msPerDay);
  return [...area.people.values()].flatMap((person): Telling[] => {
    if (!person.reminders || !mobileOf(person)) return [];
    if (!dutiesOnDay(area, person.id, day, around).some(({ from }) => from > dueAt)) return [];
    const key = `reminder ${area.id}/${person.id} ${day}`;
    const notice: Notice = { about: 'reminder', area: area.id, clinician: person.id, day };
    return [
      {
        key,
        kind: 'reminder',
        effects: [{ id: derivedId(key), effect: { kind: 'send-notice', notice, dueAt } }],
      },
    ];
  });
}
