// Who may import whom, and what the pure folders must not do. A new folder fails here until it has a line of its own.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importsOf, type SourceFile, sourceFiles, withoutComments } from './support/source-files.ts';

/** Parts of the house: a file belongs to the longest of these names that its path begins with. */
const parts: Readonly<Record<string, { values: readonly string[]; types?: readonly string[] }>> = {
  // Helpers that know no business words.
  lib: { values: [] },
  // Pure decisions and texts.
  rules: { values: ['lib'], types: ['team'] },
  // A suggestion is made again for the answer that is given.
  forms: { values: ['lib', 'rules'] },
  'team/people.ts': { values: ['lib'], types: ['team'] },
  'cases/model': { values: ['lib', 'team/people.ts'], types: ['forms', 'rules', 'team'] },
  messages: { values: ['forms', 'lib'], types: ['cases/model', 'rules', 'team'] },
  charts: { values: ['lib', 'messages'] },
  // Memory.
  'store/schema': { values: ['cases/model', 'forms', 'rules', 'team'], types: ['chat', 'lib', 'messages'] },
  store: {
    values: ['errors.ts', 'lib', 'rules', 'store/schema'],
    types: ['cases/model', 'chat', 'context.ts', 'messages', 'team'],
  },
  // Verbs: they read, decide with pure functions, and write.
  team: { values: ['context.ts', 'errors.ts', 'lib', 'store', 'store/schema', 'team/people.ts'] },
  ingest: { values: ['context.ts', 'errors.ts', 'lib', 'rules', 'store', 'store/schema', 'team'] },
  inventory: {
    values: ['cases/model', 'lib', 'rules', 'store'],
    types: ['context.ts', 'forms', 'messages', 'team'],
  },
  cases: {
    values: [
      'cases/model',
      'charts',
      'chat/queueing',
      'context.ts',
      'errors.ts',
      'forms',
      'inventory',
      'lib',
      'rules',
      'store',
      'store/schema',
      'team',
      'team/people.ts',
    ],
    types: ['messages'],
  },
  summary: {
    values: [
      'cases',
      'cases/model',
      'charts',
      'chat/queueing',
      'context.ts',
      'inventory',
      'lib',
      'messages',
      'rules',
      'store',
      'store/schema',
      'team',
    ],
    types: ['chat'],
  },
  // What the clock looks for in the stock while the team is at work.
  watch: {
    values: [
      'cases',
      'cases/model',
      'chat/queueing',
      'context.ts',
      'inventory',
      'lib',
      'rules',
      'store',
      'store/schema',
      'summary',
      'team',
      'team/people.ts',
    ],
    types: ['messages'],
  },
  'rehearsal/model': {
    values: ['cases/model', 'lib', 'rules', 'team'],
    types: ['forms', 'team/people.ts'],
  },
  rehearsal: {
    values: [
      'cases',
      'cases/model',
      'chat/queueing',
      'context.ts',
      'errors.ts',
      'lib',
      'rehearsal/model',
      'store',
      'team',
    ],
    types: ['messages'],
  },
  // Tables of Feishu's 多维表格: fields of a record and texts of a file, calls, what is read and what is recorded.
  'bitable/model': {
    values: ['cases/model', 'forms', 'lib', 'messages'],
    types: ['rules'],
  },
  bitable: {
    values: [
      'bitable/model',
      'cases',
      'cases/model',
      'chat',
      'chat/feishu',
      'chat/queueing',
      'context.ts',
      'ingest',
      'messages',
      'store',
    ],
    types: ['lib', 'team'],
  },
  export: { values: ['errors.ts', 'ingest', 'lib', 'store'], types: ['context.ts'] },
  doctor: {
    values: ['cases', 'cases/model', 'chat/queueing', 'lib', 'messages', 'store', 'team', 'team/people.ts'],
    types: ['chat', 'context.ts'],
  },
  jobs: {
    values: [
      'bitable',
      'cases',
      'chat/queueing',
      'context.ts',
      'errors.ts',
      'lib',
      'rules',
      'store',
      'store/schema',
      'summary',
      'team',
      'watch',
    ],
  },
  // Chat: the queue that verbs fill, the outbox and the door, one folder for each platform.
  'chat/queueing': { values: ['context.ts', 'lib', 'messages', 'store'], types: ['chat', 'team'] },
  chat: {
    values: ['context.ts', 'errors.ts', 'forms', 'lib', 'messages', 'store', 'team/people.ts'],
    types: ['team'],
  },
  'chat/console': { values: ['chat', 'lib'], types: ['messages', 'team'] },
  // What the renderers of platforms do in the same way.
  'chat/render': { values: [], types: ['messages'] },
  'chat/slack/render': { values: ['chat/render', 'forms', 'lib', 'messages'] },
  'chat/feishu/render': { values: ['chat', 'chat/render', 'forms', 'lib', 'messages'] },
  'chat/feishu': {
    values: ['chat', 'chat/feishu/render', 'forms', 'lib', 'messages', 'team/people.ts'],
    types: ['team'],
  },
  'chat/slack': {
    values: ['chat', 'chat/slack/render', 'forms', 'lib', 'messages', 'team/people.ts'],
    types: ['team'],
  },
  // Surfaces: what people see and type.
  commands: {
    values: [
      'bitable',
      'cases',
      'cases/model',
      'context.ts',
      'doctor',
      'errors.ts',
      'export',
      'forms',
      'ingest',
      'inventory',
      'lib',
      'messages',
      'rehearsal',
      'rules',
      'store',
      'summary',
      'team',
    ],
    types: ['chat'],
  },
  web: {
    values: [
      'cases',
      'cases/model',
      'charts',
      'context.ts',
      'doctor',
      'errors.ts',
      'forms',
      'inventory',
      'lib',
      'messages',
      'rehearsal',
      'rules',
      'store',
    ],
    types: ['chat', 'ingest', 'team'],
  },
  terminal: {
    values: [
      'cases',
      // The set-up makes the app before there is a service.
      'chat/feishu',
      'commands',
      'config.ts',
      'doctor',
      'errors.ts',
      'export',
      'ingest',
      'lib',
      'messages',
      'rehearsal',
      'store',
      'team',
      'main.ts',
      'platforms.ts',
      'demo',
    ],
    types: ['chat', 'context.ts'],
  },
  demo: {
    values: [
      'app.ts',
      'cases',
      'cases/model',
      'config.ts',
      'errors.ts',
      'forms',
      'ingest',
      'jobs',
      'lib',
      'messages',
      'platforms.ts',
      'store',
      'team',
      'web',
    ],
    types: ['chat', 'context.ts'],
  },
  // Wiring.
  'errors.ts': { values: [], types: ['lib'] },
  'context.ts': { values: [], types: ['bitable', 'chat', 'lib', 'store', 'team'] },
  'settings.ts': { values: [], types: ['errors.ts', 'lib'] },
  'slack-settings.ts': { values: [], types: ['chat/slack', 'errors.ts', 'lib', 'settings.ts', 'team'] },
  'feishu-settings.ts': { values: [], types: ['chat/feishu', 'errors.ts', 'lib', 'settings.ts', 'team'] },
  'config.ts': {
    values: ['errors.ts', 'feishu-settings.ts', 'settings.ts', 'slack-settings.ts', 'team'],
    types: ['chat/feishu', 'chat/slack', 'lib'],
  },
  'platforms.ts': {
    values: ['bitable', 'chat/console', 'chat/feishu', 'chat/slack', 'commands', 'lib', 'store', 'team'],
    types: ['chat', 'context.ts'],
  },
  'upkeep.ts': { values: ['chat', 'lib'], types: ['config.ts', 'context.ts', 'store'] },
  'app.ts': { values: ['cases', 'chat', 'commands', 'jobs', 'rehearsal', 'team'], types: ['context.ts'] },
  'main.ts': {
    values: ['app.ts', 'ingest', 'jobs', 'lib', 'platforms.ts', 'store', 'upkeep.ts', 'web'],
    types: ['config.ts', 'context.ts'],
  },
  'cli.ts': { values: ['config.ts', 'terminal'] },
};

