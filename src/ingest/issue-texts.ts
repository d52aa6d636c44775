// What each code says to the person who brought the file: where it is, what stood there, what to do. Both languages.

import type { Bilingual } from '../lib/language.ts';
import type { IssueCode } from './issues.ts';

interface Shown {
  file: string;
  line: number | undefined;
  column: string | undefined;
  found: string;
  expected: string;
  /** What a file that cannot be read seems to be, and what can be read instead. */
  seems: Bilingual | undefined;
  readable: Bilingual | undefined;
}

/** The message of an issue: place, finding, advice. */
export function issueText(code: IssueCode, shown: Shown): Bilingual {
  const text = texts[code](shown);
  const place = placeOf(shown);
  return { zh: `${place.zh}：${text.zh}`, en: `${place.en}: ${text.en}` };
}

function placeOf({ file, line, column }: Shown): Bilingual {
  const zhLine = line === undefined ? '' : ` 第 ${line} 行`;
  const enLine = line === undefined ? '' : `, line ${line}`;
  return {
    zh: `${file}${zhLine}${column === undefined ? '' : `「${column}」列`}`,
    en: `${file}${enLine}${column === undefined ? '' : `, column "${column}"`}`,
  };
}

type Text = (shown: Shown) => Bilingual;

const texts: Record<IssueCode, Text> = {
  EMPTY_FILE: () => ({
    zh: '文件是空的，数据没有任何改动。请重新下载后再导入。',
    en: 'the file is empty; nothing was changed. Download it again and import that.',
  }),
  NO_ROWS: () => ({
    zh: '只有表头，没有数据行。不会当作“全部销量为 0”，数据没有任何改动。',
    en: 'there is a header and no rows. This is not taken for "everything sold zero"; nothing was changed.',
  }),
  NOT_TABULAR: ({ found, expected }) => ({
    zh: `这不是表格，看起来是${notTabular(expected).zh}：“${found}”。多半是登录过期，请重新登录后台下载报表再导入。`,
    en: `this is not a table, it seems to be ${notTabular(expected).en}: "${found}". The login has probably expired: sign in, download the report again and import that.`,
  }),
  BINARY_CONTENT: ({ found }) => ({
    zh: `里面有不是文字的内容（${found}）。请从来源重新导出为 CSV 或 TXT。`,
    en: `it holds something that is not text (${found}). Export it again from its source as CSV or TXT.`,
  }),
  CORRUPT_ARCHIVE: ({ found }) => ({
    zh: `压缩包不完整或已损坏（${found}）。请重新下载。`,
    en: `the archive is cut short or damaged (${found}). Download it again.`,
  }),
  UNSUPPORTED_XLS: () => ({
    zh: '这是旧版 Excel（.xls）或加了密码的工作簿，读不了。请另存为 CSV（UTF-8）后再导入。',
    en: 'this is an old Excel file (.xls) or a workbook with a password. Save it as CSV (UTF-8) and import that.',
  }),
  UNKNOWN_FORMAT: ({ found, seems, readable }) => ({
    zh: `${seems ? `看起来是${seems.zh}，目前还不支持` : '认不出是哪种报表'}${found ? `（表头：${found}）` : ''}。可以导入：${readable?.zh ?? ''}。`,
    en: `${seems ? `this seems to be ${seems.en}, which cannot be read yet` : 'no known report has these columns'}${found ? ` (header: ${found})` : ''}. What can be imported: ${readable?.en ?? ''}.`,
  }),
  UNKNOWN_ENCODING: ({ found }) => ({
    zh: `${found ? `按 ${found} 编码读会有乱码` : '认不出文字编码，按哪种编码读都有乱码'}。请另存为 UTF-8 编码的 CSV 后再导入。`,
    en: `${found ? `read as ${found} the text is damaged` : 'no encoding reads this text without damage'}. Save it as CSV in UTF-8 and import that.`,
  }),
  MISSING_COLUMN: ({ found, expected }) => ({
    zh: `缺少必需的这一列。文件里的表头：${found}。${expected ? `最接近的是“${expected}”，是改过名字吗？` : ''}请补上后再导入。`,
    en: `this required column is missing. Headers found: ${found}. ${expected ? `The nearest is "${expected}": was it renamed? ` : ''}Add it and import again.`,
  }),
  DUPLICATE_COLUMN: ({ found }) => ({
    zh: `有两列都叫“${found}”，不知道该用哪一列。请删掉一列后再导入。`,
    en: `two columns are called "${found}". Remove one of them and import again.`,
  }),
  TOO_MANY_COLUMNS: ({ found, expected }) => ({
    zh: `表头有 ${found} 列，最多支持 ${expected} 列。请检查分隔符是否正确。`,
    en: `the header has ${found} columns, at most ${expected} can be read. Check the separator.`,
  }),
  TOO_LARGE: ({ found, expected }) => ({
    zh: `文件太大：${found}，上限是 ${expected}。请按月份拆成几个文件再导入。`,
    en: `the file is too large: ${found}, the limit is ${expected}. Split it by month and import the parts.`,
  }),
  MALFORMED_ROWS: ({ found, expected }) => ({
    zh: `这一行的格式不对：${malformed(found, expected).zh}。整个文件都没有导入，请修正或重新导出。`,
    en: `this row is malformed: ${malformed(found, expected).en}. Nothing of the file was imported; correct it or export it again.`,
  }),
  STORE_NEEDED: ({ found, expected }) => ({
    zh: `不知道这些数据属于哪个店铺${found ? `（${found}）` : ''}。请指定店铺，例如 --store ${expected || 'amz-us'}。`,
    en: `it does not say which store it belongs to${found ? ` (${found})` : ''}. Name the store, for instance --store ${expected || 'amz-us'}.`,
  }),
  REPORT_KIND_NEEDED: () => ({
    zh: '看不出这份 All Orders 是按下单日期还是按最后更新日期导出的。请指定 --orders by-order-date 或 --orders by-last-update（文件名里带上也可以）。',
    en: 'it does not show whether this All Orders report was made by order date or by last update. Say --orders by-order-date or --orders by-last-update (a file name that says so will do too).',
  }),
  AMBIGUOUS_DATE: ({ found, expected }) => ({
    zh: `日期有两种读法：${found}${expected ? `；${expected}` : ''}。请指定 --dates dmy（日/月/年）或 --dates mdy（月/日/年），或改成 2026-10-25 这种写法。`,
    en: `dates can be read in two ways: ${found}${expected ? `; ${expected}` : ''}. Say --dates dmy (day/month/year) or --dates mdy (month/day/year), or write them as 2026-10-25.`,
  }),
  AMBIGUOUS_NUMBER: ({ found, expected }) => ({
    zh: `数字有两种读法：${found}${expected ? `；${expected}` : ''}。请指定 --numbers dot（1,234.5）或 --numbers comma（1.234,5）；如果同一文件里混用，请先统一。`,
    en: `numbers can be read in two ways: ${found}${expected ? `; ${expected}` : ''}. Say --numbers dot (1,234.5) or --numbers comma (1.234,5); if the file mixes both, make it one first.`,
  }),
  OLD_DATE: ({ found }) => ({
    zh: `有两年以前的日期：${found}。如果确实要导入，请加上 --allow-old。`,
    en: `there are days more than two years back: ${found}. If they are meant, import again with --allow-old.`,
  }),
  READ_FAILED: ({ found }) => ({
    zh: `读取时出错（${found}），数据没有任何改动。请稍后重试；如果反复出现，请查看日志。`,
    en: `reading failed (${found}); nothing was changed. Try again; if it comes back, see the log.`,
  }),

  SUSPECT_SKU: ({ found }) => ({
    zh: `“${found}” 不像 SKU，可能被表格软件改过（科学计数、日期、丢掉前面的 0）或带有看不见的字符。此行没有导入，请用后台下载的原始文件。`,
    en: `"${found}" does not look like a SKU: a spreadsheet may have changed it (scientific notation, a date, lost zeros), or it holds invisible characters. The row was not imported; use the file as it was downloaded.`,
  }),
  DUPLICATE_KEY_CONFLICT: ({ found, expected }) => {
    const [lines = '', values] = expected.split('/');
    return {
      zh: `${found} 出现多次且数值不同（第 ${lines} 行${values ? `：${values}` : ''}），这几行都没有导入，按未知处理。请只留正确的一行；如果这是订单明细，请带上订单号（order_id）列，会按天汇总。`,
      en: `${found} stands there more than once with different values (lines ${lines}${values ? `: ${values}` : ''}); none of these rows was imported, so the value is unknown. Leave only the right one; if these are order lines, keep their order number in a column order_id, and they are summed by day.`,
    };
  },
  NEGATIVE_UNITS: ({ found }) => ({
    zh: `“${found}” 是负数，件数不能小于 0。此行没有导入。退货请不要从销量里扣。`,
    en: `"${found}" is negative; units cannot be below 0. The row was not imported. Do not subtract returns from sales.`,
  }),
  NEGATIVE_FORECAST: ({ found }) => ({
    zh: `“${found}” 是负数，预测销量不能小于 0。此行没有导入；没有把握请留空。`,
    en: `"${found}" is negative; a forecast cannot be below 0. The row was not imported; leave the cell empty if you cannot say.`,
  }),
  NOT_INTEGER: ({ found }) => ({
    zh: `“${found}” 不是整数，此行没有导入。请填整数件数。`,
    en: `"${found}" is not a whole number; the row was not imported. Write whole units.`,
  }),
  NOT_A_NUMBER: ({ found }) => ({
    zh: `“${found}” 不是数字，此行没有导入。请填数字；没有数据就删掉这一行。`,
    en: `"${found}" is not a number; the row was not imported. Write a number, or leave the row out where there is none.`,
  }),
  MISSING_VALUE: () => ({
    zh: '这里是空的，此行没有导入。没卖请填 0；没有数据就删掉这一行。',
    en: 'this is empty; the row was not imported. Write 0 for "none", or leave the row out where nothing is known.',
  }),
  OUT_OF_RANGE: ({ found }) => ({
    zh: `“${found}” 大得不合理，此行没有导入。请核对数值。`,
    en: `"${found}" is larger than can be; the row was not imported. Check the value.`,
  }),
  INVALID_DATE: ({ found }) => ({
    zh: `“${found}” 不是有效日期，此行没有导入。请写成 2026-10-25 这种形式。`,
    en: `"${found}" is not a valid day; the row was not imported. Write it as 2026-10-25.`,
  }),
  INVALID_VALUE: ({ found, expected }) => ({
    zh: `“${found}” 不是这里可以填的值（应为 ${expected}），此行没有导入。`,
    en: `"${found}" cannot stand here (expected ${expected}); the row was not imported.`,
  }),
  UNKNOWN_OWNER: ({ found, expected }) => ({
    zh: `“${found}” 不在团队名单里，此行没有导入。请填配置文件里的人员编号，例如 ${expected}。`,
    en: `"${found}" is nobody of the team; the row was not imported. Write a person's id from the policy file, such as ${expected}.`,
  }),
  FUTURE_DATE: ({ found, expected }) => ({
    zh: `“${found}” 是未来的日期，店铺当地今天是 ${expected}。没有导入，请核对日期。`,
    en: `"${found}" is in the future; today is ${expected} at the store. Not imported; check the date.`,
  }),
  WRONG_STORE: ({ found, expected }) => ({
    zh: `这些数据属于“${found}”，不是指定的店铺 ${expected}。没有导入；去掉 --store 可以按来源自动归到各店铺。`,
    en: `this belongs to "${found}", not to the store that was named, ${expected}. Not imported; without --store each row goes to its own store.`,
  }),
  UNKNOWN_STORE: ({ found, expected }) => ({
    zh: `配置里没有店铺“${found}”，没有导入。已有的店铺：${expected}。请更正，或先在配置文件里加上这个店铺。`,
    en: `there is no store "${found}" in the policy; not imported. Stores there are: ${expected}. Correct it, or add the store to the policy file first.`,
  }),
  CURRENCY_CONFLICT: ({ found, expected }) => ({
    zh: `同一店铺同一天出现两种币种（${found}），店铺币种是 ${expected}。这一天没有导入，不会自动换算。`,
    en: `one day of a store has two currencies (${found}); the store's is ${expected}. That day was not imported; amounts are never converted.`,
  }),

  UNKNOWN_SKU: ({ found }) => ({
    zh: `“${found}” 是第一次出现的 SKU，已存为“未分配”，由店铺默认负责人跟进。请确认编码无误并指定负责人。`,
    en: `"${found}" is a SKU nobody has seen before; it is kept as unassigned and falls to the store's owner. Check the code and give it an owner.`,
  }),
  OWNER_NOT_SET: ({ found, expected }) => ({
    zh: `负责人“${found}” 不在团队名单里，其余数据已导入，负责人没有设置。请填配置文件里的人员编号，例如 ${expected}。`,
    en: `the owner "${found}" is nobody of the team; the rest of the row was imported, the owner was not set. Write a person's id from the policy file, such as ${expected}.`,
  }),
  OWNER_KEPT: ({ found, expected }) => ({
    zh: `“${found}” 的负责人没有更改：导入文件的人无权转派这个 SKU。请由 ${expected} 导入，或用 assign 转派。`,
    en: `the owner of "${found}" was not changed: whoever brought the file may not hand this SKU over. Ask one of these to import it or to use assign: ${expected}.`,
  }),
  REPEATED_HEADER: () => ({
    zh: '表头重复出现，已跳过这一行。',
    en: 'the header is repeated here; the line was skipped.',
  }),
  TOTALS_SKIPPED: ({ found }) => ({
    zh: `“${found}” 是合计行，已跳过。`,
    en: `"${found}" is a sum line; it was skipped.`,
  }),
  DUPLICATE_ROWS: ({ found }) => ({
    zh: `有 ${found} 行与前面的行完全相同，只算一次。`,
    en: `${found} rows are exact repetitions of earlier ones; each counts once.`,
  }),
  OTHER_CURRENCY: ({ found, expected }) => ({
    zh: `金额是 ${found}，而店铺币种是 ${expected}。已按原币种保存；如果店铺币种填错了，请改配置文件。`,
    en: `amounts are in ${found}, the store's currency is ${expected}. They were kept as they are; if the store's currency is wrong, change the policy file.`,
  }),
  ORDERS_MISSING: ({ found, expected }) => {
    const [orders = '', units = ''] = expected.split('/');
    return {
      zh: `${found} 之前有 ${orders} 个订单（${units} 件）不在这份更新的报表里。订单不会自己消失，所以先保留原来的数值，等数据负责人决定：保留用 import keep ${found}，采用新报表用 import take ${found}。`,
      en: `${found}: ${orders} known orders (${units} units) are not in this newer report. Orders do not vanish by themselves, so the values in force stay until the data owner decides: import keep ${found}, or import take ${found} to follow the new report.`,
    };
  },
  ROW_COUNT_DROP: ({ found, expected }) => ({
    zh: `${found}，平时约 ${expected} 行，像是没有导全。这一天先隔离，不参与判断；确认无误后可以放行，否则请重新导入完整文件。`,
    en: `${found}, usually about ${expected}: it looks cut short. The day is set aside and not judged; accept it if it is right, otherwise import the whole file.`,
  }),
  ALL_ZERO_DAY: ({ found }) => ({
    zh: `${found} 所有销量都是 0，像是数据出错。这一天先隔离，不参与判断；确认无误后可以放行。`,
    en: `${found}: every SKU sold 0, which looks like a fault in the data. The day is set aside and not judged; accept it if it is right.`,
  }),
};

function notTabular(kind: string): Bilingual {
  if (kind === 'html') return { zh: '网页', en: 'a web page' };
  if (kind === 'json') return { zh: '接口返回的 JSON', en: 'JSON' };
  return { zh: '其他内容', en: 'something else' };
}

/** `found` is the number of cells, or what the parser stumbled over; `expected` the number of columns. */
function malformed(found: string, expected: string): Bilingual {
  if (found === 'quote') return { zh: '引号没有成对', en: 'a quotation mark is not closed' };
  if (found === 'long') return { zh: '一行太长', en: 'the row is too long' };
  return { zh: `有 ${found} 列，表头是 ${expected} 列`, en: `it has ${found} cells, the header has ${expected}` };
}
