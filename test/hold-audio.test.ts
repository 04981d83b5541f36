import { expect, test } from '@jest/globals';
import { holdAudio } from '../src/hold-audio.ts';

const audio = holdAudio();
const samples = Array.from({ length: (audio.length - 44) / 2 }, (_, index) =>
  audio.readInt16LE(44 + index * 2),
);
const loudest = (from: number, to: number) =>
  Math.max(...samples.slice(from * 8_000, to * 8_000).map((sample) => Math.abs(sample)));

test('the hold sound is a WAV file of 16-bit mono samples at 8 kHz', () => {
  expect(audio.toString('latin1', 0, 4)).toBe('RIFF');
  expect(audio.toString('latin1', 8, 16)).toBe('WAVEfmt ');
  expect([20, 22].map((at) => audio.readUInt16LE(at))).toEqual([1, 1]);
  expect([24, 28].map((at) => audio.readUInt32LE(at))).toEqual([8_000, 16_000]);
  expect([32, 34].map((at) => audio.readUInt16LE(at))).toEqual([2, 16]);
  expect(audio.toString('latin1', 36, 40)).toBe('data');
});

test('the hold sound lasts six seconds and says its own length', () => {
  expect(audio).toHaveLength(44 + 6 * 16_000);
  expect(audio.readUInt32LE(4)).toBe(audio.length - 8);
  expect(audio.readUInt32LE(40)).toBe(audio.length - 44);
});

test('two quiet notes sound, and then there is silence, so that it can begin again without a click', () => {
  expect(loudest(0, 0.2)).toBe(0);
  expect(loudest(0.2, 0.9)).toBeGreaterThan(1_000);
  expect(loudest(0.9, 1.6)).toBeGreaterThan(1_000);
  expect(loudest(0, 6)).toBeLessThan(32_767 * 0.15);
  expect(loudest(5, 6)).toBeLessThan(2);
});

test('the hold sound is the same each time', () => {
  expect(holdAudio().equals(audio)).toBe(true);
});
