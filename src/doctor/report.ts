// Gathers how the installation is doing: database, clock, calendar, feeds, queue, cases, jobs, people. Reads only.

import type { PlatformCheck } from '../chat/checks.ts';
import type { Context } from '../context.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { dayIn } from '../lib/day.ts';
import { type CalendarCoverage, calendarCoverage } from '../policy/calendar.ts';
import { casesInTrouble, casesNobodyHeard } from '../store/cases.ts';
import { type StoreInTrouble, storesInTrouble } from '../store/judging-trouble.ts';
import { countDeliveries, type OverdueCounts, overdueSince } from '../store/overdue.ts';
import { type DatabaseInfo, databaseInfo, databaseTime } from '../store/reads/database-info.ts';
import { troubledRuns } from '../store/reads/health.ts';
import { unassignedSkus } from '../store/reads/today.ts';
import { troubledDeliveries } from '../store/reads/troubled-deliveries.ts';
import { type UrgentTrouble, urgentTrouble } from '../store/reads/urgent-calls.ts';
import { peopleWithManagers } from '../team/roster.ts';
import { type BitableReport, bitableReports } from './bitables.ts';
import { type CallReport, callReport } from './calls.ts';
import { type FeedReport, feedReports } from './feeds.ts';
import { type ManagerReport, managerReports } from './managers.ts';
import { type PolicyGaps, policyGaps } from './policy-gaps.ts';

const shown = 10;
const mostUrgent = 100;
const weekMs = 7 * 86_400_000;
/** A row this much overdue is late. */
const lateMs = 5 * 60_000;

export interface DoctorReport {
  at: Date;
  database: DatabaseInfo;
  clock: {
    /** This machine's clock less the database's, in milliseconds. */
    skewMs: number;
    /** The program's time is not this machine's: the demo's. */
    simulated: boolean;
  };
  calendar: CalendarCoverage;
  feeds: FeedReport[];
  queue: {
    counts: { platform: string; state: string; count: number }[];
    /** Since when the oldest message that is late has been due. */
    lateSince: Date | null;
    troubled: Awaited<ReturnType<typeof troubledDeliveries>>;
  };
  /** Urgent calls of the last week that failed. */
  urgent: UrgentTrouble[];
  overdue: OverdueCounts;
  casesInTrouble: { id: number; trouble: string | null }[];
  /** Unanswered cases escalated to the whole group because no manager was left. */
  casesNobodyHeard: number[];
  /** Stores whose new sales could not be judged. */
  storesInTrouble: StoreInTrouble[];
  /** Scheduled work of the last week that failed or was missed. */
  jobs: Awaited<ReturnType<typeof troubledRuns>>;
  unassignedSkus: { storeId: string; skus: number }[];
  /** Tables of 多维表格 that the policy file names. */
  bitables: BitableReport[];
  /** Managers from a platform's directory. */
  managers: ManagerReport[];
  /** Undefined where no platform of the team counts calls. */
  calls: CallReport | undefined;
  /** What the chat platforms find wrong with their own set-up. */
  platforms: readonly PlatformCheck[];
  policy: PolicyGaps;
}

/** Everything `doctor` knows; `platforms` is what the chat platforms found, `system` this machine's own clock. */
export async function doctorReport(
  ctx: Context,
  platforms: readonly PlatformCheck[] = [],
  system: Clock = systemClock,
): Promise<DoctorReport> {
  const { db, policy } = ctx;
  const at = ctx.clock.now();
  const skewMs = system.now().getTime() - (await databaseTime(db)).getTime();
  const managers = await managerReports(ctx);
  const late = await overdueSince(db, new Date(at.getTime() - lateMs));
  return {
    at,
    database: await databaseInfo(db),
    clock: {
      skewMs: Math.round(skewMs),
      simulated: Math.abs(at.getTime() - system.now().getTime()) > Math.abs(skewMs) + lateMs,
    },
    calendar: calendarCoverage(policy.team, dayIn(policy.team.zone, at)),
    feeds: await feedReports(ctx),
    queue: {
      counts: await countDeliveries(db),
      lateSince: late.rows.find((each) => each.what === 'delivery')?.dueAt ?? null,
      troubled: await troubledDeliveries(db, shown),
    },
    urgent: await urgentTrouble(db, new Date(at.getTime() - weekMs), mostUrgent),
    overdue: late.counts,
    casesInTrouble: await casesInTrouble(db),
    casesNobodyHeard: await casesNobodyHeard(db),
    storesInTrouble: await storesInTrouble(db),
    jobs: await troubledRuns(db, new Date(at.getTime() - weekMs), shown),
    unassignedSkus: await unassignedSkus(
      db,
      policy.people.map(({ id }) => id),
    ),
    bitables: await bitableReports(ctx),
    managers,
    calls: await callReport(ctx),
    platforms,
    policy: withoutExplained(policyGaps({ ...policy, people: [...(await peopleWithManagers(ctx))] }), managers),
  };
}

/** People looked up in the directory have a finding of their own, which says why. */
function withoutExplained(gaps: PolicyGaps, managers: readonly ManagerReport[]): PolicyGaps {
  const explained = managers.map(({ personId }) => personId);
  return { ...gaps, withoutManager: gaps.withoutManager.filter((id) => !explained.includes(id)) };
}
