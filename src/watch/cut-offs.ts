// On the workday before a forwarder's cut-off and in its morning: proposals that would leave with it, and for which no
// order and no shipment shows yet. One message for each person and day.

import { storeName } from '../cases/display-names.ts';
import { listsAreKept } from '../cases/follow-plan.ts';
import { type Context, withTransaction } from '../context.ts';
import { loadStock, type StockBook } from '../inventory/book.ts';
import { type Day, dayIn, daysBetween } from '../lib/day.ts';
import type { CutOffRow } from '../messages/cut-off-notice.ts';
import type { AnomalyCase } from '../model/anomaly-case.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import { tellPerson } from '../outbox/tell.ts';
import { workCalendar } from '../policy/calendar.ts';
import { findPerson, present } from '../policy/people.ts';
import type { Store } from '../policy/policy.ts';
import { isRemindedOn, nextCutOff } from '../rules/inventory/cut-off.ts';
import { answersOfCases, liveCases, type StoredCase } from '../store/cases.ts';
import { planShows } from '../store/plan-shows.ts';
import { loadRoster } from '../team/roster.ts';
import { addFor } from './people-in-charge.ts';

/** Goods that a case wants to travel. */
interface Proposed {
  units: number;
  mode: string;
  /** Days until they can leave; 0 when they are ready. */
  makingDays: number;
}

/** Tells the assignees of such cases; returns how many proposals were named. */
export function remindOfCutOffs(ctx: Context, today: Day, dueAt: Date): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    const roster = await loadRoster(tx);
    const told = new Map<string, CutOffRow[]>();
    const live = await liveCases(tx.db);
    for (const store of tx.policy.stores.filter(({ transport }) => transport?.some((way) => way.cutOffWeekday))) {
      for (const { row, assigneeId } of await rowsOf(tx, store, today, live)) {
        const holder = findPerson(roster.people, assigneeId);
        addFor(told, holder ? [(present(roster, holder) ?? holder).id] : [], row);
      }
    }
    for (const [personId, rows] of told) {
      const notice = { notice: 'cut_off', today, rows } as const;
      const content = { kind: 'notice', toId: personId, notice } as const;
      await tellPerson(tx, personId, { subject: 'cut-off', step: today, dueAt, content });
    }
    return [...told.values()].flat().length;
  });
}

async function rowsOf(tx: Context, store: Store, today: Day, live: readonly StoredCase[]) {
  const now = tx.clock.now();
  const cases = live.filter((each) => each.storeId === store.id && each.sku !== null && isChased(each, now));
  if (cases.length === 0) return [];
  const skus = cases.flatMap(({ sku }) => (sku === null ? [] : [sku]));
  const book = await loadStock(tx, store, { only: skus });
  const kept = await listsAreKept(tx);
  const rows: { row: CutOffRow; assigneeId: string | null }[] = [];
  for (const stored of cases) {
    // Where lists are not kept, a proposal missing from them proves nothing.
    if (stored.status === 'answered' && !kept) continue;
    const row = rowOf(tx, { store, today, stored }, await proposedBy(tx, stored, { book, today }));
    if (row && !(await isUnderWay(tx, stored, row.sku))) rows.push({ row, assigneeId: stored.assigneeId });
  }
  return rows;
}

function isChased({ status, formKind, snoozedUntil }: AnomalyCase, now: Date): boolean {
  return status !== 'closed' && formKind !== 'exit_signal' && (snoozedUntil === null || snoozedUntil <= now);
}

/** What the answer wants sent; before an answer, what the plan suggests. */
async function proposedBy(
  tx: Context,
  { id, round, status, sku }: StoredCase,
  { book, today }: { book: StockBook; today: Day },
): Promise<Proposed[]> {
  if (sku === null) return [];
  const { making, transport, dispatch } = book.planOf(sku);
  const makingDays = making?.days ?? 0;
  if (status !== 'answered') {
    const parts = [...(dispatch?.suggested?.parts ?? []), ...(transport?.suggested?.parts ?? [])];
    return parts.map(({ mode, units, readyOn }) => ({ mode, units, makingDays: daysBetween(today, readyOn) }));
  }
  const answer = (await answersOfCases(tx.db, [id])).filter((each) => each.round === round).at(-1);
  const { action, quantity = '', transport: mode = '' } = answer?.values ?? {};
  const units = Number(quantity);
  if (action !== 'replenish' || !(units > 0)) return [];
  const lies = book.factsOf(sku).position?.elsewhere ?? 0;
  return [{ units, mode, makingDays: units <= lies ? 0 : makingDays }];
}

/** The earliest cut-off among the proposal's parts that is due for a reminder today. */
function rowOf(
  tx: Context,
  { store, today, stored }: { store: Store; today: Day; stored: StoredCase },
  proposed: readonly Proposed[],
): CutOffRow | undefined {
  const calendar = workCalendar(tx.policy.team);
  const rows = proposed.flatMap(({ units, mode, makingDays }) => {
    const cutOffWeekday = store.transport?.find((way) => way.mode === mode)?.cutOffWeekday;
    if (cutOffWeekday === undefined || stored.sku === null) return [];
    const cutOff = nextCutOff(today, { makingDays, cutOffWeekday });
    if (!isRemindedOn(calendar, today, cutOff)) return [];
    const state = stored.approval?.state === 'waiting' ? ('waiting' as const) : stateOf(stored);
    const name = { number: caseNumber(stored.id), storeName: storeName(tx.policy, store.id), sku: stored.sku };
    return [{ ...name, mode, units, ready: makingDays === 0, ...cutOff, state }];
  });
  return rows.sort((a, b) => (a.actBy < b.actBy ? -1 : 1))[0];
}

function stateOf({ status }: StoredCase): 'open' | 'answered' {
  return status === 'answered' ? 'answered' : 'open';
}

/** Ordered or sent since the form was asked, or answered. */
function isUnderWay(tx: Context, { storeId, openedAt, answeredAt }: StoredCase, sku: string): Promise<boolean> {
  const since = dayIn(tx.policy.team.zone, answeredAt ?? openedAt);
  return planShows(tx.db, { storeId, sku, since, hurriedTo: null });
}
