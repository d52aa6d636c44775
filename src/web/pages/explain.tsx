// One verdict with every number it rests on.

import type { Hono } from 'hono';
import { storeName } from '../../cases/display-names.ts';
import { explainVerdictOf } from '../../cases/explain-verdict.ts';
import { parseDay } from '../../lib/day.ts';
import { texts } from '../../lib/language.ts';
import { explainVerdict } from '../../messages/explain.ts';
import { casePath, skuPath, verdictsPath } from '../../messages/paths.ts';
import { caseNumber } from '../../model/anomaly-case.ts';
import { findSku } from '../../store/reads/sku-list.ts';
import type { WebEnv } from '../deps.ts';
import { MessageView } from '../message.tsx';
import { frameOf } from '../replies.tsx';
import { notFoundPage } from '../view/not-found.tsx';
import { page } from '../view/page.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    recomputed: 'This day has not been judged; the numbers were worked out just now and are not stored.',
    skuPage: 'Chart, stock and history of the SKU',
    dayPage: 'All verdicts of the day',
  },
  zh: {
    recomputed: '这一天还没有正式判定，以上数字是刚刚算出的，没有存档。',
    skuPage: 'SKU 走势、库存与历史',
    dayPage: '当天全部判定',
  },
});

export function explainRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/verdicts/:store/:day/:sku', async (c) => {
    const { ctx } = web.deps;
    const language = c.get('language');
    const say = words[language];
    const store = ctx.policy.stores.find((each) => each.id === c.req.param('store'));
    const day = parseDay(c.req.param('day'));
    const sku = c.req.param('sku');
    const explained = store && day && (await explainVerdictOf(ctx, { store, sku, day }));
    if (!explained) return notFoundPage(c, web);
    const item = await findSku(ctx.db, store.id, sku);
    const message = explainVerdict(
      {
        sku,
        skuName: item?.name ?? null,
        storeName: storeName(ctx.policy, store.id),
        verdict: explained.view,
        refusal: explained.refusal,
        unasked: explained.unasked,
        caseNumber: explained.caseId === null ? null : caseNumber(explained.caseId),
      },
      language,
    );
    return page(c, web, {
      title: message.title,
      active: 'verdicts',
      children: (
        <section class="card">
          <MessageView message={message} frame={frameOf(c, 1)} />
          {explained.judgedAt === null && <p class="small">{say.recomputed}</p>}
          <p class="links">
            <a href={skuPath(store.id, sku)}>{say.skuPage}</a>
            <a href={verdictsPath(store.id, day)}>{say.dayPage}</a>
            {explained.caseId !== null && <a href={casePath(explained.caseId)}>{caseNumber(explained.caseId)}</a>}
          </p>
        </section>
      ),
    });
  });
}
