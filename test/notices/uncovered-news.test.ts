import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { uncoveredNews } from '../../src/notices/uncovered-news.ts';
import type { UncoveredSpan } from '../../src/outbox/notice.ts';
import { wall } from '../rota/a-rota.ts';

const now = wall('2026-11-24 08:00');

function span(from: string, to: string, line = 'haematology'): UncoveredSpan {
  return { line, from: wall(`2026-11-24 ${from}`), to: wall(`2026-11-24 ${to}`) };
}

const day = span('09:00', '17:00');
const due = wall('2026-11-25 00:00');

describe('hours with nobody', () => {
  test('are news once', () => {
    const first = uncoveredNews([day], [], due, now);
    expect(first).toEqual({ fresh: [day], told: [day] });
    expect(uncoveredNews([day], first.told, due, now)).toEqual({ fresh: [], told: [day] });
  });

  test('are news again when they were covered in between', () => {
    const covered = uncoveredNews([], [day], due, now);
    expect(covered).toEqual({ fresh: [], told: [] });
    expect(uncoveredNews([day], covered.told, due, now).fresh).toEqual([day]);
  });

  test('of which a part was covered in between are news again', () => {
    const half = uncoveredNews([span('12:00', '17:00')], [day], due, now);
    expect(half).toEqual({ fresh: [], told: [span('12:00', '17:00')] });
    expect(uncoveredNews([day], half.told, due, now).fresh).toEqual([day]);
  });

  test.each([
    ['17:10', false],
    ['17:30', false],
    ['17:31', true],
    ['19:00', true],
  ])('that now end at %s are news: %s', (to, isNews) => {
    expect(uncoveredNews([span('09:00', to)], [day], due, now).fresh).toHaveLength(isNews ? 1 : 0);
  });

  test('whose edge moves a little each time are news when it has moved far', () => {
    let told: readonly UncoveredSpan[] = [day];
    const counts = ['17:10', '17:20', '17:30', '17:40', '17:50', '18:00'].map((to) => {
      const news = uncoveredNews([span('09:00', to)], told, due, now);
      told = news.told;
      return news.fresh.length;
    });
    expect(counts).toEqual([0, 0, 0, 1, 0, 0]);
  });

  test('of ten minutes are news when nobody was told of any of them', () => {
    expect(uncoveredNews([span('09:00', '09:10')], [], due, now).fresh).toHaveLength(1);
  });

  test('of another line are others', () => {
    const other = span('09:00', '17:00', 'cardiology');
    expect(uncoveredNews([day, other], [day], due, now).fresh).toEqual([other]);
  });

  test('that are not due are not told of, nor taken for told', () => {
    expect(uncoveredNews([day], [], day.from, now)).toEqual({ fresh: [], told: [] });
  });

  test('that go on for days are told of as their days come due', () => {
    const days = { ...day, to: wall('2026-11-27 17:00') };
    const { told } = uncoveredNews([{ ...day, to: wall('2026-11-26 00:00') }], [], due, now);
    expect(uncoveredNews([days], told, wall('2026-11-26 00:00'), now).fresh).toEqual([]);
    expect(uncoveredNews([days], told, wall('2026-11-27 00:00'), now).fresh).toEqual([days]);
  });

  test('whatever was told, what is left of them and was not is small', () => {
    const at = fc.integer({ min: 0, max: 20 }).map((quarter) => now + quarter * 15 * 60_000);
    const spans = fc
      .tuple(at, fc.integer({ min: 1, max: 20 }))
      .map(([from, quarters]) => [{ line: 'haematology', from, to: from + quarters * 15 * 60_000 }]);
    fc.assert(
      fc.property(fc.array(spans, { maxLength: 8 }), (looks) => {
        let told: readonly UncoveredSpan[] = [];
        for (const look of looks) {
          ({ told } = uncoveredNews(look, told, due, now));
          const untold = look.reduce((sum, { from, to }) => sum + to - from, 0) - length(told);
          expect(untold).toBeLessThanOrEqual(30 * 60_000);
        }
      }),
    );
  });
});

function length(spans: readonly UncoveredSpan[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}
