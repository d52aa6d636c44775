// Refusals of what a person typed: they say what is wrong; `run.ts` adds how the command is written.

import { UserError } from '../errors.ts';
import type { Bilingual } from '../lib/language.ts';
import { clean } from '../messages/clean.ts';

/** Input that a command could not read. */
export class MalformedError extends UserError<'MALFORMED'> {
  readonly fault: Bilingual;

  constructor(fault: Bilingual, usage: Bilingual = { zh: '写法见 help。', en: 'See help for how to write it.' }) {
    super('MALFORMED', { fault, usage });
    this.fault = fault;
  }
}

/** The words after the command's name make no sense. */
export function malformed(text: Bilingual): UserError {
  return new MalformedError(text);
}

/** Something is missing: "which case?". */
export function missing(what: Bilingual): UserError {
  return malformed({ zh: `缺少${what.zh}。`, en: `The ${what.en} is missing.` });
}

/** A word too many. */
export function tooMany(word: string): UserError {
  const shown = quoted(word);
  return malformed({ zh: `多余的内容：${shown}。`, en: `Not understood: ${shown}.` });
}

/** What somebody typed, fit to be shown back to them. */
export function quoted(word: string): string {
  return `“${clean(word, 40)}”`;
}
