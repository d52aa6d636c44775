// Reminds of what must be ordered or handed over before the forwarder's next cut-off.

import { addDays, type Day } from '../lib/day.ts';
import { type Language, texts } from '../lib/language.ts';
import { limits, list } from './blocks.ts';
import { clean } from './clean.ts';
import { dayText, units } from './format.ts';
import { storeText } from './headline.ts';
import type { Block, Tone } from './message.ts';
import { modeText } from './suggestion-text.ts';

/** A proposal to act on before the forwarder's next cut-off. */
export interface CutOffRow {
  number: string;
  storeName: string;
  sku: string;
  mode: string;
  units: number;
  /** The goods are ready and only need to be handed over. */
  ready: boolean;
  actBy: Day;
  leavesOn: Day;
  state: 'open' | 'waiting' | 'answered';
}

const cutOffTexts = texts({
  en: {
    title: (count: number) =>
      `Forwarder cut-off: ${count} ${count === 1 ? 'proposal' : 'proposals'} with nothing ordered or shipped yet`,
    line: (row: { number: string; sku: string; store: string }, said: string) => [
      { strong: `${row.number} ${row.sku}` },
      ` · ${row.store}: ${said}`,
    ],
    order: (units: string, by: string, mode: string, leaves: string) =>
      `order ${units} ${by}, to leave by ${mode} on ${leaves}`,
    handOver: (units: string, by: string, mode: string) => `hand over ${units} for ${mode} ${by}`,
    today: (day: string) => `today (${day})`,
    by: (day: string) => `by ${day}`,
    else: (next: string) => `, otherwise it leaves on ${next}.`,
    states: {
      open: ' The form is not answered yet.',
      waiting: ' The proposal waits for approval.',
      answered: '',
    },
    todo: 'Please order or hand over in time and import the list of orders or shipments; if the plan has changed, correct the answer.',
  },
  zh: {
    title: (count) => `截单提醒：${count} 个补货方案还没有下单或发货记录`,
    line: (row, said) => [{ strong: `${row.number} ${row.sku}` }, ` · ${row.store}：${said}`],
    order: (units, by, mode, leaves) => `最迟${by}下单 ${units} 件，才能赶上 ${leaves}的${mode}`,
    handOver: (units, by, mode) => `最迟${by}把 ${units} 件交${mode}货代`,
    today: (day) => `今天（${day.replace('（', ' ').replace('）', '')}）`,
    by: (day) => ` ${day}`,
    else: (next) => `，否则要等到 ${next}。`,
    states: { open: '表单还没有答复。', waiting: '方案还在等审批。', answered: '' },
    todo: '请按时下单或交货，并导入采购单或发货单；计划有变请更正答复。',
  },
});

/** One person's proposals, the nearest cut-off first. */
export function cutOffNotice(
  { today, rows }: { today: Day; rows: readonly CutOffRow[] },
  language: Language,
): { tone: Tone; title: string; body: (Block | undefined)[]; todo: string } {
  const words = cutOffTexts[language];
  const ordered = [...rows].sort((a, b) =>
    a.actBy === b.actBy ? a.number.localeCompare(b.number) : a.actBy < b.actBy ? -1 : 1,
  );
  const lines = ordered.map((row) =>
    words.line({ number: row.number, sku: clean(row.sku, 40), store: storeText(row) }, saidOf(row, today, language)),
  );
  return { tone: 'warning', title: words.title(rows.length), body: [list(lines, limits.listItems)], todo: words.todo };
}

function saidOf(row: CutOffRow, today: Day, language: Language): string {
  const words = cutOffTexts[language];
  const count = units(row.units);
  const mode = modeText(row.mode, language);
  const by = row.actBy === today ? words.today(dayText(today, language)) : words.by(dayText(row.actBy, language));
  const what = row.ready
    ? words.handOver(count, by, mode)
    : words.order(count, by, mode, dayText(row.leavesOn, language));
  return what + words.else(dayText(addDays(row.leavesOn, 7), language)) + words.states[row.state];
}
