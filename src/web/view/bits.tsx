// Small pieces that several pages show: a deviation, a status, a verdict, a SKU's name, a table that scrolls.

import type { Child } from 'hono/jsx';
import type { Day } from '../../lib/day.ts';
import { type Language, texts } from '../../lib/language.ts';
import { expected, momentText, percentExact, units } from '../../messages/format.ts';
import { skuPath } from '../../messages/paths.ts';
import type { TeamView } from '../../messages/views.ts';
import { resolutionWords, statusWords, verdictWordTexts } from '../../messages/words.ts';
import type { CaseStatus, Resolution } from '../../model/anomaly-case.ts';
import type { VerdictWord } from '../../rules/verdict.ts';

const words = texts({
  en: { overdue: 'overdue', up: 'up', down: 'down', snoozed: 'snoozed', none: '–' },
  zh: { overdue: '逾期', up: '上升', down: '下降', snoozed: '暂缓', none: '–' },
});

/** "▲ +62.0 %", in a colour and with a shape of its own. */
export function Deviation({ value, language }: { value: number | null; language: Language }) {
  if (value === null) return <>{words[language].none}</>;
  const direction = value < 0 ? 'down' : 'up';
  return (
    <span class="deviation" data-direction={direction}>
      <span aria-hidden="true">{direction === 'up' ? '▲' : '▼'}</span>
      <span class="visually-hidden">{words[language][direction]} </span> {percentExact(value)}
    </span>
  );
}

export function StatusTag(props: {
  status: CaseStatus;
  resolution: Resolution | null;
  overdue: boolean;
  snoozed: boolean;
  language: Language;
}) {
  const { status, resolution, overdue, snoozed, language } = props;
  if (overdue)
    return (
      <span class="tag" data-tone="alarm">
        {words[language].overdue}
      </span>
    );
  if (snoozed) return <span class="tag">{words[language].snoozed}</span>;
  const text =
    status === 'closed' && resolution ? resolutionWords[resolution][language] : statusWords[status][language];
  return (
    <span class="tag" data-tone={status === 'open' ? 'warning' : status === 'answered' ? 'good' : undefined}>
      {text}
    </span>
  );
}

export function VerdictTag({ word, language }: { word: VerdictWord; language: Language }) {
  return (
    <span class="tag" data-tone={word === 'deviation' ? 'warning' : undefined} data-word={word}>
      {verdictWordTexts[word][language]}
    </span>
  );
}

/** A SKU with its name under it, leading to its page. */
export function SkuLink({ storeId, sku, name }: { storeId: string; sku: string; name: string | null }) {
  return (
    <>
      <a class="sku" href={skuPath(storeId, sku)}>
        {sku}
      </a>
      {name && <span class="sku-name">{name}</span>}
    </>
  );
}

/** A moment in team time, with the exact instant behind it. */
export function Moment({ at, team, language }: { at: Date | string | null; team: TeamView; language: Language }) {
  if (at === null) return <>{words[language].none}</>;
  const iso = typeof at === 'string' ? at : at.toISOString();
  return <time datetime={iso}>{momentText(iso, team, language)}</time>;
}

/** Units as counted, expected units with one decimal, "–" where nothing is known. */
export function quantity(value: number | null, kind: 'counted' | 'expected' = 'counted'): string {
  if (value === null) return '–';
  return kind === 'counted' ? units(value) : expected(value);
}

interface DataTableProps<Key extends string> {
  label: string;
  /** Titles of the columns, in their order. */
  columns: Readonly<Record<Key, string>>;
  /** Which columns hold numbers: these stand to the right, title and all. */
  numbers?: readonly Key[];
  /** On a phone each row becomes a block. */
  stack?: boolean;
  children: Child;
}

/** A wide table that scrolls by itself, by keyboard too. */
export function DataTable<Key extends string>(props: DataTableProps<Key>) {
  const keys = Object.keys(props.columns) as Key[];
  return (
    <section class={props.stack ? 'scroll stack' : 'scroll'} tabindex={0} aria-label={props.label}>
      <table>
        <thead>
          <tr>
            {keys.map((key) => (
              <th scope="col" class={props.numbers?.includes(key) ? 'number' : undefined}>
                {props.columns[key]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </section>
  );
}

/** A cell that repeats its column's title where the table is shown as blocks. */
export function Cell({ label, number, children }: { label: string; number?: boolean; children?: Child }) {
  return (
    <td data-label={label} class={number ? 'number' : undefined}>
      {children}
    </td>
  );
}

/** Nothing here yet, and what to do about it. */
export function Empty(props: { text: string; hint?: string; action?: { label: string; path: string } }) {
  return (
    <div class="empty">
      <p>
        <strong>{props.text}</strong>
      </p>
      {props.hint && <p>{props.hint}</p>}
      {props.action && (
        <p>
          <a class="button" data-style="primary" href={props.action.path}>
            {props.action.label}
          </a>
        </p>
      )}
    </div>
  );
}

/** "11-20" with the whole day behind it. */
export function DayTime({ day }: { day: Day }) {
  return <time datetime={day}>{day}</time>;
}
