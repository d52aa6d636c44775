// `skuwatch restore`: puts the newest backup in the place of a damaged embedded database.

import { UserError } from '../errors.ts';
import { systemClock } from '../lib/clock.ts';
import { restoreBackup } from '../store/backup.ts';
import type { ExitCode } from './print.ts';
import { terminalLog } from './session.ts';
import type { StorelessCall } from './terminal-commands.ts';

export async function restoreInTerminal({ io, config, language }: StorelessCall): Promise<ExitCode> {
  if (config.databaseUrl !== undefined) throw new UserError('RESTORE_NOT_EMBEDDED');
  const { dataDir, logLevel } = config;
  const file = await restoreBackup({ dataDir, now: systemClock.now(), log: terminalLog(io, logLevel) });
  await io.out(
    language === 'zh'
      ? `已恢复到备份 ${file}。原来的数据保留在 ${dataDir} 里，确认无误后可删除。现在可以启动服务。\n`
      : `Restored from ${file}. What was there before is kept in ${dataDir}; delete it when all is well. Start the service now.\n`,
  );
  return 0;
}
