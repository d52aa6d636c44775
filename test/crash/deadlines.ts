// When answers of the crash test are due and whom silence is reported to: the rule book once more, for days without a
// holiday and a weekend, at UTC+8. Shares nothing with the program.

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Whom silence is reported to, and when: at the deadline, and at eleven on the morning after it. */
export function escalationsOf(askedAt: Date): { level: number; to: string; dueAt: number }[] {
  const deadline = deadlineOf(askedAt);
  const morningAfter = midnightOf(deadline) + dayMs + 11 * hourMs;
  return [
    { level: 1, to: 'chen', dueAt: deadline },
    { level: 2, to: 'zhao', dueAt: morningAfter },
  ];
}

/**
 * The end of the workday, 18:00, if that leaves an hour; else an hour of work later, counted from 9:00 of the next day;
 * asked after work, the end of the next day.
 */
function deadlineOf(askedAt: Date): number {
  const midnight = midnightOf(askedAt.getTime());
  const left = midnight + 18 * hourMs - Math.max(askedAt.getTime(), midnight + 9 * hourMs);
  if (left >= hourMs) return midnight + 18 * hourMs;
  if (left > 0) return midnight + dayMs + 9 * hourMs + hourMs - left;
  return midnight + dayMs + 18 * hourMs;
}

/** Midnight of the team's wall clock (UTC+8, no daylight saving) before a moment. */
function midnightOf(moment: number): number {
  return Math.floor((moment + 8 * hourMs) / dayMs) * dayMs - 8 * hourMs;
}
