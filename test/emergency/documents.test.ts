import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { menuDocument, ringDocument, screenDocument } from '../../src/emergency/documents.ts';
import { openLines, ringsOf } from '../../src/emergency/duty.ts';
import { retryIn, tryAgain } from '../../src/emergency/try-again.ts';
import { carried, walkPlaceIn } from '../../src/emergency/walk-place.ts';
import { aLine, aRota, listed, mondayMorning, service } from '../stories/a-rota.ts';
import { toTwiml } from '../../webhooks/twiml.ts';

const walk = { line: 'riverside/haematology', chosen: mondayMorning, rung: ['0badcafe'], misses: 0 } as const;
const place = { publicUrl: 'https://rotaline.example', attempt: undefined };

test('the menu names each line and its key', () => {
  const lines = [aLine('haematology', '1', []), aLine('cardiology', '12', [])];
  const [gather] = menuDocument(lines, ['Trouble.'], 0);
  expect(gather).toMatchObject({
    to: 'emergency-line',
    keys: 2,
    words: [{ text: 'Trouble.' }, { text: 'For Haematology, press 1. For Cardiology, press 12.' }],
  });
});

test('one number is dialled at a time, behind a screen, and the URL holds nothing personal', () => {
  const [ring] = ringsOf(walk.line, mondayMorning, { rotas: listed('ahmed', 'brown'), overrides: [] });
  if (!ring) throw new Error('nobody is on duty');
  const xml = toTwiml(ringDocument({ words: ['Hello.'], ring, callerId: service, walk }), place);
  const query = 'line=riverside%2Fhaematology&amp;chosen=1795429800000&amp;rung=0badcafe#rc=3&amp;rp=ct,5xx';
  expect(xml).toContain(
    `<Number url="https://rotaline.example/webhooks/voice/emergency-screen?${query}" method="POST">${ring.phone}</Number>`,
  );
  expect(xml).toContain(
    `<Dial action="https://rotaline.example/webhooks/voice/emergency-next?${query}" method="POST" timeout="20" timeLimit="7200" callerId="${service}">`,
  );
  expect(xml.match(/<Number/g)).toHaveLength(1);
});

test('the screen says the line and the practice, and ends without a key at the next moment', () => {
  const document = screenDocument('Haematology', 'Fiction Lane Surgery', walk);
  expect(document[0]).toMatchObject({ verb: 'gather', to: 'emergency-screen-key', keys: 1 });
  expect(JSON.stringify(document)).toContain(
    'Haematology advice call from Fiction Lane Surgery. Please press 1 to take',
  );
  expect(document.at(-1)).toMatchObject({ verb: 'go', to: 'emergency-screen-key' });
});

describe('the ladder from memory', () => {
  const lines = [
    aLine('haematology', '1', ['ahmed', 'brown'], { overflow: ['riverside/cardiology', 'riverside/none'] }),
    aLine('cardiology', '2', ['brown', 'patel']),
    aLine('dermatology', '3', ['ahmed'], { open: [] }),
  ];
  const rotas = aRota(lines);
  const pause = {
    id: 'x',
    area: 'riverside',
    line: undefined,
    kind: 'pause',
    clinician: 'ahmed',
    with: undefined,
    why: '',
  } as const;
  const rung = (overrides: Parameters<typeof ringsOf>[2]['overrides']) =>
    ringsOf('riverside/haematology', mondayMorning, { rotas, overrides }).map(
      ({ clinician, line }) => `${line} ${clinician}`,
    );

  test('is the line, then its overflow, nobody twice', () => {
    expect(rung([])).toEqual([
      'riverside/haematology ahmed',
      'riverside/haematology brown',
      'riverside/cardiology patel',
    ]);
  });

  test('leaves out who has paused by then', () => {
    const [from, to] = [mondayMorning - 1, mondayMorning + 1_000];
    expect(rung([{ ...pause, from, to }])).toEqual([
      'riverside/haematology brown',
      'riverside/cardiology patel',
    ]);
    expect(rung([{ ...pause, from: mondayMorning + 1, to }])).toEqual(rung([]));
  });

  test('is empty for a line that the rota does not have, and closed lines are not on the menu', () => {
    expect(ringsOf('riverside/none', mondayMorning, { rotas, overrides: [] })).toEqual([]);
    const [area] = rotas.areas;
    if (!area) throw new Error('no area');
    expect(openLines(area, mondayMorning, { rotas, overrides: [] }).map(({ id }) => id)).toEqual([
      'haematology',
      'cardiology',
    ]);
  });
});

const mark = fc.nat(0xffff_ffff).map((nat) => nat.toString(16).padStart(8, '0'));

test('a place comes back from the URL as it went, and anything else is no place', () => {
  const some = fc.record({ chosen: fc.nat(), rung: fc.array(mark, { maxLength: 200 }), misses: fc.nat(5) });
  fc.assert(
    fc.property(some, (other) => {
      const there = { ...walk, ...other };
      expect(walkPlaceIn(Object.fromEntries(new URLSearchParams(carried(there))))).toEqual(there);
    }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (query) =>
      expect(walkPlaceIn(query)).toBeUndefined(),
    ),
  );
});

describe('trying again', () => {
  test('comes to an end', () => {
    let tries = 0;
    while (tryAgain('whisper', { tries })) tries++;
    expect(tries).toBe(6);
  });

  test('says so once, waits, and carries the key', () => {
    expect(tryAgain('whisper-key', { tries: 0, digits: '1' })?.map(({ verb }) => verb)).toEqual([
      'say',
      'pause',
      'go',
    ]);
    expect(tryAgain('whisper-key', { tries: 1, digits: '1' })).toEqual([
      { verb: 'pause', seconds: 3 },
      { verb: 'go', to: 'whisper-key', carrying: { tries: '2', digits: '1' } },
    ]);
  });

  test.each(['9434765919', '1234', '<1>', ''])('never carries more than a key: %s', (digits) => {
    expect(JSON.stringify(tryAgain('outcome', { tries: 0, digits }))).not.toContain('digits');
  });

  test.each([{}, { tries: '-1' }, { tries: 'x', digits: '12' }, { tries: ['1'] }])(
    'reads a strange URL as the first time: %j',
    (query) => {
      expect(retryIn(query)).toEqual({ tries: Array.isArray(query.tries) ? expect.any(Number) : 0 });
    },
  );
});
