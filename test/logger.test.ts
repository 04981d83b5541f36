import { expect, test } from '@jest/globals';
import { createLogger, maskNumbers, type LogLevel } from '../src/logger.ts';

function logged(level: LogLevel, log: (logger: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = [];
  log(createLogger(level, { write: (line) => void lines.push(line) }));
  return lines;
}

test('a number keeps its country and its last two digits', () => {
  expect(maskNumbers('from +447700900101 to %2B441614960000')).toBe('from +44…01 to %2B44…00');
});

test('times and amounts are not taken for numbers', () => {
  const text = '2026-03-29T01:00:00+01:00, +12, 1774746000000';
  expect(maskNumbers(text)).toBe(text);
});

test('no line holds a whole telephone number, wherever it was put', () => {
  const lines = logged('info', (logger) => {
    logger.info({ from: '+447700900101', deep: { list: ['+441614960000'] } }, 'rung +447700900102');
    logger.error({ err: new Error('no such number: +447700900103') });
  });
  expect(lines.join('')).not.toMatch(/7700900|1614960/);
  expect(lines.join('')).toContain('+44…02');
});

test('what a database says of the values that broke a constraint stays out', () => {
  const err = Object.assign(new Error('duplicate key'), {
    detail: 'Key (nhs_number)=(9434765919) already exists.',
  });
  const [line] = logged('info', (logger) =>
    logger.error({ err, secret: 'hunter2', request: { authorization: 'Bearer x' } }),
  );
  expect(line).toContain('duplicate key');
  expect(line).not.toMatch(/9434765919|hunter2|Bearer/);
});

test('a line has an ISO time, and quieter ones are left out', () => {
  const lines = logged('warn', (logger) => {
    logger.info('quiet');
    logger.warn('loud');
  });
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ msg: 'loud', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) }),
  ]);
});
