// Turns what a person names (files, folders) into a list of files to read. Half-written and hidden files are passed over.

import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../errors.ts';

export interface FoundFile {
  path: string;
  name: string;
  folder: string;
  modifiedAt: Date;
}

/** Folders deeper than this are a mistake, or a loop of links. */
const deepest = 12;
const passedOver = /^\.|^~\$|\.(?:part|tmp|crdownload|swp)$/i;

/** Every file under the given paths, each once, in the order of their paths. Throws UserError for a path that is not there. */
export async function collectFiles(paths: readonly string[]): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const given of paths) {
    for (const file of await filesUnder(given)) found.set(path.resolve(file.path), file);
  }
  return [...found.values()];
}

async function filesUnder(given: string): Promise<FoundFile[]> {
  const info = await stat(given).catch(() => {
    throw new UserError('FILE_NOT_FOUND', { path: given });
  });
  if (info.isFile()) return [fileOf(given, info.mtime)];
  return info.isDirectory() ? await walk(given, 0) : [];
}

async function walk(folder: string, depth: number): Promise<FoundFile[]> {
  if (depth > deepest) return [];
  const names = (await readdir(folder)).filter((name) => !passedOver.test(name)).sort();
  const found: FoundFile[] = [];
  for (const name of names) {
    const full = path.join(folder, name);
    // A file may vanish while the folder is being read, and a link may lead nowhere.
    const info = await stat(full).catch(() => undefined);
    if (info?.isFile()) found.push(fileOf(full, info.mtime));
    if (info?.isDirectory()) found.push(...(await walk(full, depth + 1)));
  }
  return found;
}

function fileOf(full: string, modifiedAt: Date): FoundFile {
  return { path: full, name: path.basename(full), folder: path.dirname(full), modifiedAt };
}
