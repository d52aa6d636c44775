// Notices about the service itself: data that are late or look wrong, SKUs and days without anybody in charge.
// Each says what happened, what it means for the forms, and what to do.

import type { Day } from '../lib/day.ts';
import { type Bilingual, type Language, texts } from '../lib/language.ts';
import type { TableUse } from '../policy/bitable-policy.ts';
import { bitableNotice } from './bitable-notice.ts';
import { list, mentions, message, personName, text } from './blocks.ts';
import { clean } from './clean.ts';
import { type CutOffRow, cutOffNotice } from './cut-off-notice.ts';
import { type EventStockRow, eventNotice } from './event-notice.ts';
import { dayRangeText, daysCount, dayText, dayWithYear, expected, fixedMoment, momentText, units } from './format.ts';
import { storeText } from './headline.ts';
import type { MessageKind } from './kind.ts';
import type { Block, Message, Tone } from './message.ts';
import { type OversellRow, oversellNotice } from './oversell-notice.ts';
import { type TierAlertRow, tierAlert } from './tier-alert.ts';
import type { PersonView, TeamView } from './views.ts';

export type NoticeView =
  /** `expectedBy` and `lastAsOf` are instants, ISO. */
  | { notice: 'data_late'; storeId: string; storeName: string; day: Day; expectedBy: string; lastAsOf: string | null }
  | { notice: 'stock_late'; storeId: string; storeName: string; reportedOn: Day; days: number; isEstimated: boolean }
  | {
      notice: 'feed_held';
      storeId: string;
      storeName: string;
      day: Day;
      because: 'nothing_sold' | 'units_short' | 'skus_silent';
      units: number;
      baseline: number;
    }
  | { notice: 'feed_quarantined'; storeId: string; storeName: string; day: Day; rows: number; usualRows: number }
  | { notice: 'no_owner'; storeId: string; storeName: string; sku: string; heldBy: PersonView | null }
  | { notice: 'nobody_left'; numbers: string[] }
  | { notice: 'unassigned_skus'; storeId: string; storeName: string; skus: string[] }
  | { notice: 'calendar_short'; lastKnownDay: Day | null }
  | { notice: 'weekly_skipped'; from: Day; to: Day }
  | { notice: 'rehearsal_failed' }
  /** `goodAt` is an instant, ISO. */
  | {
      notice: 'bitable_trouble';
      use: TableUse;
      state: 'unread' | 'rows' | 'unwritten';
      why: Bilingual;
      issues: Bilingual[];
      goodAt: string | null;
    }
  | { notice: 'tier_alert'; rows: TierAlertRow[] }
  | { notice: 'oversell'; rows: OversellRow[] }
  | { notice: 'cut_off'; today: Day; rows: CutOffRow[] }
  | {
      notice: 'event_stock';
      storeId: string;
      storeName: string;
      from: Day;
      to: Day;
      note: string | null;
      /** Checked well after its time. */
      late: boolean;
      rows: EventStockRow[];
    };

