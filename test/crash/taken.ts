// Which files were acknowledged: for each a file of its own, so that it outlives the worker that acknowledged it.

import { existsSync } from 'node:fs';
import path from 'node:path';

/** The file that says that `name` was taken. */
export function marker(folder: string, name: string): string {
  return path.join(folder, `${name}.taken`);
}

export function isTaken(folder: string, { name }: { name: string }): boolean {
  return existsSync(marker(folder, name));
}
