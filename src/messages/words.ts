// The product's terms in both languages: one name for each status, tier, reason.

import type { Bilingual } from '../lib/language.ts';
import type { CaseStatus, Nature, Resolution } from '../model/anomaly-case.ts';
import type { TableUse } from '../policy/bitable-policy.ts';
import type { DetectionPolicy, Role } from '../policy/policy.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import type { LeftOutReason, UnaskedReason, VerdictWord } from '../rules/verdict.ts';

type Words<Key extends string> = Readonly<Record<Key, Bilingual>>;

export const statusWords: Words<CaseStatus> = {
  open: { en: 'open', zh: '待认领' },
  acknowledged: { en: 'acknowledged', zh: '已认领' },
  answered: { en: 'answered', zh: '已答复' },
  closed: { en: 'closed', zh: '已关闭' },
};

export const resolutionWords: Words<Resolution> = {
  confirmed: { en: 'confirmed', zh: '确认异常' },
  expected: { en: 'expected', zh: '预期内' },
  false_alarm: { en: 'false alarm', zh: '误报' },
  new_normal: { en: 'new normal', zh: '新常态' },
  recovered: { en: 'recovered', zh: '已恢复' },
  duplicate: { en: 'duplicate', zh: '重复' },
  withdrawn: { en: 'withdrawn', zh: '已撤销' },
  no_answer: { en: 'no answer', zh: '无答复' },
};

export const natureWords: Words<Nature> = {
  one_off: { en: 'one-off', zh: '一次性' },
  short_term: { en: 'short-term', zh: '短期' },
  lasting: { en: 'lasting', zh: '持续' },
  data_error: { en: 'data error', zh: '数据错误' },
};

/** Tables of 多维表格 by their use. */
export const tableWords: Words<TableUse> = {
  owners: { en: 'owners', zh: '负责人' },
  leadTimes: { en: 'lead times', zh: '采购周期' },
  purchases: { en: 'purchase orders', zh: '采购订单' },
  cases: { en: 'recorded cases', zh: '异常单记录' },
};

export const tierWords: Words<StockTier> = {
  green: { en: 'fine', zh: '正常' },
  yellow: { en: 'yellow', zh: '黄色' },
  orange: { en: 'orange', zh: '橙色' },
  red: { en: 'red', zh: '红色' },
};

export const verdictWordTexts: Words<VerdictWord> = {
  deviation: { en: 'deviation', zh: '异常偏离' },
  normal: { en: 'normal', zh: '正常' },
  within_noise: { en: 'within its usual noise', zh: '正常波动内' },
  learning: { en: 'still learning', zh: '学习中' },
  no_data: { en: 'no data', zh: '缺数据' },
  out_of_stock: { en: 'out of stock', zh: '断货' },
  planned: { en: 'planned promotion', zh: '计划内促销' },
  held: { en: 'held: the feed looks wrong', zh: '数据存疑，暂缓判断' },
  dormant: { en: 'dormant', zh: '休眠' },
  covered: { en: 'covered by an answer', zh: '已有答复覆盖' },
};

/** Why deviations opened no form, after it is said that they did not. */
export const unaskedTexts: Words<UnaskedReason> = {
  open_form: { en: 'in an open form', zh: '已在未结表单中' },
  capped: { en: 'over the daily limit', zh: '超出每日上限' },
  silenced: { en: 'silenced', zh: '已静默' },
  first_load: { en: 'history loaded for the first time', zh: '首次导入的历史数据' },
  too_old: { en: 'too long ago', zh: '日期过早' },
};

export const leftOutWords: Words<LeftOutReason> = {
  closed: { en: 'closed', zh: '停业' },
  missing: { en: 'missing from the feed', zh: '数据缺失' },
  out_of_stock: { en: 'out of stock', zh: '断货' },
  one_off: { en: 'answered as one-off', zh: '已答复为一次性' },
  data_error: { en: 'answered as data error', zh: '已答复为数据错误' },
  promotion: { en: 'promotion', zh: '促销' },
};

export const policyWords: Words<DetectionPolicy> = {
  literal: { en: 'literal (every 20 % asks)', zh: '逐条（literal，过线必问）' },
  loose: { en: 'loose', zh: '宽松（loose）' },
  balanced: { en: 'balanced', zh: '均衡（balanced）' },
  strict: { en: 'strict', zh: '严格（strict）' },
};

export const roleWords: Words<Role> = {
  operator: { en: 'operator', zh: '运营' },
  manager: { en: 'manager', zh: '主管' },
  admin: { en: 'admin', zh: '管理员' },
};

/** Transport modes, as files and forms name them; any other word is shown as it is. */
export const transportWords: Readonly<Record<string, Bilingual>> = {
  express: { en: 'express', zh: '快递' },
  air: { en: 'air', zh: '空运' },
  sea: { en: 'sea', zh: '海运' },
  rail: { en: 'rail', zh: '铁路' },
  truck: { en: 'truck', zh: '卡航' },
};
