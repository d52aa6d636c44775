// In which order the files of one import are read. Two of one age are told apart by what does not depend on how they came:
// a folder, an unpacked archive or an upload in any order give the same result. Pure.

import { pulledStamp } from './as-of.ts';
import { rangeInName } from './report-request.ts';

interface Named {
  name: string;
  modifiedAt: Date | undefined;
}

/** Oldest first: by the moment and the days in the name, those without a moment last; then by the file's own time and its name. */
export function inReadingOrder<T extends Named>(files: readonly T[], now: Date): T[] {
  const keyed = files.map((file) => ({ file, key: keyOf(file, now) }));
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ file }) => file);
}

type Key = readonly (string | number)[];

function keyOf({ name, modifiedAt }: Named, now: Date): Key {
  const range = rangeInName(name);
  return [
    pulledStamp(name, now)?.getTime() ?? Number.POSITIVE_INFINITY,
    range?.to ?? '',
    range?.from ?? '',
    modifiedAt?.getTime() ?? 0,
    name,
  ];
}

function compare(a: Key, b: Key): number {
  const place = a.findIndex((part, i) => part !== b[i]);
  const [one = 0, other = 0] = [a[place], b[place]];
  return one < other ? -1 : one > other ? 1 : 0;
}
