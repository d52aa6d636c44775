// Every formula behind a plan's numbers: its name, its words, and the sum with its numbers, which a reader can recalculate.
// Pure.

import { type Language, texts } from '../lib/language.ts';
import type { Formula, Worked } from '../rules/inventory/formulas.ts';
import { precise, share } from './format.ts';

export interface FormulaText {
  name: string;
  /** The formula in words. */
  how: string;
  /** The formula in numbers: "180 ÷ 35 = 5.14". Functions are named as spreadsheets name them. */
  sum: string;
}

/** `of` explained. Sums hold only numbers, + − × ÷ ², √, MIN, MAX and ROUNDUP. */
export function formulaText(of: Worked, language: Language): FormulaText {
  const word = formulaWords[language][of.formula];
  const how = typeof word.how === 'string' ? word.how : word.how(of.inputs);
  return { name: word.name, how, sum: `${sums[of.formula](of)} = ${precise(of.value)}` };
}

type Inputs = Worked['inputs'];
type FormulaWords = Readonly<Record<Formula, { name: string; how: string | ((inputs: Inputs) => string) }>>;

const formulaWords = texts<FormulaWords>({
  en: {
    countdown: {
      name: 'Stock-out countdown, days',
      how: ({ days }) => `available ÷ mean of the last ${days} days`,
    },
    days_of_cover: { name: 'Days of cover', how: 'available ÷ usual units a day' },
    buffer: {
      name: 'Safety stock, buffer',
      how: 'best day × longest lead time − mean day × lead time, never below 0',
    },
    warning_line: { name: 'Warning line', how: 'twice the safety stock' },
    simple_line: { name: 'Reorder line, simple', how: 'units a day × lead time × factor' },
    simple_safety: { name: 'Safety stock, simple', how: 'units a day × lead time × (factor − 1)' },
    service_level: {
      name: 'Safety stock, service level',
      how: ({ level }) =>
        `z${level === undefined ? '' : ` for ${share(level)}`} × √(lead time × spread of a day² + units a day² × spread of the lead time²)`,
    },
    given_days: { name: 'Safety stock, days set by a person', how: 'units a day × days' },
    reorder_line: { name: 'Reorder line', how: 'units a day × lead time + safety stock' },
    observed_days: {
      name: 'Observed days',
      how: ({ n }) => `mean of ${n} orders, rounded up`,
    },
    trend: {
      name: 'Trend',
      how: ({ sold }) =>
        sold === undefined
          ? 'fewer than 14 days of sales: no trend'
          : '(sold in the last 14 days + 30) ÷ (what the daily rate gives for them + 30), between 0.7 and 1.5',
    },
    forecast: { name: 'Forecast', how: 'units a day × days × trend' },
    given_forecast: {
      name: 'Forecast by people',
      how: 'units of the days that the table tells + units a day × the other days',
    },
    expected_rate: { name: 'Units a day until the goods come', how: 'forecast by people ÷ days' },
    gross: { name: 'Gross need', how: 'forecast + reorder line − available, never below 0' },
    counted_inbound: {
      name: 'Inbound that counts',
      how: 'on its way − overdue − arriving after the days that the order covers, never below 0',
    },
    line_shortfall: {
      name: 'Below the reorder line by',
      how: 'reorder line + on top for the period − available − inbound and ready to send − on order, never below 0',
    },
    no_order: { name: 'Net need', how: 'the stock is not below the reorder line: nothing to order today' },
    net: { name: 'Net need', how: 'gross need − inbound and ready to send − on order, never below 0' },
    order_size: { name: 'Order', how: 'net need, at least the minimum order, in whole cases' },
    order_parts: { name: 'Order', how: 'part of the backup supplier + part of the main supplier' },
    first_order: {
      name: 'First order for the period',
      how: '(units a day now − usual) × days left × share that a first order covers',
    },
    lost_units: { name: 'Units lost', how: 'units a day × short days − what is left to sell on them' },
    lost_money: { name: 'Sales lost', how: 'units lost × selling price' },
    turnover: { name: 'Turnover a year', how: 'cost of sales ÷ mean stock value × 365 ÷ days' },
    turnover_days: { name: 'Days to turn the stock', how: '365 ÷ turnover' },
    event_need: {
      name: 'Stock for the event',
      how: ({ assumedLift }) =>
        `units a day × lift${assumedLift ? ' (assumed: none seen yet)' : ''} × days × safety factor, rounded up`,
    },
  },
  zh: {
    countdown: { name: '断货倒计时（天）', how: ({ days }) => `可用 ÷ 近 ${days} 天日均` },
    days_of_cover: { name: '可售天数', how: '可用 ÷ 平日日销' },
    buffer: { name: '安全库存（缓冲法）', how: '最高日销 × 最长周期 − 日均 × 周期，最低为 0' },
    warning_line: { name: '预警线', how: '安全库存的 2 倍' },
    simple_line: { name: '补货点（简易法）', how: '日销 × 周期 × 系数' },
    simple_safety: { name: '安全库存（简易法）', how: '日销 × 周期 ×（系数 − 1）' },
    service_level: {
      name: '安全库存（服务水平法）',
      how: ({ level }) =>
        `z${level === undefined ? '' : `（${share(level)}）`} × √(周期 × 日销标准差² + 日销² × 周期标准差²)`,
    },
    given_days: { name: '安全库存（指定天数）', how: '日销 × 天数' },
    reorder_line: { name: '补货点', how: '日销 × 周期 + 安全库存' },
    observed_days: { name: '实际周期（天）', how: ({ n }) => `${n} 单平均，向上取整` },
    trend: {
      name: '趋势系数',
      how: ({ sold }) =>
        sold === undefined ? '销量不足 14 天，不计趋势' : '（近 14 天销量 + 30）÷（按日销应卖 + 30），限 0.7 至 1.5',
    },
    forecast: { name: '预测销量', how: '日销 × 天数 × 趋势系数' },
    given_forecast: { name: '人工预测销量', how: '预测表覆盖的天数合计 + 日销 × 其余天数' },
    expected_rate: { name: '到货前日均', how: '人工预测 ÷ 天数' },
    gross: { name: '毛需求', how: '预测销量 + 补货点 − 可用，最低为 0' },
    counted_inbound: { name: '计入的在途', how: '在途 − 逾期未到 − 本次订货管不到的更晚到货，最低为 0' },
    line_shortfall: { name: '低于补货点', how: '补货点 + 活动期另备 − 可用 − 在途和待发 − 已下单，最低为 0' },
    no_order: { name: '净需求', how: '库存没有低于补货点，今天不用下单' },
    net: { name: '净需求', how: '毛需求 − 在途和待发 − 已下单，最低为 0' },
    order_size: { name: '建议下单量', how: '净需求，不低于起订量，按整箱取整' },
    order_parts: { name: '建议下单量', how: '备选供应商的部分 + 主供应商的部分' },
    first_order: { name: '首批备货', how: '（当前日销 − 平日日销）× 剩余天数 × 首批比例' },
    lost_units: { name: '少卖件数', how: '日销 × 缺货天数 − 缺货当天还能卖的' },
    lost_money: { name: '少卖金额', how: '少卖件数 × 售价' },
    turnover: { name: '年周转次数', how: '销售成本 ÷ 平均库存金额 × 365 ÷ 天数' },
    turnover_days: { name: '周转天数', how: '365 ÷ 年周转次数' },
    event_need: {
      name: '活动备货量',
      how: ({ assumedLift }) =>
        `日销 × 活动倍数${assumedLift ? '（以往没有活动，按估计）' : ''} × 天数 × 安全系数，向上取整`,
    },
  },
});