const noticeTexts = texts({
  en: {
    dataLate: {
      title: (store: string, day: string) => `${store}: sales of ${day} have not arrived`,
      body: (by: string, last: string) =>
        `They were expected by ${by}.${last} Missing is not zero: until the file is imported, no SKU of the store is judged and no form is sent.`,
      last: (moment: string) => ` The newest data are from ${moment}.`,
      todo: 'Please download the report and import it (console → Import, or "skuwatch import FILE").',
    },
    stockLate: {
      title: (store: string, days: string) => `${store}: no stock report for ${days}`,
      estimated: (day: string) =>
        `The last one is of ${day}. Until a new one comes, the stock is estimated from it and from the sales since; returns, losses and goods that no list names are not in it.`,
      old: (day: string) =>
        `The last one is of ${day}. The store is counted in orders, so its stock stays as it was then.`,
      todo: 'Please download the stock report and import it (console → Import, or "skuwatch import FILE").',
    },
    held: {
      title: (store: string, day: string) => `${store}: forms of ${day} are held, the sales data look wrong`,
      nothing_sold: 'The whole store sold nothing.',
      units_short: (sold: string, usual: string) => `The store sold ${sold}, usual is ${usual}: less than half.`,
      skus_silent: (sold: string, usual: string) =>
        `Too many SKUs that sell every day sold nothing (store: ${sold} sold, usual ${usual}).`,
      body: 'No form is sent for this day until the data are right.',
      todo: 'Please check whether the report is complete and import it again. If the numbers are right, tell an admin: the store itself has a problem.',
    },
    quarantined: {
      title: (store: string, day: string) => `${store}: the file of ${day} looks cut short and was set aside`,
      body: (rows: string, usual: string) => `It has ${rows} rows, usual is ${usual}. The day is not judged.`,
      todo: 'Please download the report again and import it.',
    },
    noOwner: {
      title: (sku: string, store: string) => `${sku} · ${store} deviates and has no owner`,
      held: (who: string) => `${who} is asked instead.`,
      nobody: 'Nobody could be asked instead.',
      todo: 'Please enter an owner in the owners file and import it, or hand it over: assign CODE @colleague.',
    },
    nobodyLeft: {
      title: (count: number) => `${count} forms have nobody left to ask`,
      body: (numbers: string) => `Everyone in charge is away or silent: ${numbers}.`,
      todo: 'If you can, please answer; an admin should enter managers and deputies in the policy file.',
    },
    unassigned: {
      title: (store: string, count: number) => `${store}: ${count} SKUs sell without an owner`,
      body: 'Their forms go to the store owner.',
      todo: 'Please enter owners in the owners file and import it.',
    },
    calendar: {
      title: 'The holiday calendar ends within 60 days',
      known: (day: string) => `It is known until ${day}. After that, deadlines would count holidays as workdays.`,
      unknown: 'No holidays are known. Deadlines count them as workdays.',
      todo: 'Please update the service, or enter extraHolidays and extraWorkdays in the policy file.',
    },
    weekly: {
      title: (range: string) => `The weekly summary of ${range} was not posted`,
      body: 'The service was down for more than two days after it was due.',
      todo: 'Get it at any time with: summary.',
    },
    rehearsal: {
      title: 'The rehearsal you asked for failed',
      body: 'This is a fault of the program; it is in the log. Nothing was changed.',
      todo: 'Please tell your admin, and try again with: rehearse.',
    },
  },
  zh: {
    dataLate: {
      title: (store, day) => `${store}：${day}的销量数据还没到`,
      body: (by, last) => `应在${by}前到。${last}缺数据不等于零销量：文件到齐前不判断该店任何 SKU，也不发表单。`,
      last: (moment) => `最新数据截至 ${moment}。`,
      todo: '请拉取报表并导入（控制台 → 导入，或 skuwatch import 文件）。',
    },
    stockLate: {
      title: (store, days) => `${store}：已有 ${days}没有库存报表`,
      estimated: (day) => `最近一份是 ${day}的。新报表到之前，库存由它和之后的销量推算，不含退货、损耗和清单外的到货。`,
      old: (day) => `最近一份是 ${day}的。该店按订单数判断，库存仍是当时的数字。`,
      todo: '请下载库存报表并导入（控制台 → 导入，或 skuwatch import 文件）。',
    },
    held: {
      title: (store, day) => `${store}：${day}销量数据存疑，表单暂不发送`,
      nothing_sold: '全店一件都没卖出。',
      units_short: (sold, usual) => `全店卖出 ${sold}，平日 ${usual}，不到一半。`,
      skus_silent: (sold, usual) => `太多天天出单的 SKU 当天为零（全店卖出 ${sold}，平日 ${usual}）。`,
      body: '数据核实前，该日不发任何表单。',
      todo: '请核对报表是否完整并重新导入；若数字属实，请告知管理员：店铺本身可能出了问题。',
    },
    quarantined: {
      title: (store, day) => `${store}：${day}的文件疑似不完整，已隔离`,
      body: (rows, usual) => `只有 ${rows} 行，通常 ${usual} 行。该日暂不判断。`,
      todo: '请重新拉取报表并导入。',
    },
    noOwner: {
      title: (sku, store) => `${sku} · ${store} 销量异常，但没有负责人`,
      held: (who) => `暂由 ${who} 答复。`,
      nobody: '也找不到可接手的人。',
      todo: '请在负责人表中登记后导入，或转派：assign CODE @同事。',
    },
    nobodyLeft: {
      title: (count) => `${count} 张表单已无人可问`,
      body: (numbers) => `相关负责人都不在或未回应：${numbers}。`,
      todo: '请知情的同事答复；请管理员在策略文件中补上主管和代理人。',
    },
    unassigned: {
      title: (store, count) => `${store}：${count} 个在售 SKU 没有负责人`,
      body: '它们的表单将发给店铺负责人。',
      todo: '请在负责人表中登记后导入。',
    },
    calendar: {
      title: '节假日日历将在 60 天内用完',
      known: (day) => `目前只到 ${day}，之后的节假日会被当作工作日计算截止时间。`,
      unknown: '没有任何节假日数据，节假日会被当作工作日。',
      todo: '请升级服务，或在策略文件中填写 extraHolidays 和 extraWorkdays。',
    },
    weekly: {
      title: (range) => `${range}的周报未发出`,
      body: '到点后系统停机超过两天。',
      todo: '可随时用 summary 指令查看。',
    },
    rehearsal: {
      title: '你要的策略试算没有完成',
      body: '这是程序的问题，已记入日志，没有改动任何数据。',
      todo: '请告诉管理员，并用 rehearse 指令重试。',
    },
  },
});

