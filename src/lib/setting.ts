// How one environment variable is declared: what it may hold, what applies without it, and what to write there.

import { z } from 'zod';
import type { Bilingual } from './language.ts';

export interface Setting<T> {
  schema: z.ZodType<T, string>;
  fallback: T;
  /** May also come as NAME_FILE, and is never shown. */
  secret?: true;
  /** Only for tests: not listed. */
  hidden?: true;
  write: Bilingual;
}

/** The values of a set of declared variables. */
export type ValuesOf<D> = { readonly [N in keyof D]: D[N] extends Setting<infer T> ? T : never };

export function setting<T>(one: Setting<T>): Setting<T> {
  return one;
}

export function optional<T>(one: Omit<Setting<T>, 'fallback'>): Setting<T | undefined> {
  return { ...one, fallback: undefined };
}

/** An http or https address. */
export const webAddress = z.url({ protocol: /^https?$/ });

/** A web address to which secrets may be sent: https, or http on this machine. */
export const safeAddress = webAddress.refine((text) => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
});
