// Text from outside is shown, not obeyed.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean, cut } from '../../src/messages/clean.ts';

describe('clean', () => {
  test.each([
    ['a\u202Eb', 'a⟨U+202E⟩b'],
    ['a\u0000b', 'a⟨U+0000⟩b'],
    ['a\u200Bb', 'a⟨U+200B⟩b'],
    ['a\u{E0041}b', 'a⟨U+E0041⟩b'],
    ['a\ud800b', 'a⟨U+D800⟩b'],
    ['a\u001b[31mb', 'a⟨U+001B⟩[31mb'],
    ['line\r\nnext\u2028last', 'line ⏎ next ⏎ last'],
    ['  a \u00a0 b  ', 'a b'],
    ['', '–'],
    [' \u3164 ', '⟨U+3164⟩'],
    ['<!channel> <at id=all></at>', '<!channel> <at id=all></at>'],
    ['不锈钢保温杯 🎄', '不锈钢保温杯 🎄'],
  ])('%j is shown as %s', (text, shown) => {
    expect(clean(text, 60)).toBe(shown);
  });

  test('stacks of combining marks are thinned', () => {
    expect(clean(`a${'\u0301'.repeat(300)}b`, 60)).toBe(`a${'\u0301'.repeat(3)}b`);
    expect(clean(`a${'\u0301'.repeat(5000)}b`, 60)).toBe(`a${'\u0301'.repeat(3)}…`);
  });

  test('any input becomes one line of the given length without invisible characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), fc.integer({ min: 2, max: 80 }), (text, length) => {
        const shown = clean(text, length);
        expect(shown.length).toBeGreaterThan(0);
        expect(shown.length).toBeLessThanOrEqual(length);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      }),
    );
  });
});

test('a cut ends with "…" and never splits a character', () => {
  expect(cut('abcdef', 4)).toBe('abc…');
  expect(cut('ab🎄cd', 4)).toBe('ab…');
  expect(cut('abcd', 4)).toBe('abcd');
});
