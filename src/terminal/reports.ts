// `status` and `doctor` in a terminal: in words, or as JSON for scripts.

import { noPlatforms } from '../commands/command.ts';
import { runCommand } from '../commands/run.ts';
import type { Config } from '../config.ts';
import type { Finding } from '../doctor/finding.ts';
import { findings, worst } from '../doctor/findings.ts';
import { doctorReport } from '../doctor/report.ts';
import { todayReport } from '../doctor/today.ts';
import type { Language } from '../lib/language.ts';
import { checkPlatforms } from '../platforms.ts';
import { type ExitCode, printJson, printReply } from './print.ts';
import type { TerminalCall } from './terminal-commands.ts';

export async function statusInTerminal({ line, io, session }: TerminalCall): Promise<ExitCode> {
  const { ctx, language } = session;
  if (!line.flags.has('json')) {
    return printReply(
      io,
      await runCommand(ctx, ['status', ...line.words], { language, surface: 'terminal' }),
      language,
    );
  }
  await printJson(io, await todayReport(ctx));
  return 0;
}

/** Exit code 1 when something is not working, so that a script notices. */
export async function doctorInTerminal({ line, io, session }: TerminalCall): Promise<ExitCode> {
  const { ctx, config, language } = session;
  const checks = await checkPlatforms(config, ctx);
  if (!line.flags.has('json')) {
    const code = await printReply(
      io,
      await runCommand(ctx, ['doctor', ...line.words], {
        language,
        surface: 'terminal',
        platforms: { ...noPlatforms, checks: () => checks },
      }),
      language,
    );
    if (code === 0) await io.out(`${configLines(config, language).join('\n')}\n`);
    return code === 0 ? exitCodeOf(findings(await doctorReport(ctx, checks))) : code;
  }
  const report = await doctorReport(ctx, checks);
  const found = findings(report);
  await printJson(io, { state: worst(found), findings: found, ...report, settings: config.settings });
  return exitCodeOf(found);
}

function exitCodeOf(found: readonly Finding[]): ExitCode {
  return worst(found) === 'alarm' ? 1 : 0;
}

/** Every setting with where it comes from; of secrets only that they are set. */
function configLines(config: Config, language: Language): string[] {
  const zh = language === 'zh';
  const example = config.examplePolicy
    ? zh
      ? '（随程序附带的示例）'
      : ' (the example that comes with the program)'
    : '';
  const from = {
    environment: zh ? '环境变量' : 'environment',
    file: zh ? '文件' : 'file',
    default: zh ? '默认' : 'default',
  };
  return [
    zh ? '# 设置' : '# Settings',
    `  ${zh ? '策略文件' : 'Policy file'}: ${config.policyFile}${example}`,
    ...config.settings.map(({ name, value, from: source }) => `  ${name}: ${value[language]} (${from[source]})`),
  ];
}
