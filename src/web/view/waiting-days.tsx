// Sales days that wait for a person's word, each with the buttons that give it.

import { randomUUID } from 'node:crypto';
import type { Context as HonoContext } from 'hono';
import { storeName } from '../../cases/display-names.ts';
import type { Context } from '../../context.ts';
import { texts } from '../../lib/language.ts';
import { units } from '../../messages/format.ts';
import { daysWithMissingOrders, heldDays } from '../../store/reads/waiting-days.ts';
import type { WebEnv } from '../deps.ts';
import { Cell, DataTable } from './bits.tsx';

const words = texts({
  en: {
    title: 'Days that wait for your decision',
    columns: { day: 'Day', file: 'File', what: 'What is wrong', act: 'Decide' },
    short: (rows: string) => `Looks cut short or faulty: ${rows} rows. Nothing of it counts yet.`,
    missing: (orders: string, sold: string) =>
      `This newer report lacks ${orders} orders (${sold} units) that are known. They still count.`,
    accept: 'It is right as it is',
    drop: 'Drop it',
    keep: 'Keep the orders',
    take: 'Follow the newer report',
  },
  zh: {
    title: '等待您决定的日期',
    columns: { day: '日期', file: '文件', what: '问题', act: '处理' },
    short: (rows) => `疑似不完整或有误：只有 ${rows} 行，目前没有计入。`,
    missing: (orders, sold) => `这份较新的报表缺少已知的 ${orders} 单（${sold} 件），目前仍然计入。`,
    accept: '数据没问题，采用',
    drop: '丢弃',
    keep: '保留这些订单',
    take: '以新报表为准',
  },
});

const decisions = ['accept', 'drop', 'keep', 'take'] as const;
type Decision = (typeof decisions)[number];

export const decidePath = '/import/days';

/** The days that wait; nothing when none does. */
export async function WaitingDays({ c, ctx }: { c: HonoContext<WebEnv>; ctx: Context }) {
  const say = words[c.get('language')];
  const rows = [
    ...(await heldDays(ctx.db)).map((each) => ({
      ...each,
      what: say.short(units(each.rows)),
      choices: ['accept', 'drop'] as const,
    })),
    ...(await daysWithMissingOrders(ctx.db)).map((each) => ({
      ...each,
      what: say.missing(units(each.orders), units(each.units)),
      choices: ['keep', 'take'] as const,
    })),
  ];
  if (rows.length === 0) return null;
  const titles = say.columns;
  return (
    <section class="card">
      <h2>{say.title}</h2>
      <DataTable label={say.title} columns={titles} numbers={[]} stack>
        {rows.map(({ storeId, day, fileName, what, choices }) => (
          <tr>
            <Cell label={titles.day}>
              {storeName(ctx.policy, storeId)} {day}
            </Cell>
            <Cell label={titles.file}>{fileName}</Cell>
            <Cell label={titles.what}>{what}</Cell>
            <Cell label={titles.act}>
              <form method="post" action={decidePath} class="buttons">
                <input type="hidden" name="token" value={c.get('formToken')} />
                <input type="hidden" name="event" value={randomUUID()} />
                <input type="hidden" name="store" value={storeId} />
                <input type="hidden" name="day" value={day} />
                {choices.map((choice) => (
                  <button type="submit" name="decision" value={choice}>
                    {say[choice]}
                  </button>
                ))}
              </form>
            </Cell>
          </tr>
        ))}
      </DataTable>
    </section>
  );
}

/** The command that a pressed button stands for; undefined when it is none of them. */
export function decisionLine(form: Readonly<Record<string, string[]>>): string | undefined {
  const [decision = '', store = '', day = ''] = [form.decision?.[0], form.store?.[0], form.day?.[0]];
  const isSound = decisions.includes(decision as Decision) && /^[\w-]{1,60}$/.test(store) && /^[\d-]{10}$/.test(day);
  return isSound ? `import ${decision} ${store} ${day}` : undefined;
}
