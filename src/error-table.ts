// Every error code a person can meet: what is wrong and what to do next, in both languages. Names in braces are filled
// in where the error is thrown. `docs/errors.md` is made from this table.

import type { Bilingual } from './lib/language.ts';

export interface ErrorTexts {
  /** What is wrong, as a whole sentence. */
  what: Bilingual;
  /** What the reader can do about it, as a whole sentence. */
  next: Bilingual;
}

type Errors = Readonly<Record<string, ErrorTexts>>;

const rights = {
  NOT_IN_TEAM: {
    what: { zh: '你不在团队名单里。', en: 'You are not on the team.' },
    next: {
      zh: '请管理员把你加进策略文件的 people（人员）一栏，之后再试。',
      en: 'Ask an admin to add you under "people" in the policy file, then try again.',
    },
  },
  NOT_ALLOWED: {
    what: { zh: '只有{who}可以{deed}。', en: 'Only {who} may {deed}.' },
    next: { zh: '请找有权限的人操作。', en: 'Ask one of them to do it.' },
  },
  NOBODY_MAY: {
    what: { zh: '目前没有人可以{deed}。', en: 'Nobody may {deed} at present.' },
    next: { zh: '请在策略文件中设置主管或管理员。', en: 'Add a manager or an admin to the policy file.' },
  },
  ROLE_NEEDED: {
    what: { zh: '“{command}”需要{role}权限。', en: '"{command}" needs the role {role}.' },
    next: { zh: '请找{role}操作。', en: 'Ask somebody who has it to do it.' },
  },
} as const satisfies Errors;

const cases = {
  CASE_NOT_FOUND: {
    what: { zh: '没有编号为 {wanted} 的异常单。', en: 'There is no case {wanted}.' },
    next: { zh: '用指令 mine 查看你待填的单。', en: 'The command mine shows your open forms.' },
  },
  CASE_CLOSED: {
    what: { zh: '{number} 已关闭。', en: '{number} is closed.' },
    next: { zh: '无需再处理。', en: 'Nothing is left to do.' },
  },
  ALREADY_ANSWERED: {
    what: {
      zh: '{number} 已由{who}答复，以先提交的为准。',
      en: '{number} has been answered by {who}; the first answer stands.',
    },
    next: { zh: '需要更正请用“更正答复”。', en: 'Correct it if it is wrong.' },
  },
  ALREADY_ACKNOWLEDGED: {
    what: { zh: '{number} 已由{who}认领。', en: '{number} has been taken by {who}.' },
    next: { zh: '如需换人处理，请用 assign 转派。', en: 'To hand it to somebody else, use assign.' },
  },
  NOT_ANSWERED: {
    what: { zh: '{number} 还没有答复。', en: '{number} has no answer yet.' },
    next: { zh: '请等答复提交后再操作。', en: 'Wait for the answer, then try again.' },
  },
  NOTHING_DUE: {
    what: { zh: '{number} 已答复，此操作不再适用。', en: '{number} has been answered; this no longer applies.' },
    next: { zh: '无需再处理。', en: 'Nothing is left to do.' },
  },
  NOTHING_TO_APPROVE: {
    what: { zh: '{number} 的补货建议不需要审批。', en: 'The proposal of {number} needs no approval.' },
    next: { zh: '无需再处理。', en: 'Nothing is left to do.' },
  },
  ALREADY_APPROVED: {
    what: { zh: '{number} 的补货建议已由{who}批准。', en: '{who} has approved the proposal of {number}.' },
    next: { zh: '无需再处理。', en: 'Nothing is left to do.' },
  },
  FORM_OUTDATED: {
    what: {
      zh: '这张表单已过期：{number} 已进入新一轮。',
      en: 'This form is out of date: {number} is in a new round.',
    },
    next: { zh: '请打开最新的卡片填写。', en: 'Open its newest card and answer there.' },
  },
  SAME_CAUSE_INCOMPLETE: {
    what: { zh: '{number} 还需要单独填写（{fault}）。', en: '{number} needs an answer of its own ({fault}).' },
    next: {
      zh: '请先取消勾选它，再提交；什么都没有改动。',
      en: 'Untick it and submit again; nothing was changed.',
    },
  },
  BUTTON_RETIRED: {
    what: { zh: '这个按钮已停用。', en: 'This button is no longer in use.' },
    next: { zh: '请用指令 mine 打开你的待填表单。', en: 'The command mine opens your forms.' },
  },
  CONFLICT: {
    what: { zh: '{number} 刚刚被别人改动。', en: '{number} was changed by somebody else just now.' },
    next: { zh: '请打开最新状态后再试。', en: 'Open it again and retry.' },
  },
} as const satisfies Errors;

