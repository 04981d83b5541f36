/** Work that can be done a piece at a time: it yields between pieces, and returns what came of it. */
export type Pieces<Result> = Generator<undefined, Result, undefined>;

/** Does all of it now. */
export function atOnce<Result>(work: Pieces<Result>): Result {
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
  }
}

/** Does it in pieces: calls that come meanwhile are answered in between. */
export async function inPieces<Result>(work: Pieces<Result>): Promise<Result> {
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
    await untilLater();
  }
}

/** Resolves when whatever else was waiting has had its turn. */
export async function untilLater(): Promise<void> {
  await new Promise((resume) => setImmediate(resume));
}
