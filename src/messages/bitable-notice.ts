// Tells the data owner that a table of 多维表格 cannot be read or written, or that some of its rows were refused.

import { type Language, texts } from '../lib/language.ts';
import { list, text } from './blocks.ts';
import { clean } from './clean.ts';
import { fixedMoment } from './format.ts';
import type { Block, Tone } from './message.ts';
import type { NoticeView } from './notice.ts';
import type { TeamView } from './views.ts';
import { tableWords } from './words.ts';

type BitableTrouble = NoticeView & { notice: 'bitable_trouble' };

const shownIssues = 8;

const bitableTexts = texts({
  en: {
    unread: (table: string) => `Feishu table of ${table}: it could not be read`,
    rows: (table: string) => `Feishu table of ${table}: rows were refused`,
    unwritten: (table: string) => `Feishu table of ${table}: nothing can be written`,
    line: 'Lines are counted as in a file: line 2 is the first row of the table or view.',
    others: 'The other rows were imported.',
    kept: (moment: string) => `What was read before stays in force (last read ${moment}).`,
    never: 'Nothing was ever read from it.',
    owed: 'Nothing is lost: missing cases are written as soon as it works again.',
    correct: 'Please correct this. The table is read again within a working hour, or at once with: import bitable.',
    repair: 'Please correct this. It is retried every hour.',
  },
  zh: {
    unread: (table) => `多维表格“${table}”读取失败`,
    rows: (table) => `多维表格“${table}”有行没有导入`,
    unwritten: (table) => `多维表格“${table}”写入失败`,
    line: '行号按文件计：第 2 行是表（或视图）的第一条记录。',
    others: '其余各行已导入。',
    kept: (moment) => `之前读到的数据继续有效（最近一次读取 ${moment}）。`,
    never: '至今没有读到过数据。',
    owed: '数据不会丢：恢复后会补写所有未写入的异常单。',
    correct: '请处理。工作时间内每小时会重新读取；想马上读取，发送 import bitable。',
    repair: '请处理。每小时会自动重试一次。',
  },
});

export function bitableNotice(
  notice: BitableTrouble,
  team: TeamView,
  language: Language,
): { tone: Tone; title: string; body: (Block | undefined)[]; todo: string } {
  const words = bitableTexts[language];
  const { use, state } = notice;
  const issues = notice.issues.map((each) => clean(each[language], 300));
  return {
    tone: 'warning',
    title: words[state](tableWords[use][language]),
    body: [
      text(sentence(clean(notice.why[language], 600), language)),
      ...(issues.length > 0 ? [list(issues, shownIssues), text(words.line)] : []),
      text(standing(notice, team, language)),
    ],
    todo: state === 'unwritten' ? words.repair : words.correct,
  };
}

/** What stays in force meanwhile. */
function standing({ state, goodAt }: BitableTrouble, team: TeamView, language: Language): string {
  const words = bitableTexts[language];
  if (state === 'unwritten') return words.owed;
  if (state === 'rows') return words.others;
  return goodAt === null ? words.never : words.kept(fixedMoment(goodAt, team, language));
}

function sentence(said: string, language: Language): string {
  if (/[.。!！?？]$/.test(said)) return said;
  return language === 'zh' ? `${said}。` : `${said}.`;
}