const commands = {
  MALFORMED: {
    what: { zh: '{fault}', en: '{fault}' },
    next: { zh: '{usage}', en: '{usage}' },
  },
  UNKNOWN_COMMAND: {
    what: { zh: '不认识{word}。', en: '{word} is not a command.' },
    next: { zh: '发送 help 查看全部指令。', en: 'Send help for the list.' },
  },
  MISTYPED_COMMAND: {
    what: { zh: '不认识{word}。', en: '{word} is not a command.' },
    next: { zh: '是不是 {names}？例如：{example}', en: 'Did you mean {names}? Example: {example}' },
  },
  TOO_LONG: {
    what: {
      zh: '这条指令有 {length} 个字符，最多 {max} 个。',
      en: 'This line has {length} characters; the limit is {max}.',
    },
    next: {
      zh: '数据请用 import 导入或在控制台上传文件。',
      en: "Bring data in with import or the console's upload.",
    },
  },
  UNPRINTABLE: {
    what: { zh: '指令里有看不见的控制字符。', en: 'The line contains invisible control characters.' },
    next: { zh: '请重新输入后再发送。', en: 'Type it again and send it.' },
  },
  SKU_UNKNOWN: {
    what: {
      zh: '没有商品{word}，它还没有出现在任何导入的数据里。',
      en: 'There is no SKU {word}; no imported file contains it.',
    },
    next: { zh: '请核对编码。', en: 'Check the code.' },
  },
  SKU_MISTYPED: {
    what: { zh: '没有商品{word}。', en: 'There is no SKU {word}.' },
    next: { zh: '是不是：{near}？', en: 'Did you mean {near}?' },
  },
  SKU_AMBIGUOUS: {
    what: { zh: '{word}在多个店铺有售。', en: '{word} is sold in several stores.' },
    next: { zh: '请写明是哪一个：{choices}。', en: 'Say which: {choices}.' },
  },
  PERSON_NOT_FOUND: {
    what: { zh: '策略文件里没有 {person}。', en: 'The policy file has no person {person}.' },
    next: { zh: '可用的人员：{known}。', en: 'It has: {known}.' },
  },
  NO_DATA: {
    what: { zh: '{sku} 在 {day} 之前没有销量数据，无法说明。', en: 'There is no sales data of {sku} up to {day}.' },
    next: { zh: '请先导入这段时间的数据。', en: 'Import the data of that time first.' },
  },
  NO_SALES: {
    what: { zh: '还没有完整的销量数据，无法试算。', en: 'There are no complete sales days to rehearse yet.' },
    next: {
      zh: '请先导入销量：控制台“导入数据”，或 skuwatch import 文件。',
      en: 'Import sales first: console → Import, or skuwatch import FILE.',
    },
  },
  LEAVE_BACKWARDS: {
    what: { zh: '结束日期 {to} 早于开始日期 {from}。', en: 'The last day {to} is before the first day {from}.' },
    next: { zh: '请调换后再试。', en: 'Swap them and try again.' },
  },
  LEAVE_OVER: {
    what: {
      zh: '这段假期（到 {to}）已经过去，登记没有作用。',
      en: 'This leave ended on {to}; entering it would change nothing.',
    },
    next: { zh: '请检查日期。', en: 'Check the days.' },
  },
  LEAVE_TOO_LONG: {
    what: { zh: '假期最长 {max} 天。', en: 'Leave lasts {max} days at most.' },
    next: { zh: '请检查年份。', en: 'Check the year.' },
  },
  LEAVE_DEPUTY_SELF: {
    what: { zh: '代理人不能是请假的人自己。', en: 'Nobody can stand in for themselves.' },
    next: { zh: '请换一位同事。', en: 'Name a colleague.' },
  },
  PROMOTION_BACKWARDS: {
    what: { zh: '结束日期 {to} 早于开始日期 {from}。', en: 'The last day {to} is before the first day {from}.' },
    next: { zh: '请调换后再试。', en: 'Swap them and try again.' },
  },
  PROMOTION_TOO_LONG: {
    what: { zh: '一次促销最长 {max} 天。', en: 'A promotion lasts {max} days at most.' },
    next: {
      zh: '更久的价格变化请在答复里选“持续”。',
      en: 'For a longer change of price, choose "lasting" in an answer.',
    },
  },
  DELIVERY_NOT_FOUND: {
    what: { zh: '没有编号为 {id} 的未发出消息。', en: 'No message {id} failed or is unclear.' },
    next: { zh: '发送 doctor 查看还有哪些。', en: 'Send doctor to list those that are.' },
  },
  DELIVERY_EXPIRED: {
    what: { zh: '消息 {id} 已过时，重发没有意义。', en: 'Message {id} is out of date and not worth sending.' },
    next: { zh: '发送 resend {id} 已处理 即可了结。', en: 'Send resend {id} settled to close it.' },
  },
  MAY_STAND_ALREADY: {
    what: { zh: '消息 {id} 可能已经发出去了（{why}）。', en: 'Message {id} may have been posted already ({why}).' },
    next: {
      zh: '请先到群里看一眼：没有，就发送 resend {id} 确认；已经有了，就发送 resend {id} 已处理。',
      en: 'Look in the group first: if it is missing, send resend {id} sure; if it is there, resend {id} settled.',
    },
  },
} as const satisfies Errors;

