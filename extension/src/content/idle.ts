/** The page keeps its frames: we work so long at a time, and end with the step under way. */
const slice = 4;

/**
 * Runs a walk in the page's idle moments, a slice at a time, until it is done; `stop` ends it early. A step may give a promise: the walk
 * goes on in a new slice when it is kept. A page that is never idle still gets a slice every half second.
 */
export function runIdle(walk: Iterator<Promise<unknown> | undefined>, done: () => void): () => void {
  let stopped = false;
  let handle = 0;
  const rest = (): void => {
    if (!stopped) handle = requestIdleCallback(work, { timeout: 500 });
  };
  function work(): void {
    const deadline = performance.now() + slice;
    while (performance.now() < deadline) {
      const step = walk.next();
      if (step.done === true) return done();
      if (step.value !== undefined) return void step.value.then(rest, rest);
    }
    rest();
  }
  rest();
  return () => {
    stopped = true;
    cancelIdleCallback(handle);
  };
}
