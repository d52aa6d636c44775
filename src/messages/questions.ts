// What to check before answering, by kind of form.

import { type Language, texts } from '../lib/language.ts';
import { latestDay } from './headline.ts';
import type { CaseView } from './views.ts';

export interface Questions {
  title: string;
  items: readonly string[];
}

const questionTexts = texts({
  en: {
    surge: {
      title: 'Surge: three checks to tick today',
      items: [
        'Stock depth: unshipped orders, receiving and locked stock all counted?',
        'Cause: deal, advertising, influencer, bulk order, or a competitor out of stock?',
        'Supply: can factory, lead time and channel keep up with this rate?',
      ],
    },
    store_wide: {
      title: 'Check first',
      items: [
        'Outage: listings suppressed, account or payment trouble, advertising stopped?',
        'Deal day, holiday or price event that moves the whole store?',
        'Data: is the report cut short, late, or counted twice?',
      ],
    },
    out_of_stock: {
      title: 'Check first',
      items: [
        'When is the next arrival sellable, and can it be sped up?',
        'Is advertising paused, so that no money is spent on an empty shelf?',
        'Can another warehouse or marketplace send stock?',
      ],
    },
    exit_signal: {
      title: 'Decide',
      items: [
        'Stop replenishing: what is on order, and can it still be cancelled?',
        'Make to order: is there steady remaining demand?',
        'Clear: what stock is left, and at which price does it sell in time?',
      ],
    },
  },
  zh: {
    surge: {
      title: '爆单自查：当天必须逐项勾选',
      items: [
        '库存深度：未发货订单、收货中、锁定库存都核过了吗？',
        '原因：平台活动、广告、达人带货、大单，还是竞品断货？',
        '供应：工厂产能、交期、物流渠道跟得上吗？',
      ],
    },
    store_wide: {
      title: '请先核实',
      items: [
        '故障：链接被下架、账号或支付异常、广告停投？',
        '活动：大促、节日或调价带动了全店？',
        '数据：报表不完整、延迟，或重复计算？',
      ],
    },
    out_of_stock: {
      title: '请先核实',
      items: ['下一批货哪天可售？能不能加急？', '广告停了吗？别给空货架烧钱。', '其他仓库或站点能不能调货？'],
    },
    exit_signal: {
      title: '请做决定',
      items: [
        '停止补货：已下单多少，还能取消吗？',
        '转按单生产：还有稳定的尾部需求吗？',
        '清仓：还剩多少库存，什么价格能按时清完？',
      ],
    },
  },
});

/** The questions of a case's card; undefined for an ordinary deviation. */
export function questionsFor(view: CaseView, language: Language): Questions | undefined {
  const words = questionTexts[language];
  switch (view.formKind) {
    case 'surge':
      return latestDay(view)?.surge ? words.surge : undefined;
    case 'drop':
      return undefined;
    case 'store_wide':
    case 'out_of_stock':
    case 'exit_signal':
      return words[view.formKind];
  }
}
