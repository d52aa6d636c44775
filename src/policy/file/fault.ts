// A fault of a policy file before its line is known, and careful steps through data of unknown shape.

import type { Bilingual } from '../../lib/language.ts';

export type Path = readonly PropertyKey[];

/** A fault of the file's contents; `key` names an entry of the map at `path` that should not be there. */
export interface PathFault {
  path: Path;
  key?: string;
  text: Bilingual;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands one step further in; undefined where there is nothing. */
export function inside(value: unknown, step: PropertyKey): unknown {
  return (isRecord(value) || Array.isArray(value)) && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
}
