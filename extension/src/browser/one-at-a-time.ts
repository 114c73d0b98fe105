/** Runs an act of several steps from end to end before the next one begins, so that two of them never mix. */
export function oneAtATime<A extends readonly unknown[]>(
  act: (...given: A) => Promise<void>,
): (...given: A) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (...given) => {
    const next = last.then(() => act(...given));
    last = next.catch(() => undefined);
    return next;
  };
}
