// Slows guessing down: so many tries from one place within so many minutes. Kept in memory, forgotten on restart.

export interface Throttle {
  /** Counts a try at `now`; false when there were too many already. */
  admit(from: string, now: Date): boolean;
}

/** At most `tries` from one place within `minutes`. Remembers at most `places` of them, the oldest give way. */
export function throttle(tries: number, minutes: number, places = 10_000): Throttle {
  const seen = new Map<string, number[]>();
  return {
    admit(from, now) {
      const since = now.getTime() - minutes * 60_000;
      const recent = (seen.get(from) ?? []).filter((at) => at > since);
      seen.delete(from);
      if (recent.length < tries) recent.push(now.getTime());
      else {
        seen.set(from, recent);
        return false;
      }
      seen.set(from, recent);
      if (seen.size > places) seen.delete(seen.keys().next().value ?? '');
      return true;
    },
  };
}
