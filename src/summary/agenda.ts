// What the weekly sync has to settle, by who can: operations, supply chain, logistics. Pure.

import type { AgendaItem, WeeklyRow, WeeklyView } from '../messages/weekly-view.ts';
import { type WeeklyForm, wasOwed } from './discipline.ts';
import { isUrgent } from './tier-order.ts';

interface AgendaInput {
  /** Most urgent first. */
  rows: readonly WeeklyRow[];
  forms: readonly WeeklyForm[];
  slow: WeeklyView['slow'];
}

/** Unanswered forms and slow stock; urgent SKUs nothing is coming for; goods that are overdue or arrive after the stock is gone. */
export function agendaOf({ rows, forms, slow }: AgendaInput): WeeklyView['agenda'] {
  return {
    operations: [...unanswered(forms), ...slowByStore(slow)],
    supply: rows.filter(isUrgent).flatMap(supplyItem),
    logistics: [...rows.flatMap(overdueItem), ...rows.flatMap(lateItem)],
  };
}

function unanswered(forms: readonly WeeklyForm[]): AgendaItem[] {
  return forms
    .filter((form) => form.answer === null && wasOwed(form))
    .sort((a, b) => a.askedAt.getTime() - b.askedAt.getTime())
    .map(({ number, storeId, sku, assignee }) => ({ why: 'unanswered', number, storeId, sku, assignee }));
}

function slowByStore(slow: WeeklyView['slow']): AgendaItem[] {
  const stores = [...new Set(slow.map(({ storeId }) => storeId))].sort();
  return stores.map((storeId) => ({
    why: 'slow',
    storeId,
    count: slow.filter((each) => each.storeId === storeId).length,
  }));
}

/** Nothing inbound but overdue goods: either nothing is ordered, or the order has not left. Unreported numbers count as none. */
function supplyItem({ storeId, sku, countdownDays, inbound, overdue, onOrder }: WeeklyRow): AgendaItem[] {
  if ((inbound ?? 0) > (overdue?.units ?? 0)) return [];
  if ((onOrder ?? 0) > 0) return [{ why: 'order_not_shipped', storeId, sku, countdownDays, onOrder: onOrder ?? 0 }];
  return [{ why: 'nothing_coming', storeId, sku, countdownDays }];
}

/** Goods that should have come by now: somebody must ask for them. */
function overdueItem({ storeId, sku, overdue }: WeeklyRow): AgendaItem[] {
  if (!overdue) return [];
  const { units, since, days } = overdue;
  return [{ why: 'arrival_overdue', storeId, sku, units, dueOn: since, days }];
}

function lateItem({ storeId, sku, stockOutOn, nextArrivalOn }: WeeklyRow): AgendaItem[] {
  if (stockOutOn === null || nextArrivalOn === null || nextArrivalOn <= stockOutOn) return [];
  return [{ why: 'arrives_late', storeId, sku, stockOutOn, arrivesOn: nextArrivalOn }];
}
