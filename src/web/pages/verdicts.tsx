// Every verdict of a store's sales day, with its numbers: what was asked, what was not, and why.

import type { Hono } from 'hono';
import { storeName } from '../../cases/display-names.ts';
import { addDays, type Day, parseDay } from '../../lib/day.ts';
import { type Language, texts } from '../../lib/language.ts';
import { dayWithYear, factor } from '../../messages/format.ts';
import { verdictsPath } from '../../messages/paths.ts';
import { verdictWordTexts } from '../../messages/words.ts';
import { type VerdictWord, verdictWords } from '../../rules/verdict.ts';
import { type ShopVerdictRow, shopVerdictsOf, type VerdictRow, verdictsOfDay } from '../../store/verdicts.ts';
import type { WebEnv } from '../deps.ts';
import { Cell, DataTable, DayTime, Empty, quantity } from '../view/bits.tsx';
import { notFoundPage } from '../view/not-found.tsx';
import { page } from '../view/page.tsx';
import { VerdictTable } from '../view/verdict-table.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    title: 'Daily verdicts',
    intro:
      'Every sales day of every SKU is compared with its baseline. Nothing is dropped in silence: each SKU gets one of these words.',
    none: 'No day has been judged yet.',
    notJudged: 'This day has not been judged.',
    noneHint: 'A day is judged as soon as its sales are in and the day is over in the store’s time zone.',
    import: 'Import data',
    dayColumns: {
      day: 'Sales day',
      units: 'Sold',
      baseline: 'Baseline',
      factor: 'Shop factor',
      asked: 'Deviations',
      crossed: 'Crossed, within noise',
      judged: 'SKUs judged',
    },
    states: { judged: '', held: 'held', no_data: 'no data' },
    all: 'All',
    word: 'Verdict',
    earlier: 'Day before',
    later: 'Day after',
    shop: (value: string, skus: number) => `Shop factor ${value}, from ${skus} SKUs.`,
    heldText: 'The whole feed of this day looks wrong; no form is asked until it is right.',
    noDataText: 'The sales of this day are missing or cut short. Missing is not zero, so nothing was judged.',
    noRows: 'No SKU of this day has this verdict.',
  },
  zh: {
    title: '每日判定',
    intro: '每个 SKU 每个销售日都与平日比较，一个不漏：每个 SKU 都有一个判定结果。',
    none: '还没有判定过任何一天。',
    notJudged: '这一天还没有判定。',
    noneHint: '当天销量到齐、且店铺所在时区的这一天已结束后，就会自动判定。',
    import: '导入数据',
    dayColumns: {
      day: '销售日',
      units: '销量',
      baseline: '平日',
      factor: '大盘系数',
      asked: '异常偏离',
      crossed: '过线但属正常波动',
      judged: '参与判定',
    },
    states: { judged: '', held: '数据存疑', no_data: '缺数据' },
    all: '全部',
    word: '判定',
    earlier: '前一天',
    later: '后一天',
    shop: (value, skus) => `大盘系数 ${value}，由 ${skus} 个 SKU 算出。`,
    heldText: '当天整店数据存疑，恢复正常前不发表单。',
    noDataText: '当天销量缺失或不完整。缺数据不等于零销量，因此没有判定。',
    noRows: '当天没有这种判定的 SKU。',
  },
});

const daysListed = 14;