/** Files that count as another part than their folder's. */
const exceptions: Readonly<Record<string, string>> = {
  'src/chat/queue.ts': 'chat/queueing',
  'src/chat/tell.ts': 'chat/queueing',
  'src/chat/address.ts': 'chat/queueing',
  'src/chat/off-peak.ts': 'chat/queueing',
  'src/chat/urgent.ts': 'chat/queueing',
};

/** Nothing but values in, values out: no time of day, no waiting, no outside world. */
const pure = [
  'rules',
  'forms',
  'team/people.ts',
  'cases/model',
  'rehearsal/model',
  'bitable/model',
  'messages',
  'chat/render',
  'chat/slack/render',
  'chat/feishu/render',
];

/** Where a package may be imported: a part, or one file. What is not named here may be used nowhere. */
const packages: Readonly<Record<string, readonly string[]>> = {
  '@date-fns/tz': ['src/lib/day.ts'],
  'date-fns': ['src/cases/closed-day.ts', 'src/jobs/prune.ts'],
  '@electric-sql/pglite': ['store'],
  '@fastify/busboy': ['src/web/upload.ts'],
  '@hono/node-server': ['web'],
  '@resvg/resvg-js': ['src/charts/render.ts'],
  '@slack/bolt': ['chat/slack'],
  '@slack/socket-mode': ['src/chat/slack/transport/socket-link.ts'],
  '@slack/types': ['chat/slack', 'chat/slack/render'],
  '@slack/web-api': ['chat/slack'],
  '@larksuiteoapi/node-sdk': ['chat/feishu'],
  'chinese-days': ['src/team/holidays.ts'],
  'csv-parse': ['ingest'],
  'date-holidays': ['src/team/holidays.ts'],
  'drizzle-orm': ['store', 'store/schema', 'cases', 'ingest', 'summary', 'team', 'jobs', 'export', 'watch'],
  echarts: ['charts'],
  'fastest-levenshtein': ['commands', 'ingest', 'settings.ts', 'team', 'terminal'],
  hono: ['web'],
  'iconv-lite': ['ingest'],
  'node-cron': ['src/jobs/schedule.ts'],
  pino: ['src/lib/log.ts'],
  postgres: ['store'],
  'prom-client': ['src/web/metrics.ts'],
  'string-width': ['messages', 'terminal'],
  uqr: ['src/terminal/feishu.ts'],
  'write-excel-file': ['export', 'summary'],
  yaml: ['team'],
  zod: ['cases', 'settings.ts', 'team', 'web', 'store'],
};

