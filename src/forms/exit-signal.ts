// Asked when a SKU has fallen for three days after a surge: should replenishment go on?

import { causesExit, option } from './causes.ts';
import { causeFields, partTitles, reasonField, stockFields } from './fields.ts';
import type { Form } from './form.ts';

export const exitSignalForm: Form = {
  kind: 'exit_signal',
  version: 2,
  title: { zh: '退场信号：是否继续补货', en: 'Exit signal: replenish?' },
  parts: [
    { ...partTitles.cause, title: { zh: '回落原因', en: 'Cause' } },
    partTitles.stock,
    { ...partTitles.proposal, title: { zh: '后续决定', en: 'Decision' } },
  ],
  fields: [
    ...causeFields(causesExit),
    ...stockFields,
    {
      kind: 'choice',
      name: 'decision',
      part: 'proposal',
      label: { zh: '后续怎么做', en: 'Decision' },
      required: true,
      options: [
        option('stop', '停止补货', 'Stop replenishment'),
        option('made_to_order', '改为按单补货', 'Turn to made-to-order'),
        option('clearance', '开始清仓', 'Start clearance'),
        option('keep', '照常补货', 'Replenish as before'),
      ],
    },
    {
      kind: 'choice',
      name: 'onOrderPlan',
      part: 'proposal',
      label: { zh: '在途和已下单的货', en: 'Goods inbound and on order' },
      required: true,
      when: { field: 'decision', is: ['stop', 'made_to_order', 'clearance'] },
      options: [
        option('keep_all', '照常到货', 'Arrive as ordered'),
        option('reduce', '未发部分减量', 'Unshipped part reduced'),
        option('cancel', '未发部分取消', 'Unshipped part cancelled'),
        option('nothing_open', '没有在途和已下单', 'Nothing is open'),
      ],
    },
    {
      kind: 'day',
      name: 'clearBy',
      part: 'proposal',
      label: { zh: '计划清完日期', en: 'Cleared by' },
      required: true,
      when: { field: 'decision', is: ['clearance'] },
    },
    {
      ...reasonField,
      hint: { zh: '选择照常补货时必填。', en: 'Required when you keep replenishing.' },
      requiredWhen: { field: 'decision', is: ['keep'] },
    },
  ],
};
