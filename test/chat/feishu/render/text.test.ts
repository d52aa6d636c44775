// What people read in Feishu is what was written: no name or remark is taken for markup, in either notation.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayMarkup } from '../../../../doubles/feishu/card-markup.ts';
import { renderCard } from '../../../../src/chat/feishu/render/card.ts';
import { bold, escaped } from '../../../../src/chat/feishu/render/markup.ts';
import type { Block, Inline, Message } from '../../../../src/messages/message.ts';
import { exampleCard } from '../../../support/cards/feishu/examples.ts';
import { exampleFeishuNames as names } from '../../../support/cards/feishu/names.ts';
import { hostileTexts } from '../../sample-messages.ts';
import { problemsOf, readAs } from './reading.ts';

const nameOf = (openId: string) => openId;
const hostile = [
  ...hostileTexts,
  '<at id=all></at>',
  '<at id=ou_lina></at>',
  "<font color='red'>x</font>",
  '**a** __b__ ~~c~~ `d`',
  '# title',
  '- item',
  '1. first',
  '---',
  '![x](img_v2_1)',
  ':OK: :100:',
  'a|b|c',
  '$var {var}',
  '\\*',
  '&#42; &lt;',
];

function rendered(blocks: readonly Block[], over: Partial<Message> = {}) {
  const message: Message = { tone: 'plain', title: 'Title', ...over, blocks };
  return exampleCard({ zh: message, en: message });
}

function paragraph(...text: Inline[]) {
  return rendered([{ type: 'text', text }]).body.elements[0];
}

