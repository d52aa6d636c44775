// How long to wait before trying again. Pure; knows nothing of what is tried.

/**
 * Milliseconds to wait after the `attempt`-th failure (1, 2, 3, …): doubles from `baseMs`, never more than `capMs`.
 */
export function backoffMs(attempt: number, { baseMs, capMs }: { baseMs: number; capMs: number }): number {
  const doublings = Math.min(Math.max(0, attempt - 1), 52);
  return Math.min(capMs, baseMs * 2 ** doublings);
}