const files = sourceFiles('src');

describe('the parts of the house', () => {
  it('import only what stands above them', () => {
    expect(files.flatMap(forbiddenImports)).toEqual([]);
  });

  it('use libraries only where they belong', () => {
    expect(files.flatMap(forbiddenPackages)).toEqual([]);
  });

  it('hold no permission that nobody needs', () => {
    const used = files.flatMap((source) =>
      importsOf(source).map(({ target }) => `${partOf(source.file)} > ${ours(target) ? partOf(target) : target}`),
    );
    const given = [
      ...Object.entries(parts).flatMap(([part, { values, types = [] }]) =>
        [...values, ...types].map((other) => `${part} > ${other}`),
      ),
      ...Object.entries(packages).flatMap(([name, users]) =>
        users.map((user) => `${ours(user) ? partOf(user) : user} > ${name}`),
      ),
    ];
    expect(given.filter((each) => !used.includes(each))).toEqual([]);
  });

  it('are all known here', () => {
    const folders = readdirSync('src');
    expect(folders.filter((name) => !(name in parts))).toEqual([]);
  });
});

describe('the pure folders', () => {
  it('read no clock, wait for nothing and touch nothing outside', () => {
    expect(files.flatMap(impurities)).toEqual([]);
  });
});

describe('the benchmark', () => {
  const bench = sourceFiles('bench');

  it('counts, and knows its peers, without the product: only rules and helpers', () => {
    const own = bench.filter(({ file }) => /^bench\/(scoring|peers|sets)\//.test(file));
    const product = own.flatMap((source) => importsOf(source).filter(({ typesOnly }) => !typesOnly));
    expect(product.filter(({ target }) => ours(target) && !/^src\/(lib|rules|errors\.ts)/.test(target))).toEqual([]);
  });

  it('shows the product nothing of what was injected', () => {
    const player = bench.filter(({ file }) => file.startsWith('bench/product/'));
    expect(player.filter(({ text }) => /\blabels?\b|scoring\//.test(withoutComments(text)))).toEqual([]);
  });

  it('reads neither clock nor environment', () => {
    expect([...bench.flatMap(clockReads), ...bench.flatMap(environmentReads)]).toEqual([]);
  });
});

describe('time and settings', () => {
  it('the time of day is read in lib/clock.ts alone', () => {
    expect(files.filter(({ file }) => file !== 'src/lib/clock.ts').flatMap(clockReads)).toEqual([]);
  });

  it('the environment is read in config.ts alone', () => {
    expect(files.filter(({ file }) => file !== 'src/config.ts').flatMap(environmentReads)).toEqual([]);
  });

  it('no statement asks the database for the time of the transaction', () => {
    expect(files.flatMap(databaseTime)).toEqual([]);
    const migrations = readdirSync('migrations')
      .filter((name) => name.endsWith('.sql'))
      .map((name) => ({ file: `migrations/${name}`, text: readFileSync(`migrations/${name}`, 'utf8') }));
    expect(migrations.flatMap(databaseTime)).toEqual([]);
  });
});

describe('these checks find', () => {
  const at = (file: string, text: string): SourceFile => ({ file, text });

  it.each([
    ['src/rules/judge.ts', "import { loadCase } from '../store/cases.ts';"],
    ['src/rules/judge.ts', "import { loadPolicy } from '../team/policy.ts';"],
    ['src/messages/card.ts', "import {\n  type A,\n  openCase,\n} from '../cases/model/anomaly-case.ts';"],
    ['src/cases/sweep.ts', "import { deliverDue } from '../chat/deliver.ts';"],
    ['src/chat/console/adapter.ts', "import { findCase } from '../../store/cases.ts';"],
    ['src/commands/ack.ts', "const { page } = await import('../web/pages/cases.tsx');"],
    ['src/store/db.ts', "export * from '../jobs/index.ts';"],
    ['src/nowhere/new.ts', "import { day } from '../lib/day.ts';"],
  ])('a forbidden import in %s: %s', (file, text) => {
    expect(forbiddenImports(at(file, text))).toHaveLength(1);
  });

  it.each([
    ['src/rules/judge.ts', "import type { DetectionPolicy } from '../team/policy.ts';"],
    ['src/rules/judge.ts', "import { type DetectionPolicy } from '../team/policy.ts';"],
    ['src/rules/judge.ts', "// import { loadCase } from '../store/cases.ts';"],
  ])('nothing wrong in %s: %s', (file, text) => {
    expect(forbiddenImports(at(file, text))).toEqual([]);
  });

  it.each([
    ['src/web/server.ts', "import postgres from 'postgres';"],
    ['src/web/server.ts', "import { eq } from 'drizzle-orm';"],
    ['src/jobs/index.ts', "import cron from 'node-cron';"],
    ['src/lib/day.ts', "import leftPad from 'left-pad';"],
  ])('a library out of place in %s: %s', (file, text) => {
    expect(forbiddenPackages(at(file, text))).toHaveLength(1);
  });

  it.each([
    "import { readFileSync } from 'node:fs';",
    'export async function judge() {}',
    'const later = Promise.resolve(1);',
    'const started = performance.now();',
    'const luck = Math.random();',
    'setTimeout(tick, 1);',
  ])('what a pure file may not do: %s', (text) => {
    expect(impurities(at('src/rules/judge.ts', text))).toHaveLength(1);
  });

  it.each(['const at = new Date();', 'const at = Date.now();', 'const at = new Date;', 'const at = Date();'])(
    'a clock read: %s',
    (text) => {
      expect(clockReads(at('src/cases/sweep.ts', text))).toHaveLength(1);
    },
  );

  it.each(['sql`where due_at <= now()`', 'sql`CURRENT_TIMESTAMP`', "at: timestamp('at').defaultNow(),"])(
    'the time of the transaction: %s',
    (text) => {
      expect(databaseTime(at('src/store/cases.ts', text))).toHaveLength(1);
    },
  );

  it.each([
    'const { PORT } = process.env;',
    "process['env'].PORT",
    'const { env } = process;',
    "import { env } from 'node:process';",
  ])('a reader of the environment: %s', (text) => {
    expect(environmentReads(at('src/web/server.ts', text))).toHaveLength(1);
  });
});

function ours(target: string): boolean {
  return target.startsWith('src/');
}

function partOf(file: string): string {
  if (exceptions[file]) return exceptions[file];
  const inside = file.replace(/^src\//, '');
  const [longest] = Object.keys(parts)
    .filter((part) => inside === part || inside.startsWith(`${part}/`))
    .sort((a, b) => b.length - a.length);
  return longest ?? inside;
}

function forbiddenImports(source: SourceFile): string[] {
  const part = partOf(source.file);
  const rule = parts[part];
  return importsOf(source).flatMap(({ target, typesOnly }) => {
    const other = ours(target) ? partOf(target) : part;
    const allowed = [part, ...(rule?.values ?? []), ...(typesOnly ? (rule?.types ?? []) : [])];
    return rule && allowed.includes(other) ? [] : [`${source.file}: ${target}${typesOnly ? ' (types)' : ''}`];
  });
}

function forbiddenPackages(source: SourceFile): string[] {
  return importsOf(source)
    .filter(({ target }) => !ours(target) && !target.startsWith('node:'))
    .filter(({ target }) => {
      const users = packages[target] ?? [];
      return !users.includes(source.file) && !users.includes(partOf(source.file));
    })
    .map(({ target }) => `${source.file}: ${target}`);
}

const outside = [
  /\basync\b/,
  /\bawait\b/,
  /\bPromise\b/,
  /\bMath\.random\b/,
  /\bperformance\b/,
  /\bset(Timeout|Interval|Immediate)\b/,
  /\bprocess\b(?!ing)/,
  /\bfetch\(/,
];

function impurities(source: SourceFile): string[] {
  if (!pure.includes(partOf(source.file))) return [];
  const code = withoutComments(source.text);
  const builtIn = importsOf(source).filter(({ target }) => target.startsWith('node:'));
  const wrong = [
    ...builtIn.map(({ target }) => target),
    ...outside.filter((pattern) => pattern.test(withoutTexts(code))).map(String),
    ...clockReads(source),
  ];
  return wrong.length === 0 ? [] : [`${source.file}: ${wrong.join(', ')}`];
}

/** Words that people read are no code. */
function withoutTexts(code: string): string {
  return code
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replace(/`(?:[^`\\]|\\.)*`/g, (text) => (text.match(/\$\{[^}]*\}/g) ?? []).join(' '));
}

function clockReads({ file, text }: SourceFile): string[] {
  const found = withoutComments(text).match(
    /\bDate\.now\b|\bnew Date(?!\w|\()|\bnew Date\(\s*\)|(?<!new )\bDate\(\s*\)/g,
  );
  return (found ?? []).map((each) => `${file}: ${each}`);
}

function environmentReads({ file, text }: SourceFile): string[] {
  const found = withoutComments(text).match(
    /\bprocess\s*(\.|\[')\s*env\b|\benv\b[^;\n]*\}\s*=\s*process\b|\bnode:process\b/g,
  );
  return (found ?? []).map((each) => `${file}: ${each}`);
}

/** `now()` and its like stand still within a transaction and follow another clock than the context's. */
function databaseTime({ file, text }: SourceFile): string[] {
  const found = withoutComments(text).match(
    /(?<![.\w])now\(\)(?!\s*[:{])|\b(?:current_timestamp|current_date|current_time|localtimestamp|localtime|transaction_timestamp|statement_timestamp)\b|\bdefaultNow\b/gi,
  );
  return (found ?? []).map((each) => `${file}: ${each}`);
}
