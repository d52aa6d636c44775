// The moment a file speaks of: said by the person, by the file's name, or by the file system. Never later than now.

import { parseDay } from '../lib/day.ts';

type AsOfSource = 'given' | 'name' | 'content' | 'file';

export interface AsOf {
  at: Date;
  from: AsOfSource;
}

/**
 * The moment the numbers of a file speak of. `newestStamp` is the latest moment named inside the file: it cannot have
 * been written before that.
 */
export function asOfOf(input: {
  given?: Date | undefined;
  name: string;
  modifiedAt: Date | undefined;
  now: Date;
}): AsOf {
  const { given, name, modifiedAt, now } = input;
  if (given) return { at: notAfter(given, now), from: 'given' };
  const named = pulledStamp(name, now);
  if (named) return { at: notAfter(named, now), from: 'name' };
  return { at: notAfter(modifiedAt ?? now, now), from: 'file' };
}

/** A file cannot be older than the newest moment it names. */
export function atLeast(asOf: AsOf, newestStamp: Date | undefined, now: Date): AsOf {
  if (asOf.from === 'given' || !newestStamp || newestStamp <= asOf.at) return asOf;
  return { at: notAfter(newestStamp, now), from: 'content' };
}

/**
 * What tells which of two reports is newer: the newest moment inside, for that no copying changes; else the moment that its
 * numbers speak of.
 */
export function versionOf(asOf: AsOf, newestStamp: Date | undefined, now: Date): Date {
  return asOf.from === 'given' || !newestStamp ? asOf.at : notAfter(newestStamp, now);
}

/** "…_pulled-20261026T1000Z.txt" or, without the year, "…_pulled-1026T1000Z.txt": the last such moment before now. */
export function pulledStamp(name: string, now: Date): Date | undefined {
  const found = /pulled-(\d{4}-?)??(\d{2})-?(\d{2})T(\d{2}):?(\d{2})(?::?(\d{2}))?Z/i.exec(name);
  if (!found) return undefined;
  const [, year, month = '', dayOfMonth = '', hour = '', minute = '', second = '00'] = found;
  const at = (inYear: number) => {
    const on = parseDay(`${inYear}-${month}-${dayOfMonth}`);
    return on ? new Date(`${on}T${hour}:${minute}:${second}Z`) : undefined;
  };
  if (year) return sound(at(Number.parseInt(year, 10)));
  const thisYear = sound(at(now.getUTCFullYear()));
  if (thisYear && thisYear <= now) return thisYear;
  return sound(at(now.getUTCFullYear() - 1)) ?? thisYear;
}

function notAfter(at: Date, now: Date): Date {
  return at > now ? now : at;
}

function sound(at: Date | undefined): Date | undefined {
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
}
