import { describe, expect, test } from '@jest/globals';
import { begun, type EmergencyRecord } from '../../src/emergency/emergency-record.ts';
import { notesOf, recordedCall } from '../../src/emergency/recorded-call.ts';
import { listed, mondayMorning as at } from '../stories/a-rota.ts';
import { legSid } from '../webhooks/switchboard.ts';

const rotas = listed('ahmed', 'brown');
const line = 'riverside/haematology' as const;
const empty = begun({ callerSid: legSid(1), area: 'riverside', practice: 'Z99901', started: at });
const missed = {
  place: 0,
  line,
  clinician: 'ahmed',
  began: at + 2,
  ended: at + 20,
  result: 'no-answer',
} as const;
const took = {
  place: 1,
  line,
  clinician: 'brown',
  began: at + 21,
  ended: at + 30,
  result: 'accepted',
} as const;
const talked: EmergencyRecord = {
  ...empty,
  line,
  chosen: at + 1,
  attempts: [missed, took],
  connectedAt: at + 30,
  clinician: 'brown',
  outcome: 'referral-avoided',
  ended: at + 90,
};

test('a record is a call that is over, with its offer and ringings', () => {
  const call = recordedCall(talked, undefined, rotas);
  expect(call).toMatchObject({
    area: 'riverside',
    callerNumber: null,
    practice: 'Z99901',
    journey: { at: 'over' },
  });
  expect(call.offers).toEqual([
    {
      id: expect.any(String),
      line: 'haematology',
      chosenAt: at + 1,
      ending: 'connected',
      endedAt: at + 30,
      connectedAt: at + 30,
      connectedFirst: false,
      clinician: 'brown',
      clinicianArea: 'riverside',
      outcome: { caller: 'referral-avoided', clinician: null },
    },
  ]);
  expect(call.attempts.map(({ name, result, number, legOver }) => [name, result, number, legOver])).toEqual([
    ['Dr Samira Ahmed', 'no-answer', 1, true],
    ['Dr Peter Brown', 'accepted', 2, true],
  ]);
});

test('written twice, it is the same call, and the second time nothing changes', () => {
  const call = recordedCall(talked, undefined, rotas);
  expect(recordedCall(talked, undefined, rotas)).toEqual(call);
  expect(recordedCall(talked, call, rotas)).toBe(call);
});

test('two calls share no ids', () => {
  const one = recordedCall(talked, undefined, rotas);
  const other = recordedCall({ ...talked, callerSid: legSid(2) }, undefined, rotas);
  const ids = [one, other].flatMap((call) => [
    call.id,
    ...[...call.offers, ...call.attempts].map(({ id }) => id),
  ]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(
    ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
  ).toEqual([]);
});

test('a call that the book knows keeps what it has', () => {
  const known = recordedCall({ ...talked, chosen: at - 500 }, undefined, rotas);
  const both = recordedCall(talked, known, rotas);
  expect(both.offers).toHaveLength(2);
  expect(both.offers[0]).toEqual(known.offers[0]);
  expect(both.attempts.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
});

describe('how it ended', () => {
  test.each([
    ['connected', talked],
    ['unanswered', { ...talked, connectedAt: null, clinician: null, unanswered: true }],
    ['abandoned', { ...talked, connectedAt: null, clinician: null }],
    ['connected', { ...talked, unanswered: true }],
  ])('%s', (ending, record) => {
    expect(recordedCall(record, undefined, rotas).offers[0]?.ending).toBe(ending);
  });

  test('an outcome without a talk counts for nothing', () => {
    const record = { ...talked, connectedAt: null, clinician: null };
    expect(recordedCall(record, undefined, rotas).offers[0]?.outcome.caller).toBeNull();
  });

  test('without a line there is no offer, and so nothing to count', () => {
    expect(recordedCall(empty, undefined, rotas)).toMatchObject({
      offers: [],
      attempts: [],
      journey: { how: 'no-choice' },
    });
  });
});

test('the timeline says in words what happened', () => {
  expect(notesOf(recordedCall(talked, undefined, rotas), talked)).toEqual([
    'The database was away, and the call was answered from memory.',
    'Dr Samira Ahmed: no answer.',
    'Dr Peter Brown: accepted.',
    'The caller recorded the outcome: referral-avoided.',
  ]);
});
