// The environment variables: their names, what they may hold and what holds without them. Pure; `config.ts` brings the
// environment and opens the files that secrets may stand in.

import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { platformList } from './chat/index.ts';
import type { ConfigFault } from './errors.ts';
import type { Bilingual } from './lib/language.ts';
import { optional, type Setting, setting, type ValuesOf, webAddress } from './lib/setting.ts';

/** One setting as people may read it. */
export interface ShownSetting {
  name: string;
  /** The value; for secrets never more than that they are set. */
  value: Bilingual;
  from: 'environment' | 'file' | 'default';
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const ownSettings = {
  HOST: setting({
    schema: z.string().regex(/^[\w.:[\]-]+$/),
    fallback: '127.0.0.1',
    write: {
      zh: '请写监听地址，例如 127.0.0.1 或 0.0.0.0',
      en: 'write an address to listen on, such as 127.0.0.1 or 0.0.0.0',
    },
  }),
  PORT: setting({
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .pipe(z.number().max(65_535)),
    fallback: 8080,
    write: { zh: '请写 0 到 65535 的端口号，例如 8080', en: 'write a port from 0 to 65535, such as 8080' },
  }),
  DATABASE_URL: optional({
    schema: z.string().regex(/^postgres(ql)?:\/\/[^\s]+$/),
    secret: true,
    write: {
      zh: '请写 postgres://用户:密码@主机:5432/库名；不设置则用内置数据库',
      en: 'write postgres://user:password@host:5432/database; leave it out for the embedded database',
    },
  }),
  SKUWATCH_DATA: setting({
    schema: z.string(),
    fallback: './data',
    write: { zh: '请写数据目录的路径', en: 'write the path of the data folder' },
  }),
  SKUWATCH_CONFIG: optional({
    schema: z.string(),
    write: { zh: '请写配置文件的路径', en: 'write the path of the policy file' },
  }),
  SKUWATCH_PUBLIC_URL: optional({
    schema: webAddress.refine(isBare).transform((text) => new URL(text).origin),
    write: {
      zh: '请写控制台的外部地址，不带路径，例如 https://skuwatch.example.com',
      en: 'write how people reach the console, without a path, such as https://skuwatch.example.com',
    },
  }),
  LOG_LEVEL: setting({
    schema: z.enum(logLevels),
    fallback: 'info',
    write: { zh: `请写其中之一：${logLevels.join('、')}`, en: `write one of: ${logLevels.join(', ')}` },
  }),
  SKUWATCH_HEARTBEAT_URL: optional({
    schema: webAddress,
    secret: true,
    write: { zh: '请写 http 或 https 地址', en: 'write an http or https address' },
  }),
  METRICS_TOKEN: optional({
    schema: z.string().regex(/^[\x21-\x7e]{16,}$/),
    secret: true,
    write: { zh: '请写至少 16 个字符，不含空格', en: 'write at least 16 characters without spaces' },
  }),
  SKW_FAILPOINT: optional({ schema: z.string(), hidden: true, write: { zh: '仅供测试', en: 'for tests only' } }),
};

const settings: Readonly<Record<string, Setting<unknown>>> = {
  ...ownSettings,
  ...Object.assign({}, ...platformList.map(({ variables }) => variables)),
};

/** What is set: Skuwatch's own settings by name, those of the chat platforms for their records to read. */
type SettingValues = ValuesOf<typeof ownSettings> & Readonly<Record<string, unknown>>;

/** Opens the file of a secret; undefined when it cannot be read. */
export type ReadFile = (path: string) => string | undefined;

/** All settings of `env`. Where a value is wrong its default stands in, so that the rest can be checked as well. */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  readFile: ReadFile,
): { values: SettingValues; shown: ShownSetting[]; faults: ConfigFault[] } {
  const faults: ConfigFault[] = misspelt(env);
  const shown: ShownSetting[] = [];
  const read = ([name, one]: [string, Setting<unknown>]): unknown => {
    const raw = rawValue(name, one, env, readFile);
    if ('fault' in raw) faults.push(fault(raw.name, raw.fault));
    const parsed = 'text' in raw && raw.text !== undefined ? one.schema.safeParse(raw.text) : undefined;
    if (parsed && !parsed.success) faults.push(fault(name, one.write));
    const value = parsed?.success ? parsed.data : one.fallback;
    if (!one.hidden)
      shown.push({ name, value: shownValue(one, value), from: parsed && 'from' in raw ? raw.from : 'default' });
    return value;
  };
  const values = Object.fromEntries(Object.entries(settings).map((each) => [each[0], read(each)]));
  return { values: values as SettingValues, shown, faults };
}

type Raw = { text: string | undefined; from: ShownSetting['from'] } | { name: string; fault: Bilingual };

/** Empty counts as not set: compose files pass variables on that way. */
function rawValue(
  name: string,
  one: Setting<unknown>,
  env: Parameters<typeof readSettings>[0],
  readFile: ReadFile,
): Raw {
  const text = env[name]?.trim() || undefined;
  const path = one.secret ? env[`${name}_FILE`]?.trim() || undefined : undefined;
  if (path === undefined) return { text, from: 'environment' };
  if (text !== undefined) return { name: `${name}_FILE`, fault: bothSet(name) };
  const content = readFile(path)?.trim();
  return content ? { text: content, from: 'file' } : { name: `${name}_FILE`, fault: unreadable };
}

/** Names that start as ours do and are one or two letters away from one of ours: surely meant, and silently without effect. */
function misspelt(env: Parameters<typeof readSettings>[0]): ConfigFault[] {
  const names = Object.entries(settings).flatMap(([name, { secret }]) => (secret ? [name, `${name}_FILE`] : [name]));
  const starts = ['SKUWATCH', ...platformList.flatMap(({ prefix }) => prefix?.replace(/_$/, '') ?? [])];
  const ours = Object.keys(env).filter((name) => starts.some((each) => name.startsWith(each)) && !names.includes(name));
  return ours.flatMap((name) => {
    const near = names.find((each) => distance(each, name) <= 2);
    return near
      ? [fault(name, { zh: `没有这个设置；是不是 ${near}？`, en: `there is no such setting; did you mean ${near}?` })]
      : [];
  });
}

function shownValue(one: Setting<unknown>, value: unknown): Bilingual {
  if (value === undefined) return { zh: '未设置', en: 'not set' };
  if (one.secret) return { zh: '已设置', en: 'set' };
  return { zh: String(value), en: String(value) };
}

function fault(name: string, text: Bilingual): ConfigFault {
  return { file: null, line: null, name, text };
}

function bothSet(name: string): Bilingual {
  return { zh: `${name} 也已设置，两者只能留一个`, en: `${name} is set as well: keep one of the two` };
}

const unreadable: Bilingual = {
  zh: '文件读不到或为空，请检查路径和读取权限',
  en: 'the file cannot be read or is empty: check the path and the permission to read it',
};

function isBare(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { pathname, search, hash, username } = new URL(text);
  return pathname === '/' && search === '' && hash === '' && username === '';
}
