// What `skuwatch --help` and `--version` print; the commands come from their definitions.

import { readFileSync } from 'node:fs';
import stringWidth from 'string-width';
import { commands } from '../commands/index.ts';
import type { Bilingual, Language } from '../lib/language.ts';

/** Commands of the terminal alone. */
const own: readonly { name: string; summary: Bilingual }[] = [
  { name: 'serve', summary: { zh: '启动服务和控制台', en: 'run the service and the console' } },
  {
    name: 'demo',
    summary: {
      zh: '用真实数据演示一遍（--exit 演示完即退出）',
      en: 'play a day on real data (--exit to end after it)',
    },
  },
  {
    name: 'feishu setup [--write .env]',
    summary: { zh: '扫码创建飞书应用', en: 'make the Feishu app by a QR code' },
  },
  {
    name: 'restore',
    summary: { zh: '内置数据库损坏时，恢复最近的备份', en: 'return a damaged embedded database to its backup' },
  },
];

/** How files are given and what comes back. */
const files: readonly { name: string; summary: Bilingual }[] = [
  {
    name: 'import FILE|DIR … [--store ID] [--as-of TIME] [--json]',
    summary: { zh: '导入数据文件或文件夹', en: 'read files or folders in' },
  },
  {
    name: 'import bitable',
    summary: { zh: '读取策略文件里写的飞书多维表格', en: 'read the Feishu tables that the policy file names' },
  },
  {
    name: 'export TABLE [--from DAY] [--to DAY] [--format csv|json|xlsx] [--out FILE]',
    summary: {
      zh: '导出 sales、inventory、verdicts、cases、answers',
      en: 'give sales, inventory, verdicts, cases or answers back',
    },
  },
  { name: 'login USER', summary: { zh: '生成一次性登录链接', en: 'make a one-time sign-in link' } },
];

const options: readonly { name: string; summary: Bilingual }[] = [
  {
    name: '--as ID',
    summary: { zh: '以谁的身份操作（默认第一位管理员）', en: 'who acts (the first admin, when left out)' },
  },
  { name: '--lang zh|en', summary: { zh: '输出语言', en: 'language of the output' } },
  {
    name: '--json',
    summary: { zh: 'import、status、doctor、rehearse 输出 JSON', en: 'JSON from import, status, doctor and rehearse' },
  },
];

/** The text of `--help`. */
export function helpText(language: Language): string {
  const titles =
    language === 'zh'
      ? {
          usage: '用法：skuwatch <指令> [参数]',
          service: '服务',
          files: '数据',
          commands: '指令（与聊天里相同）',
          options: '选项',
        }
      : {
          usage: 'Usage: skuwatch <command> [arguments]',
          service: 'Service',
          files: 'Data',
          commands: 'Commands (the same as in the chat)',
          options: 'Options',
        };
  const shared = commands
    .filter(({ name }) => !['import', 'export', 'login'].includes(name))
    .map((each) => ({ name: each.example[language], summary: each.summary }));
  return [
    titles.usage,
    section(titles.service, own, language),
    section(titles.files, files, language),
    section(titles.commands, shared, language),
    section(titles.options, options, language),
  ].join('\n\n');
}

/** The program's name and version. */
export function versionText(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  return `skuwatch ${version}`;
}

function section(title: string, lines: readonly { name: string; summary: Bilingual }[], language: Language): string {
  const width = Math.min(34, Math.max(...lines.map(({ name }) => stringWidth(name))));
  const rows = lines.map(({ name, summary }) => {
    const gap = stringWidth(name) > width ? `\n${' '.repeat(width + 4)}` : ' '.repeat(width - stringWidth(name) + 2);
    return `  ${name}${gap}${summary[language]}`;
  });
  return [`${title}:`, ...rows].join('\n');
}
