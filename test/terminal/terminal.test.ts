import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFeishuDouble } from '../../doubles/feishu/open.ts';
import { commands } from '../../src/commands/index.ts';
import { silentLog } from '../../src/lib/log.ts';
import { lockFolder } from '../../src/store/folder-lock.ts';
import type { TerminalIo } from '../../src/terminal/io.ts';
import { runTerminal } from '../../src/terminal/main.ts';
import { databaseKind, testDatabase } from '../support/db.ts';
import { testFolder } from '../support/folder.ts';

const database = testDatabase();
const newFolder = testFolder();

const policyFile = `
team: { name: Lumora, zone: Asia/Shanghai }
people:
  - { id: li, name: Li Qiang, manager: chen }
  - { id: chen, name: Chen Min, role: manager }
  - { id: zhou, name: Zhou Jie, role: admin }
stores:
  - { id: amz-us, name: Amazon US, zone: America/Los_Angeles, owner: li, dataOwner: zhou }
`;

interface Terminal {
  folder: string;
  /** Runs one line and gives what it said. */
  run(...argv: string[]): Promise<{ code: number; out: string; err: string }>;
  /** Writes a file and gives its path. */
  file(name: string, text: string): string;
}

/** Opening an embedded database takes seconds: what does not depend on it is tried on the server, one story on both. */
const onServer = describe.runIf(databaseKind === 'postgres');

/** A terminal in a folder of its own: on an embedded database there, or on the test's server. */
function terminal(options: { policy?: string; env?: Record<string, string>; tty?: boolean } = {}): Terminal {
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  const file = (name: string, text: string) => {
    const place = path.join(folder, name);
    writeFileSync(place, text);
    return place;
  };
  file('policy.yaml', options.policy ?? policyFile);
  const server = databaseKind === 'postgres' ? { DATABASE_URL: database.url } : {};
  const env = { LANG: 'en_US.UTF-8', ...server, ...options.env };
  return {
    folder,
    file,
    run: async (...argv) => {
      const said = { out: '', err: '' };
      const io: TerminalIo = {
        out: async (text) => {
          said.out += typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
        },
        err: (text) => {
          said.err += text;
        },
        isTty: options.tty ?? false,
        resultIsTty: false,
        columns: 80,
        env,
        directory: folder,
      };
      return { code: await runTerminal(argv, io), ...said };
    },
  };
}

const sales = [
  'store_id,sku,date,units_ordered',
  'amz-us,LM-LAMP-S,2026-01-05,10',
  'amz-us,LM-MUG,2026-01-05,=1+1',
  '',
];
const goodSales = [
  'store_id,sku,date,units_ordered',
  'amz-us,LM-LAMP-S,2026-01-05,10',
  'amz-us,LM-MUG,2026-01-05,4',
  '',
];

describe('help and version', () => {
  it('list every command without touching a database, in the language of the system', async () => {
    const english = await terminal().run('--help');
    const chinese = await terminal({ env: { LANG: 'zh_CN.UTF-8' } }).run('help');
    for (const { name } of commands) {
      expect(english.out).toContain(name);
      expect(chinese.out).toContain(name);
    }
    expect(english.out).toContain('Usage: skuwatch');
    expect(chinese.out).toContain('用法：skuwatch');
    expect([english.code, chinese.code]).toEqual([0, 0]);
  });

  it('say the version of package.json', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect((await terminal().run('--version')).out).toBe(`skuwatch ${version}\n`);
  });

  it('show how one command is written', async () => {
    const said = await terminal().run('snooze', '--help');
    expect(said).toMatchObject({ code: 0 });
    expect(said.out).toContain('snooze N UNTIL REASON');
  });
});

describe('a line written wrongly', () => {
  it('ends with exit code 2 and the nearest command', async () => {
    const said = await terminal().run('stauts');
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain('Did you mean status');
  });

  it('ends with exit code 2 for an option that does not exist, and for missing words', async () => {
    expect(await terminal().run('mine', '--jsno')).toMatchObject({ code: 2, out: '' });
    expect(await terminal().run('import')).toMatchObject({ code: 2, out: '' });
    expect((await terminal().run('export', 'salse')).err).toContain('There is sales, inventory');
  });
});

describe('a configuration with faults', () => {
  const policy = policyFile.replace('Asia/Shanghai', 'Asia/Nowhere').replace('role: manager', 'role: boss');

  it('is told as a whole, in the language of the system, with exit code 1', async () => {
    const english = await terminal({ policy, env: { PORT: 'eighty' } }).run('status');
    expect(english).toMatchObject({ code: 1, out: '' });
    for (const name of ['PORT', 'zone', 'role']) expect(english.err).toContain(name);
    const chinese = await terminal({ policy, env: { PORT: 'eighty', LANG: 'zh_CN.UTF-8' } }).run('status');
    expect(chinese.err).toMatch(/配置有 3 处错误/);
    expect(english.err + chinese.err).not.toMatch(/\n\s+at /);
  });
});