export const noticeKind: MessageKind<
  { toId: string | null; notice: NoticeView },
  { to: PersonView | null; notice: NoticeView }
> = {
  name: { en: 'notice', zh: '系统通知' },
  compose: ({ notice, to }, { team, language }) => noticeMessage(notice, { to, team, language }),
};

/** A notice, addressed to `to` where somebody must act on it. */
function noticeMessage(
  notice: NoticeView,
  { to, team, language }: { to: PersonView | null; team: TeamView; language: Language },
): Message {
  const { title, tone, body, todo } = contentOf(notice, team, language);
  return message(tone, title, [...body, text(...(to ? [...mentions([to], ''), ' '] : []), { strong: todo })]);
}

interface NoticeContent {
  tone: Tone;
  title: string;
  body: (Block | undefined)[];
  todo: string;
}

function contentOf(notice: NoticeView, team: TeamView, language: Language): NoticeContent {
  const words = noticeTexts[language];
  switch (notice.notice) {
    case 'data_late': {
      const last = notice.lastAsOf === null ? '' : words.dataLate.last(fixedMoment(notice.lastAsOf, team, language));
      return {
        tone: 'warning',
        title: words.dataLate.title(storeText(notice), dayText(notice.day, language)),
        body: [text(words.dataLate.body(momentText(notice.expectedBy, team, language), last))],
        todo: words.dataLate.todo,
      };
    }
    case 'stock_late': {
      const { title, estimated, old, todo } = words.stockLate;
      const body = (notice.isEstimated ? estimated : old)(dayText(notice.reportedOn, language));
      return {
        tone: 'warning',
        title: title(storeText(notice), daysCount(notice.days, language)),
        body: [text(body)],
        todo,
      };
    }
    case 'feed_held': {
      const why = words.held[notice.because];
      const reason = typeof why === 'string' ? why : why(units(notice.units), expected(notice.baseline));
      return {
        tone: 'alarm',
        title: words.held.title(storeText(notice), dayText(notice.day, language)),
        body: [text(reason), text(words.held.body)],
        todo: words.held.todo,
      };
    }
    case 'feed_quarantined':
      return {
        tone: 'warning',
        title: words.quarantined.title(storeText(notice), dayText(notice.day, language)),
        body: [text(words.quarantined.body(units(notice.rows), units(notice.usualRows)))],
        todo: words.quarantined.todo,
      };
    case 'no_owner': {
      const { heldBy } = notice;
      return {
        tone: 'warning',
        title: words.noOwner.title(clean(notice.sku, 40), storeText(notice)),
        body: [text(heldBy ? words.noOwner.held(personName(heldBy)) : words.noOwner.nobody)],
        todo: words.noOwner.todo,
      };
    }
    case 'nobody_left':
      return {
        tone: 'alarm',
        title: words.nobodyLeft.title(notice.numbers.length),
        body: [text({ mentionAll: true }, ` ${words.nobodyLeft.body(notice.numbers.slice(0, 20).join(' '))}`)],
        todo: words.nobodyLeft.todo,
      };
    case 'unassigned_skus':
      return {
        tone: 'warning',
        title: words.unassigned.title(storeText(notice), notice.skus.length),
        body: [text(words.unassigned.body), list(notice.skus.map((sku) => clean(sku, 40)))],
        todo: words.unassigned.todo,
      };
    case 'calendar_short': {
      const { lastKnownDay } = notice;
      return {
        tone: 'warning',
        title: words.calendar.title,
        body: [text(lastKnownDay ? words.calendar.known(dayWithYear(lastKnownDay, language)) : words.calendar.unknown)],
        todo: words.calendar.todo,
      };
    }
    case 'bitable_trouble':
      return bitableNotice(notice, team, language);
    case 'tier_alert':
      return tierAlert(notice.rows, language);
    case 'oversell':
      return oversellNotice(notice.rows, language);
    case 'cut_off':
      return cutOffNotice(notice, language);
    case 'event_stock':
      return eventNotice(notice, language);
    case 'rehearsal_failed': {
      const { title, body, todo } = words.rehearsal;
      return { tone: 'warning', title, body: [text(body)], todo };
    }
    case 'weekly_skipped':
      return {
        tone: 'warning',
        title: words.weekly.title(dayRangeText(notice.from, notice.to, language)),
        body: [text(words.weekly.body)],
        todo: words.weekly.todo,
      };
  }
}
