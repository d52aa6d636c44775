// How a platform's adapter looks at its own set-up: now and then, and sooner after trouble; what is found is kept until the
// next look.

import { setTimeout as pause } from 'node:timers/promises';
import type { Bilingual } from '../lib/language.ts';
import type { LinkState, PlatformCheck } from './checks.ts';

/** One thing that was found, before the platform is added. */
export type Finding = Omit<PlatformCheck, 'platform'>;

export interface Check {
  /** Looks now and then from now on. */
  start(): void;
  stop(): void;
  /** Looks again at once: somebody brought the bot into a group, or out of one. */
  soon(): void;
  /** What the last look found, and how the connections are now. */
  found(): readonly PlatformCheck[];
}

/** `look` never throws. `waitMs` says how long to wait after so many looks in a row that found trouble (0: all is well). */
export function lookNowAndThen(options: {
  look(): Promise<readonly PlatformCheck[]>;
  waitMs(failures: number): number;
  links(): readonly PlatformCheck[];
}): Check {
  const stopping = new AbortController();
  let found: readonly PlatformCheck[] = [];
  let wait = new AbortController();
  const work = async () => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      found = await options.look();
      failures = found.every(({ level }) => level === 'ok') ? 0 : failures + 1;
      wait = new AbortController();
      const signal = AbortSignal.any([stopping.signal, wait.signal]);
      await pause(options.waitMs(failures), undefined, { signal }).catch(() => undefined);
    }
  };
  return {
    start: () => void work(),
    stop: () => stopping.abort(),
    soon: () => wait.abort(),
    found: () => [...found, ...options.links()],
  };
}

/** What `look` finds at each of them. One after the other: a look is no reason to hurry, and platforms count calls. */
export async function findEach<T>(
  items: readonly T[],
  look: (item: T) => Promise<Finding | undefined>,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const item of items) {
    const finding = await look(item);
    if (finding) found.push(finding);
  }
  return found;
}

export function alarm(text: Bilingual): Finding {
  return { level: 'alarm', text };
}

export function warning(text: Bilingual): Finding {
  return { level: 'warning', text };
}

/** A connection that is down; `why` where there is more to say than that it closed. */
export function linkDown({ name }: LinkState, why: Bilingual | undefined): Finding {
  return warning({
    zh: `连接 ${name} 断开，正在重连${why ? `：${why.zh}` : ''}`,
    en: `connection ${name} is down and being opened again${why ? `: ${why.en}` : ''}`,
  });
}