onServer('whoever acts', () => {
  it('is the first admin, which is said apart from the result', async () => {
    const said = await terminal().run('mine');
    expect(said.err).toBe('(acting as Zhou Jie; choose somebody else with --as ID)\n');
    expect(said.out).toContain('Forms of Zhou Jie');
  });

  it('is the person named, with no more rights than they have', async () => {
    const { run } = terminal();
    expect((await run('mine', '--as', 'li')).out).toContain('Forms of Li Qiang');
    expect(await run('doctor', '--as', 'li')).toMatchObject({ code: 1, out: '' });
    expect(await run('doctor', '--json', '--as', 'li')).toMatchObject({ code: 1, out: '' });
    expect(await run('threshold', '-30%', '--as', 'li')).toMatchObject({ code: 1, out: '' });
    expect(await run('mine', '--as', 'nobody')).toMatchObject({ code: 2, out: '' });
  });
});

onServer('import', () => {
  it('of tables reads them from Feishu, as whoever is connected to nothing else', async () => {
    const table = {
      id: 'tblOwners',
      fields: { SKU: 'text', 负责人: 'text' },
      rows: [{ SKU: 'LAMP', 负责人: 'li' }],
    } as const;
    const feishu = await openFeishuDouble({ bases: [{ token: 'basOwners', tables: [table] }] });
    const tables = (id: string) => `bitable: { owners: "https://lumora.feishu.cn/base/basOwners?table=${id}" }\n`;
    const { appId, appSecret } = feishu.secrets;
    const env = { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret, FEISHU_DOMAIN: feishu.url };
    const { run } = terminal({ policy: `${policyFile}${tables('tblOwners')}`, env });
    const said = await run('import', 'bitable');
    expect(said, said.err).toMatchObject({ code: 0 });
    expect(said.out).toContain('owners: 1 rows taken in');
    const elsewhere = terminal({ policy: `${policyFile}${tables('tblGone')}`, env });
    expect(await elsewhere.run('import', 'bitable')).toMatchObject({
      code: 1,
      out: expect.stringContaining('Not all of the Feishu tables could be taken in'),
    });
    expect(feishu.callsOf('POST im/v1/messages')).toEqual([]);
    await feishu.close();
  });

  it('takes files in, tells each in a line and ends with 0', async () => {
    const { run, file } = terminal();
    const said = await run('import', file('sales.csv', goodSales.join('\n')));
    expect(said.code).toBe(0);
    expect(said.out).toContain('2 rows imported');
    expect(said.err).not.toContain('\r');
  });

  it('ends with 1 when anything was refused, and says what in JSON', async () => {
    const { run, file } = terminal();
    const said = await run(
      'import',
      '--json',
      file('1-good.csv', goodSales.join('\n')),
      file('2-bad.csv', sales.join('\n')),
    );
    expect(said.code).toBe(1);
    const reports = JSON.parse(said.out);
    expect(reports.map(({ status }: { status: string }) => status)).toEqual(['accepted', 'partial']);
    expect(reports[1]).toMatchObject({ rowsIn: 2, rowsKept: 1, rowsRefused: 1, code: expect.any(String) });
    expect(reports[1].file).toContain('bad.csv');
  });

  it('refuses a file that is not there with exit code 1', async () => {
    const said = await terminal().run('import', 'nowhere.csv');
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toContain('nowhere.csv');
  });

  it('draws its progress for a person and clears it again', async () => {
    const { run, file } = terminal({ tty: true });
    const said = await run('import', file('sales.csv', goodSales.join('\n')));
    expect(said.err).toContain('[1/1] sales.csv [');
    expect(said.err.endsWith('\r\u001b[K')).toBe(true);
    expect(said.out).not.toContain('\u001b');
  });
});

onServer('export', () => {
  it('gives back what came in, to standard output or into a file', async () => {
    const { run, file, folder } = terminal();
    await run('import', file('sales.csv', goodSales.join('\n')));
    const csv = await run('export', 'sales', '--from', '2026-01-01', '--to', '2026-01-31');
    expect(csv.code).toBe(0);
    expect(csv.out.split('\r\n')).toHaveLength(4);
    expect(csv.out).toContain('LM-LAMP-S');
    const json = await run('export', 'sales', '--format', 'json');
    expect(JSON.parse(json.out)).toHaveLength(2);
    const saved = await run('export', 'sales', '--out', 'sales.xlsx');
    expect(saved).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(path.join(folder, 'sales.xlsx')).subarray(0, 2).toString()).toBe('PK');
    expect(existsSync(path.join(folder, 'sales.xlsx.part'))).toBe(false);
    expect((await run('export', 'sales', '--from', '2026-02-01')).out.split('\r\n')).toHaveLength(2);
  });

  it('says so when the file cannot be written', async () => {
    const said = await terminal().run('export', 'sales', '--out', 'no/such/folder/sales.csv');
    expect(said.code).toBe(1);
    expect(said.err).toContain('cannot be written');
  });
});