const files = {
  FILE_NOT_FOUND: {
    what: { zh: '找不到文件或文件夹：{path}。', en: 'There is no file or folder {path}.' },
    next: { zh: '请检查路径。', en: 'Check the path.' },
  },
  UNKNOWN_STORE: {
    what: { zh: '配置里没有店铺“{store}”。', en: 'There is no store "{store}".' },
    next: { zh: '已有的店铺：{known}。', en: 'The stores are: {known}.' },
  },
  NOTHING_HELD: {
    what: { zh: '{store} {day} 没有等待确认的数据。', en: 'No data of {store} on {day} waits for a decision.' },
    next: { zh: '无需再处理。', en: 'Nothing is left to do.' },
  },
  NO_TABLES: {
    what: { zh: '策略文件没有写多维表格的网址。', en: 'The policy file names no Feishu table.' },
    next: {
      zh: '请在 bitable 下写 owners、leadTimes 或 purchases，见 docs/bitable.zh-CN.md。',
      en: 'Write owners, leadTimes or purchases under "bitable"; see docs/bitable.md.',
    },
  },
  NO_FEISHU: {
    what: { zh: '没有连接飞书。', en: 'Feishu is not set up.' },
    next: {
      zh: '请设置 FEISHU_APP_ID 和 FEISHU_APP_SECRET 后重启。',
      en: 'Set FEISHU_APP_ID and FEISHU_APP_SECRET, and restart.',
    },
  },
  TOO_MANY_ROWS: {
    what: {
      zh: '超过 {max} 行，放不进一个工作簿。',
      en: 'There are more than {max} rows, too many for a workbook.',
    },
    next: {
      zh: '请缩短日期范围，或加上 --format csv 导出 CSV。',
      en: 'Ask for fewer days, or add --format csv.',
    },
  },
  FILE_TOO_LARGE: {
    what: { zh: '文件超过 {megabytes} MB。', en: 'The file is larger than {megabytes} MB.' },
    next: {
      zh: '请缩短日期范围，或在服务所在的机器上运行 skuwatch export {table} --out {table}.csv。',
      en: 'Ask for fewer days, or run skuwatch export {table} --out {table}.csv on the machine of the service.',
    },
  },
  FILE_NOT_WRITTEN: {
    what: { zh: '无法写入 {file}（{reason}）。', en: '{file} cannot be written ({reason}).' },
    next: { zh: '请检查路径和权限。', en: 'Check the path and the permission.' },
  },
} as const satisfies Errors;

