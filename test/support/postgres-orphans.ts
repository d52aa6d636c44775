// Removes test servers whose keeper was killed outright and could not do it: they would run on for ever.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const folderPrefix = 'skuwatch-postgres-';
const keeperFile = 'keeper.pid';

/** Marks a folder as this process's. */
export function markKeeper(folder: string): void {
  writeFileSync(path.join(folder, keeperFile), String(process.pid));
}

/** Stops the servers and removes the folders of keepers that are gone. */
export function removeOrphans(): void {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(folderPrefix))) {
    const folder = path.join(tmpdir(), name);
    const keeper = numberIn(path.join(folder, keeperFile));
    if (keeper === undefined || isAlive(keeper)) continue;
    const server = numberIn(path.join(folder, 'data', 'postmaster.pid'));
    if (server !== undefined && commandOf(server).includes(folder)) process.kill(server, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  }
}

function numberIn(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10);
  } catch {
    return undefined;
  }
}

/** A process of that number that is something else does not count. */
function isAlive(keeper: number): boolean {
  try {
    process.kill(keeper, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const command = commandOf(keeper);
  return command === '' || command.includes('postgres-keeper');
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
