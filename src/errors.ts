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

/** Trouble outside the program (database, network, a platform). `retry` says whether trying again can help. */
export class OperationalError extends Error {
  override readonly name = 'OperationalError';
  readonly retry: boolean;

  constructor(message: string, options: { retry: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.retry = options.retry;
  }
}
