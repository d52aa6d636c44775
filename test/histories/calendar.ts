// The team's working time once more, typed by hand for the weeks in which histories play: 09:00–18:00 at UTC+8, days
// from the notice for 2026. Shares nothing with the program.

export const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
/** Shanghai is eight hours ahead of UTC, all year. */
export const zoneMs = 8 * hourMs;

/** September to December 2026: "work" on Monday to Friday but for these. */
const off = ['2026-09-25', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'];
const extra = ['2026-09-20', '2026-10-10'];

/** The calendar day in Shanghai. */
export function dayOf(at: number): string {
  return new Date(at + zoneMs).toISOString().slice(0, 10);
}

function isWorkday(day: string): boolean {
  if (extra.includes(day)) return true;
  const weekday = new Date(`${day}T00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !off.includes(day);
}

/** The instant of a Shanghai wall-clock hour. */
export function at(day: string, hour: number): number {
  return Date.parse(`${day}T00:00Z`) - zoneMs + hour * hourMs;
}

function nextWorkday(day: string): string {
  const next = dayOf(at(day, 12) + dayMs);
  return isWorkday(next) ? next : nextWorkday(next);
}

export function isWorking(moment: number): boolean {
  const day = dayOf(moment);
  return isWorkday(day) && moment >= at(day, 9) && moment < at(day, 18);
}

/** The moment at which so much working time has passed. */
export function afterWork(from: number, workMs: number): number {
  const day = dayOf(from);
  const start = Math.max(from, at(day, 9));
  const left = isWorkday(day) ? Math.max(0, at(day, 18) - start) : 0;
  return left >= workMs && left > 0 ? start + workMs : afterWork(at(nextWorkday(day), 9), workMs - left);
}

/** By when a form asked then is to be answered. */
export function dueAfter(asked: number): number {
  const day = dayOf(asked);
  if (!isWorkday(day) || asked >= at(day, 18)) return at(nextWorkday(day), 18);
  return at(day, 18) - Math.max(asked, at(day, 9)) >= hourMs ? at(day, 18) : afterWork(asked, hourMs);
}

/** The moments at which a round asked then, due then, is reminded of; `earlier` count towards two a day. */
export function remindersOf(asked: number, due: number, earlier: readonly number[]): number[] {
  const before = due - hourMs;
  const atWork = isWorking(before)
    ? before
    : isWorkday(dayOf(before)) && before < at(dayOf(before), 9)
      ? at(dayOf(before), 9)
      : at(nextWorkday(dayOf(before)), 9);
  const wanted = [...(atWork > asked && atWork < due ? [atWork] : []), due];
  const taken = earlier.map(dayOf);
  return wanted.filter((moment) => {
    taken.push(dayOf(moment));
    return taken.filter((day) => day === dayOf(moment)).length <= 2;
  });
}

/** When silence is reported, first to the manager, then one further up. */
export function escalationsOf(due: number): number[] {
  return [due, at(nextWorkday(dayOf(due)), 11)];
}
