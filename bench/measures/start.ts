import { startProgram, type ProgramSettings } from '../program.ts';

/** Seconds from the start of the process until /readyz says so. */
export interface Starts {
  /** With an empty store, which is made ready for use. */
  readonly first: number;
  readonly second: number;
}

/** Starts the program twice on the same store and stops it again. */
export async function measureStarts(settings: ProgramSettings): Promise<Starts> {
  return { first: await once(settings), second: await once(settings) };
}

async function once(settings: ProgramSettings): Promise<number> {
  const program = await startProgram(settings);
  await program.stop();
  return program.secondsToReady;
}
