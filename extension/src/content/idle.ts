/** The page keeps its frames: we work at most so long at a time. */
const slice = 6;

/**
 * Runs a walk in the page's idle moments, a slice at a time, until it is done; `stop` ends it early.
 * A page that is never idle still gets a slice every half second.
 */
export function runIdle(walk: Iterator<unknown>, done: () => void): () => void {
  let handle = requestIdleCallback(step, { timeout: 500 });
  function step(): void {
    const deadline = performance.now() + slice;
    while (performance.now() < deadline) if (walk.next().done === true) return done();
    handle = requestIdleCallback(step, { timeout: 500 });
  }
  return () => cancelIdleCallback(handle);
}
