/** Counts the calls that run on a line, so that it can be left when the last is over. */
export type Census = Readonly<{
  /** One more; the returned function says that it is over, and may be called again. */
  begin: () => () => void;
  /** Acts as soon as no call runs. */
  onceEmpty: (act: () => void) => void;
}>;

/** Begins with no calls. */
export function createCensus(): Census {
  let running = 0;
  let waiting: (() => void) | null = null;
  const look = (): void => {
    if (running > 0 || waiting === null) return;
    waiting();
    waiting = null;
  };
  return {
    begin() {
      running += 1;
      let over = false;
      return () => {
        if (over) return;
        over = true;
        running -= 1;
        look();
      };
    },
    onceEmpty(act) {
      waiting = act;
      look();
    },
  };
}
