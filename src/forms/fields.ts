// Fields that several forms share, part by part. Definitions only: validate.ts checks the answers.

import { formFigures, stockFigures } from '../rules/inventory/stock-figures.ts';
import { natureOptions, option } from './causes.ts';
import type { Field, Option } from './form.ts';

const pieces = { zh: '件', en: 'units' };
const maxUnits = 10_000_000;

/** Fewest characters of a useful explanation. */
export const minReasonLength = 5;
const minDetailLength = 10;

export const partTitles = {
  cause: { part: 'cause', title: { zh: '销量原因', en: 'Cause' } },
  stock: { part: 'stock', title: { zh: '库存状态', en: 'Stock status' } },
  proposal: { part: 'proposal', title: { zh: '补货建议', en: 'Replenishment proposal' } },
  checks: { part: 'checks', title: { zh: '爆单自查', en: 'Surge self-checks' } },
} as const;

/** Cause, nature and detail. */
export function causeFields(causes: readonly Option[]): Field[] {
  return [causeField(causes), ...natureFields, detailField];
}

export function causeField(causes: readonly Option[]): Field {
  return {
    kind: 'choice',
    name: 'cause',
    part: 'cause',
    label: { zh: '主要原因', en: 'Main cause' },
    required: true,
    options: causes,
  };
}

const natureFields: Field[] = [
  {
    kind: 'choice',
    name: 'nature',
    part: 'cause',
    label: { zh: '影响多久', en: 'How long it lasts' },
    hint: {
      zh: '系统据此决定这几天是否计入平日销量。',
      en: 'Decides whether these days count towards the baseline.',
    },
    required: true,
    options: natureOptions,
  },
  {
    kind: 'day',
    name: 'until',
    part: 'cause',
    label: { zh: '预计到哪天', en: 'Until' },
    hint: {
      zh: '含当天。过了这天仍异常，会再次询问。',
      en: 'Inclusive. If sales are still off the day after, you are asked again.',
    },
    required: true,
    when: { field: 'nature', is: ['short_term'] },
  },
];

export const detailField: Field = {
  kind: 'text',
  name: 'detail',
  part: 'cause',
  label: { zh: '补充说明', en: 'Details' },
  hint: { zh: '原因选“其他”时必填，至少 10 个字。', en: 'Required with cause "Other": at least 10 characters.' },
  required: false,
  requiredWhen: { field: 'cause', is: ['other'] },
  minLength: minDetailLength,
  maxLength: 1000,
  lines: 3,
};

const nextArrival: Field = {
  kind: 'day',
  name: 'nextArrivalOn',
  part: 'stock',
  label: { zh: '下一批预计可售日期', en: 'Next arrival sellable on' },
  hint: { zh: '没有在途可不填。', en: 'Leave empty when nothing is on its way.' },
  required: false,
};

/** The stock status; numbers are pre-filled, to be confirmed or corrected. */
export const stockFields: Field[] = [
  ...formFigures.flatMap(figureFields),
  {
    kind: 'text',
    name: 'stockReason',
    part: 'stock',
    label: { zh: '库存差异说明', en: 'Why the stock differs' },
    hint: {
      zh: '改动的数字与报表相差较大时必填。',
      en: 'Required when a corrected number is far from the report.',
    },
    required: false,
    minLength: minReasonLength,
    maxLength: 500,
    lines: 2,
  },
  tick('unshippedCounted', { zh: '已计入未发货订单', en: 'Unshipped orders are counted' }),
  tick('receivingChecked', { zh: '已核对到仓与上架进度', en: 'Receiving has been checked' }),
  tick('lockedChecked', { zh: '已核对锁定和不可售库存', en: 'Locked stock has been checked' }),
];

const moving = ['replenish', 'expedite'];

export const actionOptions = {
  none: option('none', '不补货', 'None'),
  replenish: option('replenish', '补货', 'Replenish'),
  expedite: option('expedite', '加急在途', 'Expedite inbound'),
  slowSales: option('slow_sales', '控制销售节奏（提价、减广告）', 'Slow the sales'),
  clear: option('clear', '清仓', 'Clear'),
};

/** Action with quantity, transport and date; validate.ts demands a reason when they depart from the suggestion. */
export function proposalFields(actions: readonly Option[]): Field[] {
  return [
    {
      kind: 'choice',
      name: 'action',
      part: 'proposal',
      label: { zh: '怎么做', en: 'Action' },
      required: true,
      options: actions,
    },
    {
      ...units('quantity', { zh: '数量', en: 'Quantity' }, { required: true, min: 1 }),
      part: 'proposal',
      when: onMove(),
    },
    {
      kind: 'choice',
      name: 'transport',
      part: 'proposal',
      label: { zh: '运输方式', en: 'Transport' },
      required: true,
      when: onMove(),
      options: [
        option('express', '快递', 'Express'),
        option('air', '空运', 'Air'),
        option('sea', '海运', 'Sea'),
        option('other', '其他（铁路、卡航、海外仓调拨）', 'Other (rail, truck, local warehouse)'),
      ],
    },
    {
      kind: 'day',
      name: 'arriveBy',
      part: 'proposal',
      label: { zh: '最晚可售日期', en: 'Sellable by' },
      required: true,
      when: onMove(),
    },
    {
      ...reasonField,
      hint: {
        zh: '与按“影响多久”算出的建议相差超过 30%，或预计断货却不补货时必填。',
        en: 'Required when you are more than 30 % off the suggestion for a change of that length, or do nothing although stock runs out.',
      },
    },
  ];
}

export const reasonField: Field & { kind: 'text' } = {
  kind: 'text',
  name: 'reason',
  part: 'proposal',
  label: { zh: '理由', en: 'Reason' },
  required: false,
  minLength: minReasonLength,
  maxLength: 1000,
  lines: 2,
};

/** Required when sales reach three times the baseline. */
export const surgeChecks: Field[] = [
  surgeTick('checkDepth', {
    zh: '库存深度：未发货订单、在途到仓、锁定库存已逐项核对',
    en: 'Stock depth: unshipped orders, receiving and locked stock checked one by one',
  }),
  surgeTick('checkCause', {
    zh: '爆单原因：已在后台和广告数据中查实',
    en: 'Cause: confirmed in the seller account and the advertising data',
  }),
  surgeTick('checkSupply', {
    zh: '供应能力：已与工厂确认产能和交期，已确认物流渠道',
    en: 'Supply: capacity and lead time confirmed with the factory, shipping channel confirmed',
  }),
];

/** The field of a stock figure; inbound is followed by the day of the next arrival. */
function figureFields(name: (typeof formFigures)[number]): Field[] {
  const { field } = stockFigures[name];
  const asked = units(name, field.label, { required: 'required' in field });
  return name === 'inbound' ? [asked, nextArrival] : [asked];
}

function units(
  name: string,
  label: Field['label'],
  { required = false, min = 0 }: { required?: boolean; min?: number } = {},
): Field {
  return { kind: 'whole_number', name, part: 'stock', label, required, unit: pieces, min, max: maxUnits };
}

function tick(name: string, label: Field['label']): Field {
  return { kind: 'tick', name, part: 'stock', label, required: true };
}

function surgeTick(name: string, label: Field['label']): Field {
  return { kind: 'tick', name, part: 'checks', label, required: true, surgeOnly: true };
}

function onMove() {
  return { field: 'action', is: moving };
}
