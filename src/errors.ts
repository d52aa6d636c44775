// The two named kinds of failure. Anything else that is thrown is a bug: logged with its stack, never hidden.

import type { Bilingual } from './lib/language.ts';

/** What went wrong and what to do next, as the person at fault or at work reads it. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: string;
  readonly text: Bilingual;

  constructor(code: string, text: Bilingual) {
    super(`${code}: ${text.en}`);
    this.code = code;
    this.text = text;
  }
}

/** Was the work lost against another change made at the same moment? */
export function isConflict(error: unknown): boolean {
  return error instanceof UserError && error.code === 'CONFLICT';
}

/** Trouble outside the program (database, network, a platform). `retry` says whether trying again can help. */
export class OperationalError extends Error {
  override readonly name = 'OperationalError';
  readonly retry: boolean;

  constructor(message: string, options: { retry: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.retry = options.retry;
  }
}

/** One fault of the configuration: where it stands, and what to write there instead. Never holds a secret's value. */
export interface ConfigFault {
  /** The policy file; null for an environment variable. */
  file: string | null;
  /** 1-based; null where there is no line to name. */
  line: number | null;
  /** "PORT", "stores[amz-us].zone" */
  name: string;
  text: Bilingual;
}

/** Everything that is wrong with the configuration, told at once. */
export class ConfigError extends UserError {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super('CONFIG', {
      zh: [`配置有 ${faults.length} 处错误，改正后重新启动：`, ...faults.map(faultLineZh)].join('\n'),
      en: [
        `The configuration has ${faults.length} fault(s). Correct them and start again:`,
        ...faults.map(faultLineEn),
      ].join('\n'),
    });
    this.faults = faults;
  }
}

function faultLineZh({ file, line, name, text }: ConfigFault): string {
  const where = [file, line === null ? null : `第 ${line} 行`, name].filter((each) => each !== null && each !== '');
  return `  ${where.join(' ')}：${text.zh}`;
}

function faultLineEn({ file, line, name, text }: ConfigFault): string {
  const where = [file, line === null ? null : `line ${line}`, name].filter((each) => each !== null && each !== '');
  return `  ${where.join(' ')}: ${text.en}`;
}
