// How the tables of 多维表格 do that the policy file names: when each was last read or written, and what is wrong with it.

import type { Context } from '../context.ts';
import type { Bilingual } from '../lib/language.ts';
import { clean } from '../messages/clean.ts';
import { tableWords } from '../messages/words.ts';
import { type TableUse, tableUses } from '../policy/bitable-policy.ts';
import { type BitableState, bitableStatesNow } from '../store/bitable.ts';
import type { Finding } from './finding.ts';

export interface BitableReport {
  use: TableUse;
  /** Undefined where it was never tried. */
  state: BitableState | undefined;
}

export async function bitableReports({ db, policy }: Context): Promise<BitableReport[]> {
  const used = tableUses.filter((use) => policy.bitable[use] !== undefined);
  if (used.length === 0) return [];
  const states = await bitableStatesNow(db);
  return used.map((use) => ({ use, state: states.find((each) => each.use === use) }));
}

/** One line for each table. */
export function bitableFindings({ bitables }: { bitables: readonly BitableReport[] }): Finding[] {
  return bitables.map((each) => {
    const said = saidOf(each);
    const { zh, en } = tableWords[each.use];
    const text = { zh: `多维表格“${zh}”：${said.zh}。`, en: `Feishu table of ${en}: ${said.en}.` };
    return { area: 'feeds', level: each.state?.trouble ? 'warning' : 'ok', text };
  });
}

function saidOf({ use, state }: BitableReport): Bilingual {
  const good = state?.goodAt ? minute(state.goodAt.toISOString()) : undefined;
  if (state?.trouble) {
    const { text, since } = state.trouble;
    const last = good === undefined ? never : { zh: `最近一次成功 ${good}`, en: `it last worked ${good}` };
    return {
      zh: `${clean(text.zh, 400)}（自 ${minute(since)} 起；${last.zh}）`,
      en: `${clean(text.en, 400)} (since ${minute(since)}; ${last.en})`,
    };
  }
  if (use === 'cases') return good === undefined ? nothingWritten : { zh: `${good} 已写入`, en: `written ${good}` };
  return good === undefined
    ? nothingRead
    : { zh: `${good} 已读取，${state?.rows ?? 0} 行`, en: `${state?.rows ?? 0} rows read ${good}` };
}

/** "2026-03-03T10:05Z" */
function minute(iso: string): string {
  return `${iso.slice(0, 16)}Z`;
}

const never: Bilingual = { zh: '还没有成功过', en: 'it never worked yet' };
const nothingRead: Bilingual = {
  zh: '还没有读取。工作时间内每小时读取一次，也可以发送 import bitable 马上读取',
  en: 'not read yet. It is read every working hour, at once with: import bitable',
};
const nothingWritten: Bilingual = {
  zh: '还没有写入。有异常单答复或关闭后 10 分钟内写入',
  en: 'nothing written yet. A case is written within ten minutes of being answered or closed',
};
