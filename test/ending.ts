/**
 * What a test file has opened and must be closed when it ends. Its own `afterAll` would do where things are opened at the
 * file's top; opened inside a hook it would never run, and a worker that goes on to the next file keeps everything open.
 */
type Work = () => Promise<unknown> | unknown;
const endings: Work[] = [];

/** To be done at the end of the test file; the last said first. */
export function atEnd(work: Work): void {
  endings.push(work);
}

/** Does all of it, whatever of it fails; then fails with the first failure. */
export async function endFile(): Promise<void> {
  const failures: unknown[] = [];
  for (;;) {
    const work = endings.pop();
    if (!work) break;
    try {
      await work();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
