// A turn of a worker's work that came to its end and left nothing undone of what was due when it began: what workers tell
// the test, so that time does not run away from them.

const mark = 'worked ';

/** What a worker prints after a turn that began at this moment. */
export function lineOf(begun: Date): string {
  return `${mark}${begun.toISOString()}\n`;
}

/** When the turn began that a line of a worker tells of; undefined for all its other lines. */
export function turnIn(line: string): Date | undefined {
  return line.startsWith(mark) ? new Date(line.slice(mark.length)) : undefined;
}
