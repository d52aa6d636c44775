// A turn of a worker's work that came to its end: what was due when it began was done when it ended.

export interface Turn {
  /** Simulated time, as ISO. */
  begun: string;
  ended: string;
}

const mark = 'worked ';

/** What a worker prints after a turn. */
export function lineOf(turn: Turn): string {
  return `${mark}${JSON.stringify(turn)}\n`;
}

/** The turn that a line of a worker tells of; undefined for all its other lines. */
export function turnIn(line: string): Turn | undefined {
  return line.startsWith(mark) ? (JSON.parse(line.slice(mark.length)) as Turn) : undefined;
}
