// What a person sees of a card, in their own language: nothing that is markup, everything that is alive.

import { describe, expect, it } from 'vitest';
import { displayMarkup, displayText } from '../card-markup.ts';
import { readCard } from '../card-reading.ts';

const nameOf = (id: string) => (id === 'ou_li' ? '李雷' : id);
const both = (zh_cn: string, en_us: string) => ({ content: zh_cn, i18n_content: { zh_cn, en_us } });
const plain = (zh_cn: string, en_us = zh_cn) => ({ tag: 'plain_text', ...both(zh_cn, en_us) });

describe('markup as it is displayed', () => {
  it.each<[string, string, string[]]>([
    ['**bold** and *slanted* and ~~gone~~', 'bold and slanted and gone', []],
    ["<font color='red'>red</font> `code`", 'red code', []],
    ['[page](https://a.b/c)', 'page', ['link https://a.b/c']],
    ['see https://a.b/c。', 'see https://a.b/c。', ['link https://a.b/c']],
    ['<at id=ou_li></at> look', '@李雷 look', ['mention ou_li']],
    ['<at id=all></at>', '@all', ['mention all']],
    ['&#60;at id=all&#62; &#42;&#42;a&#42;&#42;', '<at id=all> **a**', []],
    ['a :OK: b', 'a ⟪OK⟫ b', ['emoji OK']],
    ['# Title\n> said\n- one', 'Title\nsaid\n- one', []],
    ['2 * 3 * 4 and a_b_c', '2 * 3 * 4 and a_b_c', []],
    ['<unknown> stays', '<unknown> stays', []],
  ])('%s', (source, text, live) => {
    expect(displayMarkup(source, nameOf)).toMatchObject({ text, live });
  });

  it('a text message mentions people', () => {
    expect(displayText('<at user_id="ou_li">x</at> 请看', nameOf)).toMatchObject({
      text: '@李雷 请看',
      live: ['mention ou_li'],
    });
  });
});

const card = {
  schema: '2.0',
  header: { title: plain('缺货', 'Out of stock') },
  body: {
    elements: [
      { tag: 'markdown', ...both('**今天**', '**Today**') },
      { tag: 'img', img_key: 'img_1', alt: plain('曲线', 'Chart') },
      {
        tag: 'form',
        name: 'f',
        elements: [
          { tag: 'markdown', ...both('原因', 'Cause') },
          {
            tag: 'select_static',
            name: 'cause',
            required: true,
            placeholder: plain('请选', 'Choose'),
            options: [{ text: plain('缺货', 'No stock'), value: 'oos' }],
          },
          { tag: 'input', name: 'qty', label: plain('件数', 'Units'), default_value: '12', max_length: 10 },
          {
            tag: 'button',
            name: 'go',
            text: plain('提交', 'Send'),
            form_action_type: 'submit',
            behaviors: [{ type: 'callback', value: { case: 7 } }],
          },
        ],
      },
      { tag: 'button', text: plain('知道了', 'Got it'), behaviors: [{ type: 'callback', value: { do: 'ack' } }] },
    ],
  },
};

describe('a card', () => {
  it('is read in the language of whoever looks at it', () => {
    const chinese = readCard(card, { locale: 'zh_cn', nameOf });
    const english = readCard(card, { locale: 'en_us', nameOf });
    expect(chinese.text).toBe('缺货\n今天\n原因\n请选\n件数\n12\n提交\n知道了');
    expect(english.text).toBe('Out of stock\nToday\nCause\nChoose\nUnits\n12\nSend\nGot it');
    expect(english.pictures).toEqual([{ key: 'img_1', alt: 'Chart' }]);
  });

  it('shows its buttons and forms with what they hold', () => {
    const { buttons, forms } = readCard(card, { locale: 'en_us', nameOf });
    expect(buttons).toMatchObject([{ label: 'Got it', value: { do: 'ack' } }]);
    expect(forms[0]?.submit).toMatchObject({ name: 'go', label: 'Send', value: { case: 7 } });
    expect(forms[0]?.fields).toMatchObject([
      { name: 'cause', label: 'Cause', required: true, value: '', options: [{ value: 'oos', label: 'No stock' }] },
      { name: 'qty', label: 'Units', required: false, value: '12', maxLength: 10 },
    ]);
  });
});
