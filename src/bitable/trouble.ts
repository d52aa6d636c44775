// What is wrong with a table, and what a person has to do about it. The one place that knows the codes of 多维表格.

import { DeliveryError } from '../chat/adapter.ts';
import { adviceFor } from '../chat/feishu/advice.ts';
import { FeishuCallError, readTrouble } from '../chat/feishu/trouble.ts';
import type { Bilingual, Language } from '../lib/language.ts';
import { recordColumns } from './model/case-fields.ts';

export interface TableTrouble {
  /** Feishu's number, or a word of ours. */
  code: string;
  /** Why, and what to do. */
  text: Bilingual;
  /** It passes by itself: worth trying again in a minute. */
  passes: boolean;
}

/** A record that was to be changed is gone. */
export const recordGone = '1254043';

const lacksColumn = '1254045';

/** Another batch is being written, too many calls, or a table that is being copied. */
const busyCodes = ['1254290', '1254291', '1254607', '1255040', '1254036'];

const passingCodes = [
  ...busyCodes,
  '99991400',
  'http_429',
  'rate_limited',
  'no_connection',
  'no_answer',
  '2200',
  '5000',
];

/** Reads what a call about a table threw, and throws on what no call threw. Columns are named in `language`, the team's. */
export function tableTrouble(error: unknown, language: Language): TableTrouble {
  if (!(error instanceof FeishuCallError || error instanceof DeliveryError)) throw error;
  const { code, outcome } = readTrouble(error);
  if (code === lacksColumn) return { code, text: columnsText(language), passes: false };
  const passes = passingCodes.includes(code) || code.startsWith('http_5') || (outcome === 'unclear' && !advice[code]);
  return { code, text: advice[code] ?? (busyCodes.includes(code) ? busyText : adviceFor(code)), passes };
}

/** Reading succeeded and gave nothing. */
export const nothingCame: TableTrouble = {
  code: 'nothing_came',
  text: {
    zh: '读取成功，但一行也没有：表是空的，或者表开启了高级权限而应用没有被授权。请在多维表格 → 高级权限里给本应用可管理权限；视图里有筛选条件的也请检查。已有数据没有改动',
    en: 'it could be read, and not one row came: either the table is empty, or it has advanced permissions and the app was given none. Open the base → Advanced Permissions and let this app manage it; look at the filters of the view too. What was there before stays',
  },
  passes: false,
};

/** A table that nobody keeps by hand. */
export function tooManyRows(most: number): TableTrouble {
  return {
    code: 'too_many_rows',
    text: {
      zh: `超过 ${most} 行，没有读取：请建一个只含所需行的视图，并把该视图的网址写进策略文件`,
      en: `it has more than ${most} rows and was not read: make a view of the rows that are needed and write the view’s address into the policy file`,
    },
    passes: false,
  };
}

function columnsText(language: Language): Bilingual {
  const names = Object.values(recordColumns).map((name) => name[language]);
  return {
    zh: `记录异常单的表缺少列，请补齐：${names.join('、')}`,
    en: `the table that records cases lacks a column; it needs: ${names.join(', ')}`,
  };
}

const notFound: Bilingual = {
  zh: '找不到这个多维表格或数据表，可能已被删除或网址有误：请改正策略文件 bitable 里的网址',
  en: 'there is no such base or table, it may have been deleted: correct the address under "bitable" in the policy file',
};
const notAllowed: Bilingual = {
  zh: '应用没有这个多维表格的权限：打开多维表格 → 右上角“…” → 更多 → 添加文档应用，选择本应用（记录异常单的表要“可编辑”）；开启了高级权限的，还要在高级权限里授权',
  en: 'the app may not use this base: open it → "…" at the top right → More → Add document app, and choose this app (with edit rights for the table that records cases); where advanced permissions are on, grant them there too',
};
const wrongType: Bilingual = {
  zh: '记录异常单的表里有列的类型不对：偏差用数字，答复时间用日期，逾期用复选框，链接用超链接，其余用文本',
  en: 'a column of the table that records cases has the wrong type: Deviation is a number, Answered at a date, Late a checkbox, Link a link, the others are text',
};
const busyText: Bilingual = {
  zh: '多维表格正忙（有人或其他程序同时写入），稍后自动重试',
  en: 'the base is busy (somebody else is writing); it is tried again by itself',
};

const advice: Readonly<Record<string, Bilingual>> = {
  '91402': notFound,
  '1254040': notFound,
  '1254041': notFound,
  '1254042': {
    zh: '找不到这个视图，可能已被删除：请改正策略文件 bitable 里的网址',
    en: 'there is no such view, it may have been deleted: correct the address under "bitable" in the policy file',
  },
  '91403': notAllowed,
  '1254302': notAllowed,
  '1254304': notAllowed,
  '99991672': {
    zh: '应用缺少多维表格权限：在开放平台 → 应用 → 权限管理开通 base:record:retrieve（记录异常单还要 base:record:create、base:record:update），然后发布新版本',
    en: 'the app lacks the permissions for bases: add base:record:retrieve (for the record of cases also base:record:create and base:record:update) at the developer console → your app → Permissions & Scopes, then publish a new version',
  },
  '1254103': {
    zh: '记录异常单的表已满：请新建一张表，并把网址写进策略文件',
    en: 'the table that records cases is full: make a new one and write its address into the policy file',
  },
  ...Object.fromEntries(
    ['1254060', '1254061', '1254062', '1254064', '1254065', '1254066', '1254068'].map((code) => [code, wrongType]),
  ),
};