const operation = {
  CONFIG: {
    what: { zh: '配置有 {count} 处错误。', en: 'The configuration has {count} fault(s).' },
    next: { zh: '改正后重新启动：\n{faults}', en: 'Correct them and start again:\n{faults}' },
  },
  USAGE: {
    what: { zh: '{fault}', en: '{fault}' },
    next: { zh: '\n{usage}', en: '\n{usage}' },
  },
  FOLDER_IN_USE: {
    what: {
      zh: '数据目录 {folder} 正被另一个 Skuwatch 进程使用。',
      en: 'The data folder {folder} is in use by another Skuwatch process.',
    },
    next: {
      zh: '请直接使用正在运行的服务的控制台，或先停止那个服务再重试。',
      en: 'Use the console of the running service, or stop that service and try again.',
    },
  },
  SERVICE_RUNNING: {
    what: {
      zh: '数据目录 {folder} 正被运行中的 Skuwatch 使用，终端不能同时打开。',
      en: 'The data folder {folder} is in use by a running Skuwatch; a terminal cannot open it as well.',
    },
    next: {
      zh: '\n可以：在控制台 {console} 的指令框里输入同样的指令；或停止服务后再试；\n或改用 PostgreSQL（设置 DATABASE_URL），服务和终端就能同时使用。',
      en: '\nType the same command into the command box of the console at {console}, or stop the service and try again,\nor move to PostgreSQL (set DATABASE_URL), which service and terminal can use at the same time.',
    },
  },
  FOLDER_DAMAGED: {
    what: {
      zh: '无法打开数据目录 {folder} 中的数据库（{reason}）。',
      en: 'The database in {folder} cannot be opened ({reason}).',
    },
    next: {
      zh: '最近的备份是 {backup}：运行 skuwatch restore 即可恢复，损坏的数据会保留在旁边。',
      en: 'The latest backup is {backup}: run "skuwatch restore" to return to it; the damaged data is kept beside it.',
    },
  },
  FOLDER_LOST: {
    what: {
      zh: '无法打开数据目录 {folder} 中的数据库（{reason}），也没有可用的备份。',
      en: 'The database in {folder} cannot be opened ({reason}), and there is no backup.',
    },
    next: {
      zh: '请把该目录移到别处，用空目录重新启动后再导入数据。',
      en: 'Move the folder away, start with an empty one and import your data again.',
    },
  },
  NO_BACKUP: {
    what: { zh: '{folder} 中没有备份。', en: 'There is no backup in {folder}.' },
    next: {
      zh: '请确认 SKUWATCH_DATA 指向正确的数据目录。',
      en: 'Check that SKUWATCH_DATA names the right data folder.',
    },
  },
  RESTORE_NOT_EMBEDDED: {
    what: { zh: '当前使用 PostgreSQL（DATABASE_URL）。', en: 'PostgreSQL is in use (DATABASE_URL).' },
    next: { zh: '请用 PostgreSQL 的备份工具恢复。', en: 'Restore with its own backup tools.' },
  },
  DATABASE_UNFIT: {
    what: {
      zh: 'Skuwatch 需要 PostgreSQL 14 或更高版本，数据库编码为 UTF8；当前是 {found}。',
      en: 'Skuwatch needs PostgreSQL 14 or later and a database encoded in UTF8; this is {found}.',
    },
    next: {
      zh: "请升级服务器，或用 encoding 'UTF8' 新建一个数据库。",
      en: "Upgrade the server, or create a database with encoding 'UTF8'.",
    },
  },
  DATABASE_NEWER: {
    what: {
      zh: '数据库包含本版本不认识的 {count} 次结构更新，说明它已被更新的 Skuwatch 版本升级过。',
      en: 'The database holds {count} migrations that this version does not know: a newer Skuwatch has upgraded it.',
    },
    next: {
      zh: '请安装该版本或更新的版本，或改用另一个数据库或数据目录。',
      en: 'Install that version or a later one, or use another database or data folder.',
    },
  },
  ENV_FILE: {
    what: { zh: '应用已创建，但写不进 {file}。', en: 'The app is created, but {file} cannot be written.' },
    next: {
      zh: '请在开放平台 → 应用 → 凭证与基础信息复制 App ID 和 App Secret。',
      en: 'Copy the app id and secret from the developer console → your app → Credentials & Basic Info.',
    },
  },
  TRY_AGAIN: {
    what: {
      zh: '数据库暂时连不上，什么都没有改动。',
      en: 'The database cannot be reached right now; nothing was changed.',
    },
    next: { zh: '请一分钟后再试。', en: 'Try again in a minute.' },
  },
  BUG: {
    what: {
      zh: '“{command}”执行时程序出错，已记入日志，没有完成。',
      en: '"{command}" failed through a fault of the program; it is in the log and was not carried out.',
    },
    next: { zh: '请把这条指令告诉管理员。', en: 'Tell your admin this line.' },
  },
  INTERNAL: {
    what: {
      zh: '抱歉，Skuwatch 处理这一步时出错了，什么都没有改动。',
      en: 'Sorry, Skuwatch failed at this step and nothing was changed.',
    },
    next: {
      zh: '请把编号 {id} 发给管理员，稍后再试一次。',
      en: 'Please give the number {id} to your administrator and try again later.',
    },
  },
} as const satisfies Errors;

const demo = {
  NO_DEADLINE: {
    what: { zh: '现在没有等待中的截止时间。', en: 'No deadline is waiting.' },
    next: { zh: '请换一个时间再试。', en: 'Choose another moment.' },
  },
  IN_THE_PAST: {
    what: { zh: '演示时钟只能往前走。', en: 'The demo clock only moves forward.' },
    next: { zh: '请选以后的时间。', en: 'Choose a later moment.' },
  },
} as const satisfies Errors;

/** The codes by what they are about, in the order of the documentation. */
export const errorGroups = { rights, cases, commands, files, operation, demo };

export const errorTable = {
  ...errorGroups.rights,
  ...errorGroups.cases,
  ...errorGroups.commands,
  ...errorGroups.files,
  ...errorGroups.operation,
  ...errorGroups.demo,
};

export type ErrorCode = keyof typeof errorTable;

/** Names in braces of a text. */
type NamesIn<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

type TextOf<C extends ErrorCode> = (typeof errorTable)[C]['what' | 'next']['zh' | 'en'];

/** What fills in a name: a list is joined, a bilingual text is taken in the reader's language. */
export type ErrorParam = string | number | Bilingual | readonly string[];

/** The names that the texts of a code leave open, all of which must be given. */
export type ErrorParams<C extends ErrorCode> = Readonly<Record<NamesIn<TextOf<C>>, ErrorParam>>;
