// What a worker prints, and the test reads: a line for each turn of its loops, and the time up to which nothing is left
// undone, so that time does not run away from the workers.

export const turnLine = 'turn';
const mark = 'done until ';

/** What a worker prints when everything that was due at this moment is done. */
export function doneUntilLine(moment: Date): string {
  return `${mark}${moment.toISOString()}`;
}

/** The moment that such a line names; undefined for all other lines. */
export function doneUntilIn(line: string): Date | undefined {
  return line.startsWith(mark) ? new Date(line.slice(mark.length)) : undefined;
}
