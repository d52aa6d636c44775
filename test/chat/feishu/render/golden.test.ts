// Every example as Feishu gets it, both languages in one card, held against the files in test/fixtures/feishu.
// `npm run golden` rewrites them; `npm run cards` shows them as pictures.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FeishuCard } from '../../../../src/chat/feishu/render/card.ts';
import { languages } from '../../../../src/lib/language.ts';
import { exampleFeishuCards } from '../../../support/cards/feishu/examples.ts';
import { problemsOf, readAs } from './reading.ts';

const folder = new URL('../../../fixtures/feishu/', import.meta.url);
const rewriting = process.env.GOLDEN === 'rewrite';
/** Several forms in one card leave no room for a second language. */
const onlyChinese = ['card-several', 'card-several-partly-answered'];
const all = [...exampleFeishuCards];

describe('what Feishu gets', () => {
  test.each(all)('%s is what its golden file holds', (name, card) => {
    const file = new URL(`${name}.jsonl`, folder);
    const text = written(name, card);
    if (rewriting) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, text);
    }
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  test('no golden file is left over from an example that is gone', () => {
    const names = new Set(all.map(([name]) => `${name}.jsonl`));
    expect(readdirSync(folder).filter((name) => !names.has(name))).toEqual([]);
  });

  test.each(all)('%s is a card that Feishu takes', (_, card) => {
    expect(problemsOf(card)).toEqual([]);
  });

  test.each(all)('%s mentions nobody twice, and marks nothing but what it means', (_, card) => {
    for (const language of languages) {
      const { live } = readAs(card, language);
      expect(new Set(live).size).toBe(live.length);
      for (const each of live) expect(each).toMatch(/^(mention (ou_\w+|all)|link https:\/\/skuwatch\.example\.com\/)/);
    }
  });

  test.each(all)('%s says which message it is with everything that can be pressed', (_, card) => {
    const { buttons, forms } = readAs(card, 'zh');
    for (const { value } of [...buttons, ...forms.map(({ submit }) => submit ?? { value: undefined })]) {
      expect(value).toMatchObject({ v: 1, key: 'card:1042:post@feishu/group:oc_team' });
    }
  });

  const both = all.filter(([name]) => !onlyChinese.includes(name));
  test.each(both)('%s shows every reader their language', (_, card) => {
    expect(card.config.locales).toEqual(['zh_cn', 'en_us']);
    expect(readAs(card, 'en').title).not.toBe(readAs(card, 'zh').title);
  });

  test.each(onlyChinese)('%s is too long for two languages and stands in the first', (name) => {
    expect(exampleFeishuCards.get(name)?.config.locales).toEqual(['zh_cn']);
  });
});

/** A line for each element, so that a difference shows which of them changed; forms stand whole in the files of forms only. */
function written(name: string, { body, ...rest }: FeishuCard): string {
  const lines = body.elements.flatMap(({ elements, ...element }): object[] => {
    if (!Array.isArray(elements)) return [element];
    if (element.tag === 'form' && !name.startsWith('form-')) return [{ ...element, elements: elements.length }];
    return [element, ...elements.map((each) => ({ within: element.tag, ...each }))];
  });
  return `${[rest, ...lines].map((each) => JSON.stringify(each)).join('\n')}\n`;
}
