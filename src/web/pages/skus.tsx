// The list of SKUs, to find one.

import type { Hono } from 'hono';
import { personName, storeName } from '../../cases/display-names.ts';
import { texts } from '../../lib/language.ts';
import { listSkus } from '../../store/reads/sku-list.ts';
import type { WebEnv } from '../deps.ts';
import { Cell, DataTable, DayTime, Deviation, Empty, quantity, SkuLink, VerdictTag } from '../view/bits.tsx';
import { page } from '../view/page.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    title: 'SKUs',
    store: 'Store',
    any: 'all',
    search: 'SKU, name or ASIN',
    apply: 'Find',
    columns: {
      sku: 'SKU',
      store: 'Store',
      owner: 'Owner',
      class: 'Class',
      verdict: 'Newest verdict',
      day: 'Sales day',
      units: 'Sold',
      baseline: 'Baseline',
      deviation: 'Deviation',
    },
    noOwner: 'store’s default',
    none: 'No SKU matches.',
    noneHint: 'SKUs appear with the first sales or stock file that names them.',
    import: 'Import data',
    more: (shown: number) => `The first ${shown} are shown. Search to find the others.`,
  },
  zh: {
    title: 'SKU',
    store: '店铺',
    any: '全部',
    search: 'SKU、品名或 ASIN',
    apply: '查询',
    columns: {
      sku: 'SKU',
      store: '店铺',
      owner: '负责人',
      class: '分类',
      verdict: '最新判定',
      day: '销售日',
      units: '销量',
      baseline: '平日',
      deviation: '偏差',
    },
    noOwner: '店铺默认',
    none: '没有符合条件的 SKU。',
    noneHint: '首次导入含有该 SKU 的销量或库存文件后，就会出现在这里。',
    import: '导入数据',
    more: (shown) => `只显示前 ${shown} 个，其余请用搜索查找。`,
  },
});

const maxRows = 200;

export function skuListRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/skus', async (c) => {
    const { ctx } = web.deps;
    const language = c.get('language');
    const say = words[language];
    const titles = say.columns;
    const storeId = ctx.policy.stores.find((store) => store.id === c.req.query('store'))?.id;
    const search = c.req.query('q')?.trim().slice(0, 100) || undefined;
    const rows = await listSkus(ctx.db, {
      ...(storeId === undefined ? {} : { storeId }),
      ...(search === undefined ? {} : { search }),
      limit: maxRows + 1,
    });
    return page(c, web, {
      title: say.title,
      active: 'skus',
      children: (
        <>
          <h1>{say.title}</h1>
          <form method="get" action="/skus" class="filter">
            <label>
              {say.store}
              <select name="store">
                <option value="">{say.any}</option>
                {ctx.policy.stores.map((store) => (
                  <option value={store.id} selected={storeId === store.id}>
                    {store.name ?? store.id}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {say.search}
              <input type="search" name="q" value={search ?? ''} />
            </label>
            <button type="submit">{say.apply}</button>
          </form>
          {rows.length === 0 ? (
            <Empty text={say.none} hint={say.noneHint} action={{ label: say.import, path: '/import' }} />
          ) : (
            <DataTable label={say.title} columns={titles} numbers={['units', 'baseline', 'deviation']} stack>
              {rows.slice(0, maxRows).map((row) => (
                <tr>
                  <Cell label={titles.sku}>
                    <SkuLink storeId={row.storeId} sku={row.sku} name={row.name} />
                  </Cell>
                  <Cell label={titles.store}>{storeName(ctx.policy, row.storeId)}</Cell>
                  <Cell label={titles.owner}>{personName(ctx.policy, row.ownerId) ?? say.noOwner}</Cell>
                  <Cell label={titles.class}>{row.class ?? '–'}</Cell>
                  <Cell label={titles.verdict}>
                    {row.newest ? <VerdictTag word={row.newest.word} language={language} /> : '–'}
                  </Cell>
                  <Cell label={titles.day}>{row.newest ? <DayTime day={row.newest.day} /> : '–'}</Cell>
                  <Cell label={titles.units} number>
                    {quantity(row.newest?.units ?? null)}
                  </Cell>
                  <Cell label={titles.baseline} number>
                    {quantity(row.newest?.baseline ?? null, 'expected')}
                  </Cell>
                  <Cell label={titles.deviation} number>
                    <Deviation value={row.newest?.deviation ?? null} language={language} />
                  </Cell>
                </tr>
              ))}
            </DataTable>
          )}
          {rows.length > maxRows && <p class="small">{say.more(maxRows)}</p>}
        </>
      ),
    });
  });
}
