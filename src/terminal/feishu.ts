// `skuwatch feishu setup`: makes the app by a QR code and gives its settings, or says how to make it by hand. The secret
// goes to whoever asked and nowhere else.

import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { encode, renderUnicodeCompact } from 'uqr';
import type { RegisteredApp } from '../chat/feishu/registration.ts';
import { readDomain } from '../chat/feishu/settings.ts';
import { settingFault } from '../chat/setting-faults.ts';
import { ConfigError, UserError } from '../errors.ts';
import type { Language } from '../lib/language.ts';
import { withSettings } from './env-file.ts';
import { manualGuide, nextSteps } from './feishu-guide.ts';
import type { TerminalIo } from './io.ts';
import type { ExitCode } from './print.ts';

const usage = {
  zh: `用法：skuwatch feishu setup [--domain feishu|lark] [--write .env] [--app cli_…] [--manual]
  --write 文件   把设置写进文件，不在屏幕上显示密钥
  --app cli_…    给已有的应用补权限，不新建
  --manual       不扫码，只显示手动步骤`,
  en: `Usage: skuwatch feishu setup [--domain feishu|lark] [--write .env] [--app cli_…] [--manual]
  --write FILE   write the settings into a file instead of showing the secret
  --app cli_…    give an app that is there already what it lacks
  --manual       no QR code, only the steps by hand`,
};

const wrongUsage = new UserError('USAGE', {
  fault: { zh: '看不懂这行指令。', en: 'This line is not understood.' },
  usage,
});

const border = 1;

/** Runs the words after "feishu". Throws UserError for words it does not know. */
export async function runFeishu(argv: readonly string[], io: TerminalIo, language: Language): Promise<ExitCode> {
  const { values, positionals } = parse(argv);
  if (positionals.join(' ') !== 'setup') throw wrongUsage;
  const domains = { domain: domainOf(values.domain ?? io.env.FEISHU_DOMAIN), larkDomain: domainOf('lark') };
  const guide = `${manualGuide(domains.domain, language)}\n`;
  if (values.manual) {
    await io.out(guide);
    return 0;
  }
  const { registerFeishuApp } = await import('../chat/feishu/registration.ts');
  const made = await registerFeishuApp({
    ...domains,
    appId: values.app,
    show: ({ url, seconds }) => io.err(invitation(url, { seconds, columns: io.isTty ? io.columns : 0, language })),
  });
  if ('trouble' in made) {
    io.err(`${made.trouble[language]}\n\n`);
    await io.out(guide);
    return 1;
  }
  await handOver(made.app, { io, file: values.write, language });
  io.err(nextSteps(language));
  return 0;
}

function domainOf(text: string | undefined): string {
  const read = readDomain(text);
  if (typeof read === 'string') return read;
  throw new ConfigError([settingFault('FEISHU_DOMAIN', read.write)]);
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        domain: { type: 'string' },
        write: { type: 'string' },
        app: { type: 'string' },
        manual: { type: 'boolean' },
        lang: { type: 'string' },
      },
    });
  } catch {
    throw wrongUsage;
  }
}

/** The code where the terminal is wide enough for it, and its link in any case. */
function invitation(
  url: string,
  { seconds, columns, language }: { seconds: number; columns: number; language: Language },
): string {
  const fits = encode(url, { border }).size <= columns;
  const code = fits ? `${renderUnicodeCompact(url, { border })}\n` : '';
  const minutes = Math.floor(seconds / 60);
  return language === 'zh'
    ? `${code}${fits ? '用飞书扫码' : '在浏览器里打开'}，核对权限后点同意（${minutes} 分钟内有效）：\n${url}\n等待中……\n`
    : `${code}${fits ? 'Scan it with Feishu' : 'Open this in a browser'}, look at what the app asks for, and agree within ${minutes} minutes:\n${url}\nWaiting …\n`;
}

async function handOver(
  { appId, appSecret, domain }: RegisteredApp,
  { io, file, language }: { io: TerminalIo; file: string | undefined; language: Language },
): Promise<void> {
  const settings: [string, string][] = [
    ['FEISHU_APP_ID', appId],
    ['FEISHU_APP_SECRET', appSecret],
    ['FEISHU_DOMAIN', domain],
  ];
  if (file === undefined) {
    io.err(language === 'zh' ? '应用已创建。请保存这些设置：\n' : 'The app is made. Keep these settings:\n');
    await io.out(settings.map(([name, value]) => `${name}=${value}\n`).join(''));
    return;
  }
  writeSecretly(path.resolve(io.directory, file), settings);
  io.err(
    language === 'zh'
      ? `应用 ${appId} 已创建，设置已写进 ${file}（只有你能读）。\n`
      : `The app ${appId} is made; its settings stand in ${file}, which only you can read.\n`,
  );
}

function writeSecretly(file: string, settings: readonly [string, string][]): void {
  try {
    const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
    writeFileSync(file, withSettings(before, settings), { mode: 0o600 });
    chmodSync(file, 0o600);
  } catch {
    // The app exists already: its secret can be read in the console, so nothing is lost.
    throw new UserError('ENV_FILE', { file });
  }
}
