/** One thing at a time, in the order asked. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** What is asked waits for everything asked before, whether that succeeded or not. */
export function takeTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
