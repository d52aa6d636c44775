// Runs pieces of work one after the other: the demo's clock must not move while somebody's click is being handled.

export type Queue = <T>(work: () => Promise<T>) => Promise<T>;

/** A queue; work that fails does not stop what comes after it. */
export function oneAtATime(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
