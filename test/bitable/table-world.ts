// The whole program with tables of 多维表格 in one test: real database, simulated clock, the calls through the project's own
// gateway to the double. People are told through the recording chat.

import type { NewBase, NewTable } from '../../doubles/feishu/bases.ts';
import { type FeishuDouble, openFeishuDouble, secrets } from '../../doubles/feishu/open.ts';
import { type Bitables, openBitables } from '../../src/bitable/calls.ts';
import { openDirectory } from '../../src/chat/feishu/directory.ts';
import { openGateway } from '../../src/chat/feishu/gateway.ts';
import { silentLog } from '../../src/lib/log.ts';
import type { Db } from '../../src/store/db.ts';
import { testPolicy } from '../support/team.ts';
import { makeWorld, type World } from '../support/world.ts';

export interface TableWorld {
  world: World;
  feishu: FeishuDouble;
  bitables(): Promise<Bitables>;
  /** The process dies, and another one takes over. */
  restarts(): void;
}

/** Where a table of the double stands, as the policy file names it. */
export function addressOf(token: string, table: string): string {
  return `https://lumora.feishu.cn/base/${token}?table=${table}`;
}

/** A base of one table. */
export function baseOf(token: string, table: NewTable): NewBase {
  return { token, tables: [table] };
}

/** Tuesday, 3 March 2026, 10:00 in Shanghai unless `start` says otherwise. Li's account is in the policy file, Wang's is an address. */
export async function openTableWorld(
  db: Db,
  options: { bases: NewBase[]; bitable: Record<string, string>; start?: string; policy?: Record<string, unknown> },
): Promise<TableWorld> {
  const feishu = await openFeishuDouble({
    people: [{ name: 'li' }, { name: 'wang', email: 'wang@lumora.example' }, { name: 'sam' }],
    bases: options.bases,
  });
  const policy = testPolicy({
    people: [
      { id: 'li', name: 'Li', manager: 'chen', deputy: 'wang', feishu: feishu.openId('li') },
      { id: 'wang', name: 'Wang', manager: 'chen', email: 'wang@lumora.example' },
      { id: 'chen', name: 'Chen', role: 'manager', manager: 'liu' },
      { id: 'liu', name: 'Liu', role: 'admin' },
    ],
    bitable: options.bitable,
    ...options.policy,
  });
  const connect = () => {
    const { appId, appSecret } = secrets;
    const transport = { kind: 'long-connection' } as const;
    const gateway = openGateway({ appId, appSecret, domain: feishu.url, transport, repairCards: false }, silentLog);
    const directory = openDirectory(gateway, policy);
    return openBitables({ gateway, directory, consoleUrl: 'https://skuwatch.lumora.example' });
  };
  let tables = connect();
  const start = options.start ?? '2026-03-03T10:00+08:00';
  const bitables = async () => tables;
  const world = await makeWorld(db, start, policy, undefined, { bitables });
  return {
    world,
    feishu,
    bitables,
    restarts: () => {
      tables = connect();
    },
  };
}
