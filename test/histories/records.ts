// The rows that the checks read, and what they remember between two looks: rows that must never change, the plan of
// every round.

import { asc, like } from 'drizzle-orm';
import type { Db } from '../../src/store/db.ts';
import { anomalyCases, answers, caseDays, caseLog, deliveries, settings } from '../../src/store/schema/index.ts';
import { everyVerdict, type VerdictRow } from '../../src/store/verdicts.ts';

export type CaseRow = typeof anomalyCases.$inferSelect;
export type LogRow = typeof caseLog.$inferSelect;
export type AnswerRow = typeof answers.$inferSelect;
export type DeliveryRow = typeof deliveries.$inferSelect;

/** When a round (or what a snooze made of it) is due and whom it will remind and tell, from one log entry to another. */
export interface Plan {
  caseId: number;
  round: number;
  /** Log entry that began it. */
  from: number;
  /** First log entry after it that ended it: an answer, an end, the next plan. */
  to: number;
  due: number;
  reminders: number[];
  escalations: { level: number; at: number }[];
}

export interface Rows {
  cases: CaseRow[];
  log: LogRow[];
  answers: AnswerRow[];
  deliveries: DeliveryRow[];
  days: (typeof caseDays.$inferSelect)[];
  /** The verdicts that hold now, by day. */
  verdicts: Pick<VerdictRow, 'sku' | 'day' | 'word' | 'direction' | 'caseId'>[];
  /** Stores that could not be judged, and why. */
  troubled: (typeof settings.$inferSelect)[];
}

/** Everything that the checks look at. */
export async function readRows(db: Db): Promise<Rows> {
  return {
    cases: await db.select().from(anomalyCases).orderBy(asc(anomalyCases.id)),
    log: await db.select().from(caseLog).orderBy(asc(caseLog.id)),
    answers: await db.select().from(answers).orderBy(asc(answers.id)),
    deliveries: await db.select().from(deliveries).orderBy(asc(deliveries.id)),
    days: await db.select().from(caseDays),
    verdicts: (await currentVerdicts(db)).sort((a, b) => (a.day < b.day ? -1 : 1)),
    troubled: await db.select().from(settings).where(like(settings.name, 'judging-trouble:%')),
  };
}

async function currentVerdicts(db: Db): Promise<VerdictRow[]> {
  const current: VerdictRow[] = [];
  for await (const rows of everyVerdict(db, {})) current.push(...rows.filter(({ isCurrent }) => isCurrent));
  return current;
}

/** Log entries that stand for a message to the assignee. */
export const reminding = ['reminded', 'nagged'];

export const logOf = (rows: Rows, caseId: number) => rows.log.filter((entry) => entry.caseId === caseId);
export const ms = (moment: Date | null) => moment?.getTime() ?? null;

const begins = ['opened', 'reopened', 'returned', 'snoozed'];
const ends = ['answered', 'withdrawn', 'closed', ...begins];

/** What the checks remember of one history. */
export class Memory {
  readonly plans: Plan[] = [];
  private readonly seen = new Map<string, string>();

  /** Rows that are written once: the same ones must be there again, unchanged, and new ones only behind them. */
  keep(kind: string, rows: readonly { id: number }[]): void {
    const prefix = `${kind} `;
    const known = [...this.seen.keys()].filter((key) => key.startsWith(prefix));
    const newest = Math.max(0, ...known.map((key) => Number(key.slice(prefix.length))));
    const now = new Map(rows.map((row) => [`${prefix}${row.id}`, JSON.stringify(row)]));
    for (const key of known) {
      if (now.get(key) !== this.seen.get(key))
        throw new Error(`${key} changed or vanished: ${this.seen.get(key)} → ${now.get(key)}`);
    }
    for (const [key, text] of now) {
      if (!this.seen.has(key) && Number(key.slice(prefix.length)) <= newest) throw new Error(`${key} came in between`);
      this.seen.set(key, text);
    }
  }

  /** Takes in the plans that began since the last look, and returns those; ends those that are over. */
  takePlans({ cases, log }: Rows): Plan[] {
    const fresh = log.filter(
      (entry) => begins.includes(entry.event) && !this.plans.some(({ from }) => from === entry.id),
    );
    const taken = fresh.flatMap((entry): Plan[] => {
      const row = cases.find(({ id }) => id === entry.caseId);
      if (!row?.answerDueAt || row.round !== entry.round) return [];
      return [
        {
          caseId: row.id,
          round: row.round,
          from: entry.id,
          to: Number.POSITIVE_INFINITY,
          due: row.answerDueAt.getTime(),
          reminders: row.policy.reminders.map((at) => new Date(at).getTime()),
          escalations: row.policy.escalations.map(({ level, at }) => ({ level, at: new Date(at).getTime() })),
        },
      ];
    });
    this.plans.push(...taken);
    for (const plan of this.plans) {
      const end = log.find(({ id, caseId, event }) => caseId === plan.caseId && id > plan.from && ends.includes(event));
      if (end) plan.to = end.id;
    }
    return taken;
  }
}
