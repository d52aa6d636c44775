// The source files as text, for tests about the house itself: what each imports, and its code without comments.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface SourceFile {
  /** From the root of the repository, with slashes: "src/rules/judge.ts". */
  file: string;
  text: string;
}

export interface Import {
  /** A file of ours from the root, "src/lib/day.ts", or a package, "drizzle-orm", "node:fs". */
  target: string;
  /** Only its types: nothing of it is there when the program runs. */
  typesOnly: boolean;
  /** Loaded only when the code comes to it: `await import(…)`. */
  isDynamic: boolean;
}

/** Every TypeScript file under `folder`. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .sort()
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}

/** The code without comments; strings and templates stay. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/(^|\s)\/\/.*$/gm, '$1');
}

const statement = /^(?:import|export)\s+(?:(type)\s+)?((?:[\w*\s,{}$]|\bas\b)*?\bfrom\s*)?'([^']+)'/gm;
const dynamic = /\bimport\(\s*'([^']+)'/g;

/** What a file imports or exports again, in the order of its lines. */
export function importsOf({ file, text }: SourceFile): Import[] {
  const code = withoutComments(text);
  const statements = [...code.matchAll(statement)].map(([, type, names, from = '']) => ({
    target: targetOf(file, from),
    typesOnly: type !== undefined || (names !== undefined && onlyTypeNames(names)),
    isDynamic: false,
  }));
  const dynamics = [...code.matchAll(dynamic)].map(([, from = '']) => ({
    target: targetOf(file, from),
    typesOnly: false,
    isDynamic: true,
  }));
  return [...statements, ...dynamics];
}

function targetOf(file: string, from: string): string {
  if (from.startsWith('.')) return path.posix.join(path.posix.dirname(file), from);
  if (from.startsWith('node:')) return from;
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

/** `{ type A, type B } from`: each name by itself is a type. */
function onlyTypeNames(names: string): boolean {
  const inner = /^\{([\s\S]*)\}\s*from\s*$/.exec(names)?.[1];
  if (inner === undefined) return false;
  return inner
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .every((name) => name.startsWith('type '));
}
