// Asked when a SKU had nothing to sell: why it ran out and when it is back.

import { causesOutOfStock, option } from './causes.ts';
import { actionOptions, causeField, detailField, partTitles, proposalFields, stockFields } from './fields.ts';
import type { Form } from './form.ts';

const { none, replenish, expedite } = actionOptions;
/** With these causes the SKU has no day of return. */
const withoutReturn = ['discontinued', 'data_error'];

export const outOfStockForm: Form = {
  kind: 'out_of_stock',
  version: 2,
  title: { zh: '断货说明', en: 'Why it is out of stock' },
  parts: [
    { ...partTitles.cause, title: { zh: '断货原因', en: 'Cause' } },
    partTitles.stock,
    { ...partTitles.proposal, title: { zh: '恢复计划', en: 'Plan' } },
  ],
  fields: [
    causeField(causesOutOfStock),
    {
      kind: 'day',
      name: 'backOn',
      part: 'cause',
      label: { zh: '预计恢复可售日期', en: 'Expected back on sale' },
      required: true,
      when: {
        field: 'cause',
        is: causesOutOfStock.map((each) => each.value).filter((value) => !withoutReturn.includes(value)),
      },
    },
    detailField,
    ...stockFields,
    {
      kind: 'choice',
      name: 'listing',
      part: 'proposal',
      label: { zh: '断货期间 Listing 怎么处理', en: 'The listing meanwhile' },
      required: true,
      options: [
        option('pause_ads', '暂停广告，保留 Listing', 'Advertising paused, listing stays'),
        option('keep', '照常不动', 'Nothing changes'),
        option('self_fulfil', '转自发货', 'Fulfilled by ourselves'),
        option('close', '下架', 'Taken down'),
      ],
    },
    ...proposalFields([none, replenish, expedite]),
  ],
};