/** Each formula with its numbers, without the result. Limits appear only where they bind. */
const sums: Readonly<Record<Formula, (of: Worked) => string>> = {
  countdown: ({ inputs }) => `${amount(inputs, 'available')} ÷ ${amount(inputs, 'mean')}`,
  days_of_cover: ({ inputs }) => `${amount(inputs, 'available')} ÷ ${amount(inputs, 'rate')}`,
  buffer: ({ inputs, value }) =>
    notBelow(
      value,
      `${amount(inputs, 'maxDaily')} × ${amount(inputs, 'maxLead')} − ${amount(inputs, 'meanDaily')} × ${amount(inputs, 'meanLead')}`,
    ),
  warning_line: ({ inputs }) => `2 × ${amount(inputs, 'safety')}`,
  simple_line: ({ inputs }) => product(inputs, 'meanDaily', 'lead', 'factor'),
  simple_safety: ({ inputs }) => `${product(inputs, 'meanDaily', 'lead')} × (${amount(inputs, 'factor')} − 1)`,
  service_level: ({ inputs }) =>
    `${amount(inputs, 'z')} × √(${amount(inputs, 'lead')} × ${amount(inputs, 'spreadDaily')}² + ${amount(inputs, 'meanDaily')}² × ${amount(inputs, 'spreadLead')}²)`,
  given_days: ({ inputs }) => product(inputs, 'meanDaily', 'days'),
  reorder_line: ({ inputs }) => `${product(inputs, 'meanDaily', 'lead')} + ${amount(inputs, 'safety')}`,
  observed_days: ({ inputs }) => `ROUNDUP(${amount(inputs, 'mean')})`,
  trend: ({ inputs, value }) => {
    if (inputs.sold === undefined) return '1';
    const raw = `(${amount(inputs, 'sold')} + 30) ÷ (${amount(inputs, 'usual')} + 30)`;
    if ((inputs.raw ?? value) > value) return `MIN(${precise(value)}, ${raw})`;
    return (inputs.raw ?? value) < value ? `MAX(${precise(value)}, ${raw})` : raw;
  },
  forecast: ({ inputs }) => product(inputs, 'meanDaily', 'horizonDays', 'trend'),
  given_forecast: ({ inputs }) => `${amount(inputs, 'given')} + ${product(inputs, 'rate', 'restDays')}`,
  expected_rate: ({ inputs }) => `${amount(inputs, 'units')} ÷ ${amount(inputs, 'days')}`,
  gross: ({ inputs, value }) =>
    notBelow(
      value,
      `${amount(inputs, 'forecast')} + ${amount(inputs, 'reorderLine')} − ${amount(inputs, 'available')}`,
    ),
  counted_inbound: ({ inputs, value }) =>
    notBelow(value, `${amount(inputs, 'inbound')} − ${amount(inputs, 'overdue')} − ${amount(inputs, 'later')}`),
  line_shortfall: ({ inputs, value }) =>
    notBelow(
      value,
      `${amount(inputs, 'reorderLine')} + ${amount(inputs, 'extra')} − ${amount(inputs, 'available')} − ${amount(inputs, 'inbound')} − ${amount(inputs, 'onOrder')}`,
    ),
  no_order: () => '0',
  net: ({ inputs, value }) =>
    notBelow(value, `${amount(inputs, 'gross')} − ${amount(inputs, 'inbound')} − ${amount(inputs, 'onOrder')}`),
  order_size: ({ inputs, value }) => orderSum(inputs, value),
  order_parts: ({ inputs }) => `${amount(inputs, 'first')} + ${amount(inputs, 'rest')}`,
  first_order: ({ inputs }) =>
    `(${amount(inputs, 'currentRate')} − ${amount(inputs, 'usualRate')}) × ${product(inputs, 'daysLeft', 'share')}`,
  lost_units: ({ inputs }) => `${product(inputs, 'rate', 'days')} − ${amount(inputs, 'sold')}`,
  lost_money: ({ inputs }) => product(inputs, 'units', 'perUnit'),
  turnover: ({ inputs }) =>
    `${amount(inputs, 'costOfSales')} ÷ ${amount(inputs, 'meanStockValue')} × 365 ÷ ${amount(inputs, 'days')}`,
  turnover_days: ({ inputs }) => `365 ÷ ${amount(inputs, 'turnover')}`,
  event_need: ({ inputs }) =>
    `ROUNDUP(${product(inputs, 'rate', 'assumedLift' in inputs ? 'assumedLift' : 'lift', 'days', 'factor')})`,
};

function orderSum(inputs: Inputs, value: number): string {
  const net = amount(inputs, 'net');
  // Nothing is needed: minimum order and case pack do not apply.
  if (value === 0) return net;
  const { moq, casePack } = inputs;
  const atLeast = moq === undefined || moq <= (inputs.net ?? 0) ? net : `MAX(${net}, ${precise(moq)})`;
  return casePack ? `ROUNDUP(${atLeast} ÷ ${precise(casePack)}) × ${precise(casePack)}` : `ROUNDUP(${atLeast})`;
}

function notBelow(value: number, sum: string): string {
  return value === 0 ? `MAX(0, ${sum})` : sum;
}

function product(inputs: Inputs, ...names: string[]): string {
  return names.map((name) => amount(inputs, name)).join(' × ');
}

function amount(inputs: Inputs, name: string): string {
  return precise(inputs[name] ?? 0);
}
