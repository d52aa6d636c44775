import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import {
  type Encoding,
  legacyEncodings,
  likeliest,
  strictWatch,
  textDecoder,
  utf16Of,
} from '../../src/ingest/encoding.ts';
import { headerWords } from '../../src/ingest/formats/index.ts';

function guess(bytes: Buffer): Encoding | undefined {
  const watch = strictWatch(legacyEncodings);
  watch.add(bytes);
  return likeliest(watch.end(), bytes, headerWords);
}

const ascii = fc.stringMatching(/^[A-Za-z0-9 ,.-]{0,12}$/);
const chinese = fc.constantFrom(
  '保温杯',
  '台灯',
  '瑜伽垫',
  '可用库存',
  '销量',
  '负责人',
  '蓝牙耳机',
  '手机壳',
  '数据线',
  '补货',
);
const japanese = fc.constantFrom(
  '保温ボトル',
  'ブラック',
  '渋谷区',
  'ホワイト',
  'ヨガマット',
  'デスクライト',
  'カップ',
);
const german = fc.constantFrom('Isolierflasche – „Café“', 'Weiß', 'München', 'größer', 'Öl für Küche', 'Preis 5 €');

function textOf(words: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const line = fc.tuple(ascii, words, ascii).map((parts) => parts.join(' '));
  return fc.array(line, { minLength: 2, maxLength: 30 }).map((lines) => `sku,name\n${lines.join('\n')}\n`);
}

describe.each<[string, Encoding, fc.Arbitrary<string>]>([
  ['Chinese in GB18030', 'gb18030', textOf(chinese)],
  ['Japanese in Shift_JIS', 'shift_jis', textOf(japanese)],
  ['German in windows-1252', 'windows-1252', textOf(german)],
])('%s', (_name, encoding, texts) => {
  it('is recognised and comes back unchanged, however it is cut into pieces', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 7 }), (text, piece) => {
        const bytes = iconv.encode(text, encoding);
        expect(guess(bytes)).toBe(encoding);
        const decoder = textDecoder(encoding);
        let decoded = '';
        for (let at = 0; at < bytes.length; at += piece) decoded += decoder.write(bytes.subarray(at, at + piece));
        expect(decoded + decoder.end()).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});

it('never takes bytes for an encoding in which one of them means nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (array) => {
      const bytes = Buffer.from(array);
      const encoding = guess(bytes);
      if (!encoding) return;
      const decoder = textDecoder(encoding);
      expect(decoder.write(bytes) + decoder.end()).not.toContain('\ufffd');
    }),
    { numRuns: 1_000 },
  );
});

it('knows the euro sign of windows-1252', () => {
  expect(textDecoder('windows-1252').write(Buffer.from([0x80]))).toBe('€');
});

it('tells UTF-16 by its mark, and by its zeros without one', () => {
  const text = 'store_id,sku\namz-us,LM-LAMP-S\n';
  expect(utf16Of(iconv.encode(text, 'utf-16le', { addBOM: true }))).toBe('utf-16le');
  expect(utf16Of(iconv.encode(text, 'utf-16be', { addBOM: true }))).toBe('utf-16be');
  expect(utf16Of(iconv.encode(text, 'utf-16le', { addBOM: false }))).toBe('utf-16le');
  expect(utf16Of(Buffer.from(text))).toBeUndefined();
  expect(utf16Of(Buffer.from(`\0\0\0\0${text}`))).toBeUndefined();
});
