// Sorts the test files: those that use a database run once on each database, all others run once.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const databaseSupport = path.resolve('test/support/db.ts');

/** Test files whose imports lead to the database support, directly or through other files under test/. */
export function databaseTests(): string[] {
  return readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => path.posix.join('test', name.split(path.sep).join('/')))
    .filter((file) => reaches(path.resolve(file), new Set()));
}

function reaches(file: string, seen: Set<string>): boolean {
  if (file === databaseSupport) return true;
  if (seen.has(file) || !existsSync(file)) return false;
  seen.add(file);
  const imports = readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
  return [...imports]
    .map(([, target = '']) => path.resolve(path.dirname(file), target))
    .filter((target) => target.startsWith(path.resolve('test')))
    .some((target) => reaches(target, seen));
}