onServer('status and doctor', () => {
  it('speak JSON for scripts', async () => {
    const { run } = terminal();
    const status = JSON.parse((await run('status', '--json')).out);
    expect(status).toMatchObject({ forms: { open: 0, overdue: 0 }, feeds: [{ storeId: 'amz-us', standing: 'never' }] });
    const doctor = await run('doctor', '--json');
    expect(JSON.parse(doctor.out)).toMatchObject({
      state: 'warning',
      database: { kind: databaseKind === 'postgres' ? 'postgres' : 'embedded' },
      clock: { simulated: false },
    });
    expect(doctor.code).toBe(0);
  });

  it('show the settings without their secrets', async () => {
    const said = await terminal({ env: { METRICS_TOKEN: 'a-very-secret-token' } }).run('doctor');
    expect(said.out).toContain('METRICS_TOKEN: set');
    expect(said.out).not.toContain('very-secret');
  });
});

onServer('login', () => {
  it('prints a link alone, for oneself or, as an admin, for others', async () => {
    const { run } = terminal({ env: { SKUWATCH_PUBLIC_URL: 'https://skuwatch.example.com' } });
    const said = await run('login', 'li');
    expect(said.out).toMatch(/^https:\/\/skuwatch\.example\.com\/login\/[\w-]{43}\n$/);
    expect(await run('login', 'chen', '--as', 'li')).toMatchObject({ code: 1, out: '' });
  });
});

onServer('rehearse', () => {
  const january = Array.from({ length: 31 }, (_, i) => `2026-01-${String(i + 1).padStart(2, '0')}`);
  const rows = january.flatMap((on) => [`amz-us,LM-LAMP-S,${on},${on === '2026-01-31' ? 150 : 100}`]);
  const file = ['store_id,sku,date,units_ordered', ...rows, ''].join('\n');

  it('waits for the result, with a progress line for a person', async () => {
    const person = terminal({ tty: true });
    await person.run('import', person.file('sales.csv', file));
    const said = await person.run('rehearse', '--days', '14');
    expect(said.err).toContain('Rehearsing [########################] 100%');
    expect(said.out).toContain('Rehearsal: what each policy would have asked for in 14 days');
    expect(said.out).toMatch(/balanced · in force +0.1 +1 \(01-31\)/);
    expect(said.code).toBe(0);
  });

  it('gives a script JSON and nothing else', async () => {
    const script = terminal();
    await script.run('import', script.file('sales.csv', file));
    const said = await script.run('rehearse', '--days=14', '--json', '--as', 'li');
    expect(said.err).toBe('');
    expect(JSON.parse(said.out)).toMatchObject({ from: '2026-01-18', through: '2026-01-31', inForce: 'balanced' });
  });

  it('says what is wrong with the days, and what to do where no sales are in', async () => {
    const { run } = terminal();
    expect(await run('rehearse', '--days', 'many')).toMatchObject({ code: 2, out: '' });
    const empty = await run('rehearse');
    expect(empty.code).toBe(1);
    expect(empty.err).toContain('Import sales first');
  });
});

describe.runIf(databaseKind === 'pglite')('the embedded folder', () => {
  it('is made by the first command and kept for the next', async () => {
    const { run, file } = terminal();
    const taken = await run('import', file('sales.csv', goodSales.join('\n')));
    expect(taken).toMatchObject({ code: 0, err: '(acting as Zhou Jie; choose somebody else with --as ID)\n' });
    expect((await run('export', 'sales')).out.split('\r\n')).toHaveLength(4);
    expect(JSON.parse((await run('doctor', '--json')).out)).toMatchObject({ database: { kind: 'embedded' } });
  });

  it('is not opened while a service uses it; the refusal says what to do instead', async () => {
    const { run, folder } = terminal();
    mkdirSync(path.join(folder, 'data'));
    const lock = await lockFolder(path.join(folder, 'data'), silentLog);
    try {
      const said = await run('status');
      expect(said).toMatchObject({ code: 1, out: '' });
      expect(said.err).toContain('console at http://127.0.0.1:8080');
      expect(said.err).toContain('DATABASE_URL');
    } finally {
      await lock.release();
    }
  });

  it('without a backup cannot be restored, and says where it looked', async () => {
    const { run, folder } = terminal();
    const said = await run('restore');
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toContain(path.join(folder, 'data'));
  });
});