export function verdictRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/verdicts', async (c) => {
    const { ctx } = web.deps;
    const language = c.get('language');
    const say = words[language];
    const stores = await Promise.all(
      ctx.policy.stores.map(async (store) => ({ store, days: await shopVerdictsOf(ctx.db, store.id, daysListed) })),
    );
    const judged = stores.filter(({ days }) => days.length > 0);
    return page(c, web, {
      title: say.title,
      active: 'verdicts',
      children: (
        <>
          <h1>{say.title}</h1>
          <p>{say.intro}</p>
          {judged.length === 0 && (
            <Empty text={say.none} hint={say.noneHint} action={{ label: say.import, path: '/import' }} />
          )}
          {judged.map(({ store, days }) => (
            <section>
              <h2>{store.name ?? store.id}</h2>
              <DayTable days={days} language={language} />
            </section>
          ))}
        </>
      ),
    });
  });

  app.get('/verdicts/:store/:day', async (c) => {
    const { ctx } = web.deps;
    const language = c.get('language');
    const say = words[language];
    const storeId = c.req.param('store');
    const day = parseDay(c.req.param('day'));
    if (day === undefined || !ctx.policy.stores.some((store) => store.id === storeId)) return notFoundPage(c, web);
    const rows = await verdictsOfDay(ctx.db, storeId, day);
    const shop = (await shopVerdictsOf(ctx.db, storeId, 400)).find((each) => each.day === day);
    const word = verdictWords.find((each) => each === c.req.query('word'));
    const shown = rows.filter((row) => word === undefined || row.word === word).sort(byDeviation);
    const title = `${storeName(ctx.policy, storeId)} · ${dayWithYear(day, language)}`;
    return page(c, web, {
      title,
      active: 'verdicts',
      children: (
        <>
          <h1>{title}</h1>
          {shop && <ShopLine shop={shop} language={language} />}
          <WordTabs storeId={storeId} day={day} rows={rows} chosen={word} language={language} />
          {shown.length === 0 ? (
            <Empty
              text={rows.length === 0 ? say.notJudged : say.noRows}
              hint={rows.length === 0 ? say.noneHint : undefined}
            />
          ) : (
            <VerdictTable rows={shown} language={language} />
          )}
          <p class="pager">
            <a href={verdictsPath(storeId, addDays(day, -1))}>{say.earlier}</a>
            <a href={verdictsPath(storeId, addDays(day, 1))}>{say.later}</a>
          </p>
        </>
      ),
    });
  });
}

function DayTable({ days, language }: { days: readonly ShopVerdictRow[]; language: Language }) {
  const say = words[language];
  const titles = say.dayColumns;
  return (
    <DataTable
      label={say.title}
      columns={titles}
      numbers={['units', 'baseline', 'factor', 'asked', 'crossed', 'judged']}
    >
      {days.map((each) => (
        <tr>
          <Cell label={titles.day}>
            <a href={verdictsPath(each.storeId, each.day)}>
              <DayTime day={each.day} />
            </a>{' '}
            {each.state !== 'judged' && (
              <span class="tag" data-tone="warning">
                {say.states[each.state]}
              </span>
            )}
          </Cell>
          <Cell label={titles.units} number>
            {quantity(each.units)}
          </Cell>
          <Cell label={titles.baseline} number>
            {quantity(each.baseline, 'expected')}
          </Cell>
          <Cell label={titles.factor} number>
            {factor(each.factor)}
          </Cell>
          <Cell label={titles.asked} number>
            {each.counts.deviation ?? 0}
          </Cell>
          <Cell label={titles.crossed} number>
            {each.counts.within_noise ?? 0}
          </Cell>
          <Cell label={titles.judged} number>
            {each.judgedSkus}
          </Cell>
        </tr>
      ))}
    </DataTable>
  );
}

function ShopLine({ shop, language }: { shop: ShopVerdictRow; language: Language }) {
  const say = words[language];
  if (shop.state === 'held') return <p class="banner">{say.heldText}</p>;
  if (shop.state === 'no_data') return <p class="banner">{say.noDataText}</p>;
  return <p>{say.shop(factor(shop.factor), shop.judgedSkus)}</p>;
}

interface TabsProps {
  storeId: string;
  day: Day;
  rows: readonly VerdictRow[];
  chosen: VerdictWord | undefined;
  language: Language;
}

function WordTabs({ storeId, day, rows, chosen, language }: TabsProps) {
  const say = words[language];
  const path = verdictsPath(storeId, day);
  const counts = verdictWords
    .map((word) => ({ word, count: rows.filter((row) => row.word === word).length }))
    .filter(({ count }) => count > 0);
  return (
    <nav class="tabs" aria-label={say.word}>
      <a href={path} aria-current={chosen === undefined ? 'true' : undefined}>
        {say.all} <span class="count">{rows.length}</span>
      </a>
      {counts.map(({ word, count }) => (
        <a href={`${path}?word=${word}`} aria-current={chosen === word ? 'true' : undefined}>
          {verdictWordTexts[word][language]} <span class="count">{count}</span>
        </a>
      ))}
    </nav>
  );
}

/** What asked first, then by how far it was off. */
function byDeviation(a: VerdictRow, b: VerdictRow): number {
  const rank = (row: VerdictRow) => (row.word === 'deviation' ? 0 : row.word === 'covered' ? 1 : 2);
  return rank(a) - rank(b) || Math.abs(b.deviation ?? 0) - Math.abs(a.deviation ?? 0) || (a.sku < b.sku ? -1 : 1);
}
