// Reads and writes tables of 多维表格 at their times. Apart from other scheduled work, because Feishu may be slow.

import { createHash } from 'node:crypto';
import type { Bitables } from '../bitable/calls.ts';
import { pullTable, type SourceUse, sourceUses } from '../bitable/pull.ts';
import { recordCases } from '../bitable/record-cases.ts';
import { placeKey } from '../bitable/table-state.ts';
import type { TableTrouble } from '../bitable/trouble.ts';
import { OperationalError } from '../errors.ts';
import { isWorkingMoment } from '../lib/working-time.ts';
import type { TablePlace } from '../policy/bitable-policy.ts';
import { workCalendar } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import type { Job } from './job.ts';

const pullMinutes = 60;
const recordMinutes = 10;
/** Beside the full and half hours, at which everybody calls Feishu. */
const recordOffset = 5;
const maxAttempts = 4;

/** The jobs of the tables that the policy file names; none without `tables`. */
export function tableJobs(policy: Policy, tables: Bitables | undefined): Job[] {
  const { bitable } = policy;
  if (!tables) return [];
  return [
    ...sourceUses.flatMap((use) => (bitable[use] ? [pullJob(policy, tables, use, bitable[use])] : [])),
    ...(bitable.cases ? [recordJob(tables, bitable.cases)] : []),
  ];
}

function pullJob(policy: Policy, tables: Bitables, use: SourceUse, place: TablePlace): Job {
  const calendar = workCalendar(policy.team);
  return {
    name: `bitable:${use}`,
    schedule: {
      kind: 'every',
      minutes: pullMinutes,
      offsetMinutes: quietMinute(placeKey(place)),
      at: (step) => isWorkingMoment(calendar, step),
    },
    catchUpMinutes: pullMinutes,
    maxAttempts,
    run: async (ctx) => {
      const { rows, report, trouble } = await pullTable(ctx, tables, { use, place });
      if (trouble) return outcomeOf(trouble);
      return `${rows} rows, ${report ? report.status : 'unchanged'}`;
    },
  };
}

function recordJob(tables: Bitables, place: TablePlace): Job {
  return {
    name: 'bitable:cases',
    schedule: { kind: 'every', minutes: recordMinutes, offsetMinutes: recordOffset },
    catchUpMinutes: recordMinutes,
    maxAttempts,
    run: async (ctx) => {
      const { rows, trouble, waits } = await recordCases(ctx, tables, place);
      if (trouble) return outcomeOf(trouble);
      return waits ? 'waits' : `${rows} rows`;
    },
  };
}

/** What passes by itself makes the run fail, so that it is repeated; what a person must put right was told. */
function outcomeOf({ code, passes }: TableTrouble): string {
  if (passes) throw new OperationalError(`bitable: ${code}`, { retry: true });
  return `trouble: ${code}`;
}

/** A minute of the hour, always the same for a table, well beside the full and the half hour. */
function quietMinute(key: string): number {
  const share = createHash('sha256').update(key).digest().readUInt32BE();
  const minute = share % 40;
  return minute < 20 ? 5 + minute : 15 + minute;
}
