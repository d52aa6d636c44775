// `import`: which files came in last, and how to bring in more. In a terminal, files are read (src/terminal/import.ts).

import { personName, storeName } from '../cases/names.ts';
import { teamView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import type { Language } from '../lib/language.ts';
import { heading, message, table, text } from '../messages/blocks.ts';
import { clean } from '../messages/clean.ts';
import { fixedMoment, units } from '../messages/format.ts';
import type { Message } from '../messages/message.ts';
import { texts } from '../messages/texts.ts';
import { recentBatches } from '../store/reads/imports.ts';
import type { Command } from './command.ts';
import { malformed } from './malformed.ts';
import { said } from './replies.ts';

const shownFiles = 8;

const importTexts = texts({
  en: {
    title: 'Bringing data in',
    how: 'Upload files on the console under “Import”, or on the machine of the service: skuwatch import FILE or FOLDER.',
    last: 'Files that came in last',
    columns: ['When', 'File', 'Store', 'Rows', 'Refused', 'Result'],
    none: 'No file has come in yet.',
    each: '–',
  },
  zh: {
    title: '导入数据',
    how: '在控制台的“导入”页上传文件，或在服务所在的机器上运行：skuwatch import 文件或文件夹。',
    last: '最近导入的文件',
    columns: ['时间', '文件', '店铺', '行数', '拒收', '结果'],
    none: '还没有导入过文件。',
    each: '–',
  },
});

export const importCommand: Command = {
  name: 'import',
  aliases: ['导入', '上传'],
  usage: { zh: 'import（终端：import 文件或文件夹 …）', en: 'import (in a terminal: import FILE|FOLDER …)' },
  summary: { zh: '最近导入的文件，以及怎样导入', en: 'the files that came in last, and how to bring in more' },
  example: { zh: 'import', en: 'import' },
  role: 'operator',
  run: async (ctx, { args, language }) => {
    if (args.length > 0) {
      throw malformed({
        zh: '聊天里不能读取文件。请在控制台的“导入”页上传，或在终端运行 skuwatch import 文件。',
        en: 'Files cannot be read from a chat. Upload them on the console under “Import”, or run skuwatch import FILE in a terminal.',
      });
    }
    return said(await importMessage(ctx, language));
  },
};

async function importMessage(ctx: Context, language: Language): Promise<Message> {
  const words = importTexts[language];
  const team = teamView(ctx);
  const rows = (await recentBatches(ctx.db, { batches: shownFiles, issues: 1 })).map(({ batch }) => [
    fixedMoment(batch.receivedAt.toISOString(), team, language),
    `${clean(batch.fileName, 40)} (${personName(ctx.policy, batch.receivedBy)})`,
    batch.storeId === null ? words.each : storeName(ctx.policy, batch.storeId),
    units(batch.rowsKept),
    units(batch.rowsRefused),
    batch.code === null ? batch.status : `${batch.status} ${batch.code}`,
  ]);
  return message('plain', words.title, [
    text(words.how),
    ...(rows.length > 0 ? [heading(words.last), table(words.columns, rows, shownFiles)] : [text(words.none)]),
  ]);
}
