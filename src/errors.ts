// The two named kinds of failure. Anything else that is thrown is a bug: logged with its stack, never hidden.

import { type ErrorCode, type ErrorParam, type ErrorParams, errorTable } from './error-table.ts';
import type { Bilingual, Language } from './lib/language.ts';

/**
 * What went wrong and what to do next, as the person at fault or at work reads it. The texts are those of the code in
 * `error-table.ts`, with `params` filled in; the compiler demands every name that they leave open.
 */
export class UserError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'UserError';
  readonly code: ErrorCode;
  readonly text: Bilingual;

  constructor(code: C, ...[params]: keyof ErrorParams<C> extends never ? [] : [ErrorParams<C>]) {
    const text = { zh: errorText(code, params ?? {}, 'zh'), en: errorText(code, params ?? {}, 'en') };
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
export class ConfigError extends UserError<'CONFIG'> {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super('CONFIG', {
      count: faults.length,
      faults: { zh: faults.map(faultLineZh).join('\n'), en: faults.map(faultLineEn).join('\n') },
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

function errorText(code: ErrorCode, params: Readonly<Record<string, ErrorParam>>, language: Language): string {
  const { what, next } = errorTable[code];
  const gap = language === 'zh' || next[language].startsWith('\n') ? '' : ' ';
  return `${what[language]}${gap}${next[language]}`.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const param = params[name] ?? '';
    if (typeof param === 'string' || typeof param === 'number') return String(param);
    return 'zh' in param ? param[language] : param.join(language === 'zh' ? '、' : ', ');
  });
}
