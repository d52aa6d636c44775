// What is wrong with how the benchmark was called, or with a file it was given, in both languages.

import type { Bilingual } from '../src/lib/language.ts';

export class BenchError extends Error {
  override readonly name = 'BenchError';
  readonly text: Bilingual;

  constructor(text: Bilingual) {
    super(text.en);
    this.text = text;
  }
}
