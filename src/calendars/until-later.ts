/** What takes long is done in pieces: calls that come meanwhile are answered in between. */
export async function untilLater(): Promise<void> {
  await new Promise((resume) => setImmediate(resume));
}
