// Who may import whom, and what the pure folders must not do. A new folder fails here until it has a line of its own.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importsOf, type SourceFile, sourceFiles, withoutComments } from './support/source-files.ts';

/**
 * Parts of the house, from the ground up: a part imports only parts that stand before it. A file belongs to the longest of these
 * names that its path begins with. `types`: of these only types.
 */
const parts: Readonly<Record<string, { values: readonly string[]; types?: readonly string[] }>> = {
  // Helpers that know no business words, and the two kinds of error.
  lib: { values: [] },
  'error-table.ts': { values: [], types: ['lib'] },
  'errors.ts': { values: ['error-table.ts'], types: ['lib'] },
  // The policy file, people, calendar, stores: pure, knows no database.
  policy: { values: ['errors.ts', 'lib'] },
  // Pure decisions and texts.
  rules: { values: ['lib'], types: ['policy'] },
  forms: { values: ['lib', 'rules'] },
  model: { values: ['lib', 'policy'], types: ['forms', 'rules'] },
  messages: { values: ['forms', 'lib', 'model', 'rules'], types: ['error-table.ts', 'policy'] },
  charts: { values: ['lib', 'messages'], types: ['rules'] },
  // Memory.
  'store/schema': { values: ['forms', 'model', 'policy', 'rules'], types: ['lib', 'messages'] },
  store: { values: ['errors.ts', 'lib', 'model', 'rules', 'store/schema'], types: ['messages', 'policy'] },
  'context.ts': { values: ['errors.ts'], types: ['lib', 'policy', 'store'] },
  // Verbs: they read, decide with pure functions, and write.
  team: { values: ['context.ts', 'errors.ts', 'lib', 'policy', 'store'] },
  inventory: { values: ['lib', 'model', 'rules', 'store'], types: ['context.ts', 'forms', 'messages', 'policy'] },
  ingest: { values: ['context.ts', 'errors.ts', 'lib', 'policy', 'rules', 'store', 'store/schema', 'team'] },
  // Chat platforms: what each must offer, and one folder for each. They know neither store nor cases.
  chat: { values: ['forms', 'lib', 'policy'], types: ['errors.ts', 'messages'] },
  'chat/render': { values: [], types: ['messages'] },
  'chat/console': { values: ['chat', 'lib'], types: ['messages', 'policy'] },
  'chat/slack/render': { values: ['chat/render', 'forms', 'lib', 'messages'] },
  'chat/slack': { values: ['chat', 'chat/slack/render', 'forms', 'lib', 'messages', 'policy'], types: ['errors.ts'] },
  'chat/feishu/render': { values: ['chat', 'chat/render', 'forms', 'lib', 'messages'] },
  'chat/feishu': {
    values: ['chat', 'chat/feishu/render', 'forms', 'lib', 'messages', 'policy'],
    types: ['errors.ts'],
  },
  // The one list of platforms.
  'chat/index.ts': { values: ['chat/console', 'chat/feishu', 'chat/slack'], types: ['chat', 'policy'] },
  'settings.ts': { values: ['chat/index.ts', 'lib'], types: ['errors.ts'] },
  // What is said: the queue that verbs fill, and the sending of it.
  outbox: {
    values: ['chat', 'chat/index.ts', 'context.ts', 'errors.ts', 'lib', 'messages', 'policy', 'store'],
  },
  // Who owes what by when.
  cases: {
    values: [
      'charts',
      'context.ts',
      'errors.ts',
      'forms',
      'inventory',
      'lib',
      'model',
      'outbox',
      'policy',
      'rules',
      'store',
      'team',
    ],
    types: ['messages'],
  },
  summary: {
    values: [
      'cases',
      'charts',
      'context.ts',
      'inventory',
      'lib',
      'messages',
      'model',
      'outbox',
      'policy',
      'rules',
      'store',
    ],
  },
  watch: {
    values: [
      'cases',
      'context.ts',
      'inventory',
      'lib',
      'model',
      'outbox',
      'policy',
      'rules',
      'store',
      'summary',
      'team',
    ],
    types: ['messages'],
  },
  // What each policy would have asked.
  'rehearsal/model': { values: ['lib', 'model', 'policy', 'rules'], types: ['forms'] },
  rehearsal: {
    values: ['cases', 'context.ts', 'errors.ts', 'lib', 'model', 'outbox', 'rehearsal/model', 'store', 'team'],
    types: ['messages', 'policy'],
  },
  // Tables of 多维表格: fields and texts, calls, what is read and what is recorded.
  'bitable/model': { values: ['forms', 'lib', 'messages', 'model'], types: ['rules'] },
  bitable: {
    values: [
      'bitable/model',
      'cases',
      'chat',
      'chat/feishu',
      'context.ts',
      'ingest',
      'messages',
      'model',
      'outbox',
      'store',
    ],
    types: ['lib', 'policy'],
  },
  export: { values: ['errors.ts', 'ingest', 'lib', 'rules', 'store', 'store/schema'], types: ['context.ts'] },
  doctor: {
    values: [
      'cases',
      'chat/index.ts',
      'inventory',
      'lib',
      'messages',
      'model',
      'outbox',
      'policy',
      'store',
      'summary',
      'team',
    ],
    types: ['chat', 'context.ts', 'rules'],
  },
  jobs: {
    values: [
      'bitable',
      'cases',
      'context.ts',
      'errors.ts',
      'inventory',
      'lib',
      'outbox',
      'policy',
      'rules',
      'store',
      'summary',
      'watch',
    ],
    types: ['chat'],
  },
  // Surfaces: what people see and type.
  commands: {
    values: [
      'bitable',
      'cases',
      'context.ts',
      'doctor',
      'errors.ts',
      'export',
      'forms',
      'ingest',
      'inventory',
      'lib',
      'messages',
      'model',
      'outbox',
      'policy',
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
      'charts',
      'context.ts',
      'doctor',
      'errors.ts',
      'forms',
      'inventory',
      'lib',
      'messages',
      'model',
      'rehearsal',
      'rules',
      'store',
    ],
    types: ['chat', 'ingest', 'policy'],
  },
  // Wiring.
  'config.ts': {
    values: ['chat/index.ts', 'errors.ts', 'policy', 'settings.ts'],
    types: ['lib'],
  },
  'platforms.ts': {
    values: ['bitable', 'chat/feishu', 'chat/index.ts', 'commands', 'lib', 'store', 'team'],
    types: ['chat', 'context.ts', 'policy'],
  },
  'app.ts': {
    values: ['cases', 'commands', 'jobs', 'outbox', 'rehearsal', 'team'],
    types: ['chat', 'context.ts'],
  },
  'main.ts': {
    values: ['app.ts', 'ingest', 'jobs', 'lib', 'platforms.ts', 'store', 'web'],
    types: ['config.ts', 'context.ts'],
  },
  demo: {
    values: [
      'app.ts',
      'cases',
      'chat/index.ts',
      'config.ts',
      'errors.ts',
      'forms',
      'ingest',
      'jobs',
      'lib',
      'messages',
      'model',
      'platforms.ts',
      'policy',
      'store',
      'web',
    ],
    types: ['chat', 'context.ts'],
  },
  terminal: {
    values: [
      'cases',
      'chat',
      'chat/feishu',
      'commands',
      'config.ts',
      'demo',
      'doctor',
      'errors.ts',
      'export',
      'ingest',
      'lib',
      'main.ts',
      'messages',
      'platforms.ts',
      'rehearsal',
      'store',
      'team',
    ],
    types: ['context.ts', 'policy'],
  },
  'cli.ts': { values: ['config.ts', 'terminal'] },
};