describe('hostile text', () => {
  test.each(hostile)('%j is shown as it is, in every place and notation', (text) => {
    const card = rendered(
      [
        { type: 'text', text: [text] },
        { type: 'text', text: [text, { strong: text }, { mention: 'lina', name: 'x' }, text] },
        { type: 'small', text: [text, { strong: 'b' }] },
        { type: 'heading', text },
        { type: 'facts', facts: [{ label: text, value: text, tone: 'alarm' }] },
        { type: 'table', columns: [text, text], rows: [[text, text]], more: 0 },
        { type: 'list', items: [[text], [{ strong: text }, text]], more: 0 },
        { type: 'row', text: [{ strong: text }], detail: [text], button: null },
      ],
      { title: text },
    );
    expect(problemsOf(card)).toEqual([]);
    const seen = readAs(card, 'zh');
    expect(seen.live).toEqual(['mention ou_lina']);
    expect(seen.pictures).toEqual([]);
    const words = flat(text);
    expect(flat(seen.text).split(words).length - 1).toBeGreaterThanOrEqual(15);
  });

  test('of anything is displayed character for character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), fc.constantFrom(...hostile), (a, b) => {
        for (const text of [a, b, a + b, b + a]) {
          const shown = displayMarkup(escaped(text), nameOf);
          expect(shown.live).toEqual([]);
          expect(flat(shown.text)).toBe(flat(text));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a paragraph', () => {
  test('without marks is plain text', () => {
    expect(paragraph('<at id=all></at> *a*')).toEqual({
      tag: 'div',
      text: { tag: 'plain_text', content: '<at id=all></at> *a*' },
    });
  });

  test('notifies whom it mentions, and names whom Feishu does not know', () => {
    expect(paragraph({ mention: 'lina', name: '李娜' }, ' ', { mention: 'chen', name: 'Chen Xi' }, '!')).toEqual({
      tag: 'markdown',
      content: '<at id=ou_lina></at> **@Chen Xi**!',
    });
    expect(paragraph({ mentionAll: true })).toEqual({ tag: 'markdown', content: '<at id=all></at>' });
  });

  test('mentions nobody by an id that is none of Feishu’s', () => {
    const message: Message = {
      tone: 'plain',
      title: 'x',
      blocks: [{ type: 'text', text: [{ mention: 'lina', name: 'Li' }] }],
    };
    const card = renderCard(message, {
      key: undefined,
      names: { mention: () => 'all></at><at id=ou_x' },
      consoleUrl: undefined,
      pictures: new Map(),
      language: 'zh',
    });
    expect(card.body.elements).toEqual([{ tag: 'markdown', content: '**@Li**' }]);
  });

  test('is marked in both languages where it is marked in one', () => {
    const zh: Message = { tone: 'plain', title: 'x', blocks: [{ type: 'text', text: ['没有 <b>'] }] };
    const en: Message = { tone: 'plain', title: 'x', blocks: [{ type: 'text', text: [{ strong: 'None' }] }] };
    expect(exampleCard({ zh, en }).body.elements).toEqual([
      {
        tag: 'markdown',
        content: '没有 &#60;b&#62;',
        i18n_content: { zh_cn: '没有 &#60;b&#62;', en_us: '**None**' },
      },
    ]);
  });

  test('links to the console by its whole address, and never to a script', () => {
    expect(paragraph({ link: '/cases/1?a=(b)', label: 'Case [1]' })).toEqual({
      tag: 'markdown',
      content: '[Case &#91;1&#93;](https://skuwatch.example.com/cases/1?a=%28b%29)',
    });
    expect(JSON.stringify(paragraph({ link: 'javascript:alert(1)', label: 'x' }))).not.toContain('javascript');
    expect(JSON.stringify(paragraph({ link: '//evil.example', label: 'x' }))).not.toContain('evil');
    const nowhere: Message = {
      tone: 'plain',
      title: 'x',
      blocks: [{ type: 'text', text: [{ link: '/cases/1', label: 'Case' }] }],
    };
    const card = renderCard(nowhere, {
      key: undefined,
      names,
      consoleUrl: undefined,
      pictures: new Map(),
      language: 'en',
    });
    expect(JSON.stringify(card.body)).toContain('"Case"');
    expect(JSON.stringify(card.body)).not.toContain('/cases');
  });

  test('says what to type so that it is heard in a group, too', () => {
    expect(paragraph('输入 ', { command: 'mine' })).toMatchObject({ content: '输入 **@Skuwatch mine**' });
  });
});

describe('bold words', () => {
  test.each([
    ['today 18:00 (Fri 20 Nov)', ', please', '. Now', '**today 18:00 (Fri 20 Nov)**'],
    ['今天 18:00（周五）', '请在', '前填写', '**今天 18:00**（周五）'],
    ['+23 %', '偏离', '', '&#43;**23\u00a0%**'],
    ['+23 %', '', '', '**+23\u00a0%**'],
    ['“a”', '请填', '吧', '“**a**”'],
    ['（全部）', '请', '看', '（**全部**）'],
    ['!!!', 'a', 'b', '!!!'],
    ['* *', '', '', '**&#42; &#42;**'],
  ])('%j between %j and %j', (text, before, after, marked) => {
    expect(bold(text, before, after)).toBe(marked);
  });
});

describe('a title', () => {
  test('carries the mark and the colour of its tone, and is what the list of chats shows', () => {
    const card = rendered([], { tone: 'alarm', title: '断货 <at id=all></at>' });
    expect(card.header).toEqual({
      title: { tag: 'plain_text', content: '🚨 断货 <at id=all></at>' },
      template: 'red',
    });
    expect(card.config).toMatchObject({ update_multi: true, summary: { content: '🚨 断货 <at id=all></at>' } });
  });
});

describe('a picture', () => {
  test('is shown where it is uploaded, and costs nothing where it is not', () => {
    const image: Block = { type: 'image', attachmentId: 'chart-1', alt: 'Chart' };
    expect(rendered([image]).body.elements).toEqual([
      { tag: 'img', img_key: 'img_chart-1', alt: { tag: 'plain_text', content: 'Chart' } },
    ]);
    const message: Message = { tone: 'plain', title: 'x', blocks: [image, { type: 'heading', text: 'h' }] };
    const card = renderCard(message, {
      key: undefined,
      names,
      consoleUrl: undefined,
      pictures: new Map(),
      language: 'zh',
    });
    expect(card.body.elements.map(({ tag }) => tag)).toEqual(['markdown']);
  });
});

describe('a button', () => {
  test('says what is meant and on which message, and asks first where it is dangerous', () => {
    const button = { label: 'Drop', caseId: 7, round: 2, path: '/' } as const;
    const card = rendered([
      {
        type: 'buttons',
        buttons: [
          { ...button, action: 'open', style: 'plain' },
          { ...button, action: 'return', style: 'danger' },
        ],
      },
    ]);
    const { buttons } = readAs(card, 'en');
    expect(buttons.map(({ value }) => value)).toEqual([
      { v: 1, do: 'open', case: 7, round: 2, key: 'card:1042:post@feishu/group:oc_team' },
      { v: 1, do: 'return', case: 7, round: 2, key: 'card:1042:post@feishu/group:oc_team' },
    ]);
    const text = JSON.stringify(card.body);
    expect(text.split('"confirm"')).toHaveLength(2);
    expect(problemsOf(card)).toEqual([]);
  });
});

/** Runs of white space are one space to whoever reads a card. */
function flat(text: string): string {
  return text.replace(/[\s\u00a0]+/g, ' ').trim();
}
