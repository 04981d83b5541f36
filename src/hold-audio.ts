/** Samples a second: what a telephone line carries. */
const sampleRate = 8_000;
const seconds = 6;
/** Of the loudest there is: about -20 dB, so that it lies well under the spoken progress. */
const loudness = 0.1;

interface Note {
  /** In seconds from the beginning. */
  readonly at: number;
  /** In hertz. */
  readonly pitch: number;
}

/** E5, then C5: a falling third, and silence after it until the sound begins again. */
const chime: readonly Note[] = [
  { at: 0.2, pitch: 659.25 },
  { at: 0.9, pitch: 523.25 },
];

/**
 * What a waiting caller hears between the spoken progress: a quiet two-note chime and silence, 6 s in all, as a
 * WAV file (RIFF, 16-bit PCM, mono, 8 kHz). It is computed, once, so nobody else has a right in it.
 */
export function holdAudio(): Buffer {
  return (computed ??= compute());
}

let computed: Buffer | undefined;

function compute(): Buffer {
  const samples = Buffer.alloc(seconds * sampleRate * 2);
  for (let index = 0; index < seconds * sampleRate; index++) {
    const level = chime.reduce((sum, note) => sum + sounding(note, index / sampleRate), 0);
    samples.writeInt16LE(Math.round(level * loudness * 32_767), index * 2);
  }
  return Buffer.concat([header(samples.length), samples]);
}

/** The note at `time` (in seconds): a soft start, a slow decay, and a little of the octave above. */
function sounding({ at, pitch }: Note, time: number): number {
  const since = time - at;
  if (since < 0) return 0;
  const start = Math.min(1, since / 0.02);
  const angle = 2 * Math.PI * pitch * since;
  return start * Math.exp(-since * 3) * (0.6 * Math.sin(angle) + 0.1 * Math.sin(2 * angle));
}

/** The 44 bytes before `length` bytes of samples. */
function header(length: number): Buffer {
  const bytes = Buffer.alloc(44);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + length, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(length, 40);
  return bytes;
}
