/** Acts one after the other: each waits until the one before it is through, whether that went well or not. */
export function createTurn(): <T>(act: () => Promise<T>) => Promise<T> {
  let turn: Promise<unknown> = Promise.resolve();
  return (act) => {
    const mine = turn.then(act);
    turn = mine.catch(() => undefined);
    return mine;
  };
}
