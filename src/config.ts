// Everything that can be set: environment variables and the policy file. The only reader of process.env; reports all
// faults together and never shows the value of a secret.

import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ChatSettings, chatPlatforms, chatSettings, onlyOn, platformList } from './chat/index.ts';
import { ConfigError, type ConfigFault } from './errors.ts';
import type { Language } from './lib/language.ts';
import { readPolicy } from './policy/file/read.ts';
import type { Platform } from './policy/platforms.ts';
import type { Policy } from './policy/policy.ts';
import { readSettings, type ShownSetting } from './settings.ts';

/** Everything that is set. A chat platform under its id is undefined where it is not set up. */
export interface Config extends ChatSettings {
  host: string;
  /** 0 takes a free port. */
  port: number;
  /** How people reach the console, without a path or a slash at the end; undefined when not set. */
  publicUrl: string | undefined;
  /** postgres://…; undefined for the embedded database in `dataDir`. */
  databaseUrl: string | undefined;
  /** Absolute. */
  dataDir: string;
  logLevel: string;
  /** Asked (GET) as long as nothing is overdue, so that somebody notices when it is no longer asked. */
  heartbeatUrl: string | undefined;
  metricsToken: string | undefined;
  /** For crash tests only: where the process ends itself. */
  failpoint: string | undefined;
  policy: Policy;
  /** Absolute path of the policy file in force. */
  policyFile: string;
  /** True while the example that comes with the program is in force. */
  examplePolicy: boolean;
  /** Every setting for people to read; secrets say only that they are set. */
  settings: readonly ShownSetting[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The example that comes with the program. */
const examplePath = fileURLToPath(new URL('../examples/policy.yaml', import.meta.url));

/**
 * Reads all configuration; relative paths start at `directory`. Without SKUWATCH_CONFIG the policy file is
 * `policy.yaml` there if it exists, else the example. Throws ConfigError with every fault of both.
 */
export function readConfig(from: { env?: Environment; directory?: string } = {}): Config {
  const directory = from.directory ?? process.cwd();
  const { values, shown, faults } = readSettings(from.env ?? process.env, (path) => readText(resolve(directory, path)));
  const named = values.SKUWATCH_CONFIG;
  const policyFile = named === undefined ? usualPolicyFile(directory) : resolve(directory, named);
  const opened = openPolicy(policyFile, directory, named === undefined ? '' : 'SKUWATCH_CONFIG');
  const policy = 'faults' in opened ? undefined : opened.policy;
  const file = policy && { policy, file: shortPath(policyFile, directory) };
  // What is written wrongly may belong together once it is right.
  const readable = platformList.filter((each) => faultsOf(each.prefix, faults).length === 0);
  const all = [
    ...faults,
    ...('faults' in opened ? opened.faults : []),
    ...readable.flatMap((each) => each.faults(values, file)),
  ];
  if (!policy || all.length > 0) throw new ConfigError(all);
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.SKUWATCH_PUBLIC_URL,
    databaseUrl: values.DATABASE_URL,
    dataDir: resolve(directory, values.SKUWATCH_DATA),
    logLevel: values.LOG_LEVEL,
    heartbeatUrl: values.SKUWATCH_HEARTBEAT_URL,
    metricsToken: values.METRICS_TOKEN,
    ...chatSettings(values),
    failpoint: values.SKW_FAILPOINT,
    policy,
    policyFile,
    examplePolicy: policyFile === examplePath,
    settings: shown,
  };
}

/** Reads one policy file. Throws ConfigError with every fault. */
export function readPolicyFile(path: string, directory = process.cwd()): Policy {
  const opened = openPolicy(resolve(directory, path), directory, '');
  if ('faults' in opened) throw new ConfigError(opened.faults);
  return opened.policy;
}

/** The console and one platform, without a policy file. Throws ConfigError with every fault of its settings. */
export function readChat(platform: Platform, env: Environment = process.env, directory = process.cwd()): ChatSettings {
  const { values, faults } = readSettings(env, (path) => readText(resolve(directory, path)));
  const { prefix, faults: halfSet } = chatPlatforms[platform];
  const unreadable = faultsOf(prefix, faults);
  const all = unreadable.length > 0 ? unreadable : halfSet(values, undefined, true);
  if (all.length > 0) throw new ConfigError(all);
  return onlyOn(platform, chatSettings(values));
}

/** The environment of this process, for whoever passes it on to the functions here. */
export function processEnvironment(): Environment {
  return process.env;
}

/** The language the system is set to (LC_ALL, LC_MESSAGES, LANG); undefined when it says nothing about one. */
export function systemLanguage(env: Environment): Language | undefined {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  if (/^(C|POSIX)?(\.|$)/.test(locale)) return undefined;
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function faultsOf(prefix: string | undefined, faults: readonly ConfigFault[]): readonly ConfigFault[] {
  return prefix === undefined ? [] : faults.filter(({ name }) => name.startsWith(prefix));
}

function usualPolicyFile(directory: string): string {
  const own = resolve(directory, 'policy.yaml');
  return existsSync(own) ? own : examplePath;
}

function openPolicy(path: string, directory: string, setting: string): { policy: Policy } | { faults: ConfigFault[] } {
  const shownPath = shortPath(path, directory);
  const text = readText(path);
  if (text !== undefined) return readPolicy(text, shownPath);
  return {
    faults: [
      {
        file: null,
        line: null,
        name: setting,
        text: {
          zh: `读不到配置文件 ${shownPath}，请检查路径和读取权限`,
          en: `the policy file ${shownPath} cannot be read: check the path and the permission to read it`,
        },
      },
    ],
  };
}

/** A path as the person wrote it, where it lies below the folder they are in. */
function shortPath(path: string, directory: string): string {
  const short = relative(directory, path);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short;
}

/** Undefined for what is missing, a folder, or not to be read. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