/** Nothing but values in, values out: no time of day, no waiting, no outside world. */
const pure = [
  'rules',
  'forms',
  'policy',
  'model',
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
  'chinese-days': ['src/policy/holidays.ts'],
  'csv-parse': ['ingest'],
  'date-holidays': ['src/policy/holidays.ts'],
  // SQL lives in the store; `docs/how-it-works.md` says why these two have their own.
  'drizzle-orm': ['store', 'store/schema', 'ingest', 'export'],
  echarts: ['charts'],
  'fastest-levenshtein': ['commands', 'ingest', 'settings.ts', 'policy', 'terminal'],
  hono: ['web'],
  'iconv-lite': ['ingest'],
  'node-cron': ['src/jobs/schedule.ts'],
  pino: ['src/lib/log.ts'],
  postgres: ['store'],
  'prom-client': ['src/web/metrics.ts'],
  'string-width': ['messages', 'terminal'],
  uqr: ['src/terminal/feishu.ts'],
  'write-excel-file': ['export', 'summary'],
  yaml: ['policy'],
  zod: ['cases', 'chat/feishu', 'chat/slack', 'src/lib/setting.ts', 'settings.ts', 'policy', 'web', 'store'],
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

  it('stand in order: no permission points up, not even for a type', () => {
    const order = Object.keys(parts);
    const up = Object.entries(parts).flatMap(([part, { values, types = [] }]) =>
      [...values, ...types]
        .filter((other) => order.indexOf(other) >= order.indexOf(part))
        .map((other) => `${part} > ${other}`),
    );
    expect(up).toEqual([]);
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

describe('the doubles of chat platforms', () => {
  it("know nothing of the product but its clock, and nothing of the product's tests", () => {
    const doubles = sourceFiles('doubles').filter(({ file }) => !/^doubles\/\w+\/test\//.test(file));
    const targets = doubles.flatMap((source) => importsOf(source).map(({ target }) => target));
    expect(targets.filter((target) => /^(src|test)\//.test(target) && target !== 'src/lib/clock.ts')).toEqual([]);
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
    ['src/rules/judge.ts', "import { loadPolicy } from '../policy/policy.ts';"],
    ['src/messages/card.ts', "import {\n  type A,\n  openCase,\n} from '../cases/model/anomaly-case.ts';"],
    ['src/cases/remind-and-escalate.ts', "import { deliverDue } from '../chat/deliver.ts';"],
    ['src/chat/console/adapter.ts', "import { findCase } from '../../store/cases.ts';"],
    ['src/commands/ack.ts', "const { page } = await import('../web/pages/cases.tsx');"],
    ['src/store/db.ts', "export * from '../jobs/index.ts';"],
    ['src/nowhere/new.ts', "import { day } from '../lib/day.ts';"],
  ])('a forbidden import in %s: %s', (file, text) => {
    expect(forbiddenImports(at(file, text))).toHaveLength(1);
  });

  it.each([
    ['src/rules/judge.ts', "import type { DetectionPolicy } from '../policy/policy.ts';"],
    ['src/rules/judge.ts', "import { type DetectionPolicy } from '../policy/policy.ts';"],
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
      expect(clockReads(at('src/cases/remind-and-escalate.ts', text))).toHaveLength(1);
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
  const builtIn = importsOf(source).filter(({ target }) => target.startsWith('node:') && !mayLoad(source));
  const wrong = [
    ...builtIn.map(({ target }) => target),
    ...outside.filter((pattern) => pattern.test(withoutTexts(code))).map(String),
    ...clockReads(source),
  ];
  return wrong.length === 0 ? [] : [`${source.file}: ${wrong.join(', ')}`];
}

/** The holiday tables are large: they are loaded when the first calendar needs them. */
function mayLoad({ file }: SourceFile): boolean {
  return file === 'src/policy/holidays.ts';
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
