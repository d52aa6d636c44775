import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasUnprintable, tokenize, withoutInvocation } from '../../src/commands/tokenize.ts';

describe('splitting a typed line', () => {
  it.each<[string, string[]]>([
    ['mine', ['mine']],
    ['  case   1042  ', ['case', '1042']],
    ['sku　LM-LAMP-S', ['sku', 'LM-LAMP-S']],
    ['sku LM-LAMP-S\n', ['sku', 'LM-LAMP-S']],
    ['', []],
    ['　 ', []],
  ])('takes any kind of space between words: %j', (line, words) => {
    expect(tokenize(line)).toEqual(words);
  });

  it.each<[string, string[]]>([
    ['sku "LM LAMP S"', ['sku', 'LM LAMP S']],
    ['sku “LM LAMP S”', ['sku', 'LM LAMP S']],
    ['sku ‘LM LAMP S’', ['sku', 'LM LAMP S']],
    ['sku 「LM LAMP S」', ['sku', 'LM LAMP S']],
    ['sku “LM LAMP S"', ['sku', 'LM LAMP S']],
    ['answer 1 detail="two words" cause=other', ['answer', '1', 'detail=two words', 'cause=other']],
    ['answer 1 detail＝“两个 词”', ['answer', '1', 'detail＝两个 词']],
    ['x ""', ['x', '']],
  ])('keeps what stands in quotes together, typed or smart: %j', (line, words) => {
    expect(tokenize(line)).toEqual(words);
  });

  it.each<[string, string[]]>([
    ["return 1 don't guess", ['return', '1', "don't", 'guess']],
    ['return 1 15" screen', ['return', '1', '15"', 'screen']],
    ['return 1 "never closed', ['return', '1', '"never', 'closed']],
    ['return 1 he said "no"!', ['return', '1', 'he', 'said', '"no"!']],
  ])('leaves apostrophes and lone quotes alone: %j', (line, words) => {
    expect(tokenize(line)).toEqual(words);
  });

  it('loses no visible character of a line without quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (line) => {
        fc.pre(!/["'“”‘’「」『』]/.test(line));
        const visible = (text: string) => text.replace(/[\s\p{Zs}\u200b\ufeff]/gu, '');
        expect(tokenize(line).join('')).toBe(visible(line));
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (line) => {
        expect(tokenize(line).every((word) => typeof word === 'string')).toBe(true);
      }),
    );
  });
});

describe('the bot’s own name in front', () => {
  it.each([
    ['/sku mine', ['mine']],
    ['/skuwatch case 1042', ['case', '1042']],
    ['@Skuwatch mine', ['mine']],
    ['＠小助手 我的', ['我的']],
    ['sku LM-LAMP-S', ['sku', 'LM-LAMP-S']],
  ])('%s', (line, words) => {
    expect(withoutInvocation(tokenize(line))).toEqual(words);
  });
});

describe('characters that cannot be typed', () => {
  it('are noticed', () => {
    expect(['a\u0000b', 'a\u001bb', 'a\ud800b', 'a\u007fb'].map(hasUnprintable)).toEqual([true, true, true, true]);
  });

  it('do not include line breaks, tabs, emoji and Chinese', () => {
    expect(['a\nb', 'a\tb', '爆单 🎉', 'naïve'].some(hasUnprintable)).toBe(false);
  });
});
