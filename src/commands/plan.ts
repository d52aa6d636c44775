// `plan CODE`: how long a SKU's stock lasts, what to order and how it should travel; `plan CODE why`: the formulas.

import { teamView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import { loadPlanView } from '../inventory/plan-view.ts';
import { planMessage } from '../messages/plan.ts';
import { requireSku } from './args/skus.ts';
import type { Command } from './command.ts';
import { expectNoMore, said } from './replies.ts';

const whyWords = new Set(['why', '--why', '为什么', '公式', '依据']);

export const planCommand: Command = {
  name: 'plan',
  aliases: ['补货', '补货计划', '备货'],
  usage: { zh: 'plan [店铺/]商品编码 [公式]', en: 'plan [STORE/]CODE [why]' },
  summary: {
    zh: '还能卖多久、建议补多少、怎么运；加“公式”看每个数字的算法',
    en: 'how long stock lasts, what to order, how it should travel',
  },
  example: { zh: 'plan LM-LAMP-S', en: 'plan LM-LAMP-S' },
  role: 'operator',
  run: async (ctx: Context, { args, language }) => {
    const [code, ...rest] = args;
    const { row, store } = await requireSku(ctx, code);
    const why = whyWords.has((rest[0] ?? '').normalize('NFKC').toLowerCase());
    expectNoMore(why ? rest.slice(1) : rest);
    const view = await loadPlanView(ctx, store, row.sku);
    return said(planMessage(view, { team: teamView(ctx), language, why }));
  },
};
