// What people read in Slack is what was written: escaped where Slack reads markup, in a notation that reads none elsewhere.

import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../../../src/chat/slack/render/message.ts';
import type { SlackNames } from '../../../../src/chat/slack/render/names.ts';
import type { Block, Inline, Message } from '../../../../src/messages/message.ts';
import { exampleSlackNames as names } from '../../../support/cards/slack/names.ts';

function rendered(blocks: readonly Block[], over: Partial<Message> = {}, known: SlackNames = names) {
  return renderMessage({ tone: 'plain', title: 'Title', ...over, blocks }, known, 'en');
}

function paragraph(...text: Inline[]) {
  return rendered([{ type: 'text', text }]).blocks[1];
}

describe('a paragraph', () => {
  test('without marks is plain text, whatever it holds', () => {
    expect(paragraph('<!channel> *a* & :fire: _b_')).toEqual({
      type: 'section',
      text: { type: 'plain_text', text: '<!channel> *a* & :fire: _b_', emoji: false },
    });
  });

  test('with a mention is mrkdwn while nothing in it could be read as formatting', () => {
    expect(paragraph({ mention: 'lina', name: '李娜' }, ', answer by ', { strong: 'R&D <18:00>' }, '.')).toEqual({
      type: 'section',
      text: { type: 'mrkdwn', text: '<@U0LINA>, answer by *R&amp;D &lt;18:00&gt;*.', verbatim: true },
    });
  });

  test.each(['*5', 'a_b', '`x`', '~', ':fire:', '> quote', 'two\nlines'])(
    'with a mention beside %j is rich text, which takes it literally',
    (risky) => {
      expect(paragraph({ mention: 'lina', name: '李娜' }, risky)).toEqual({
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'user', user_id: 'U0LINA' },
              { type: 'text', text: risky },
            ],
          },
        ],
      });
    },
  );

  test('with bold words amid Chinese is rich text, because Slack would show the asterisks', () => {
    expect(paragraph('请在', { strong: '今天' }, '前')).toMatchObject({ type: 'rich_text' });
  });

  test('names in bold whom Slack does not know', () => {
    expect(JSON.stringify(paragraph({ mention: 'chen', name: 'Chen Xi' }, ' please'))).toContain('*@Chen Xi* please');
  });

  test('links to the console only where it can be reached, and never to a script', () => {
    const text: Inline[] = [{ link: '/cases/1', label: 'Case' }];
    expect(JSON.stringify(paragraph(...text))).toContain('<https://skuwatch.example.com/cases/1|Case>');
    const unreachable = rendered([{ type: 'text', text }], {}, { ...names, url: () => undefined });
    expect(unreachable.blocks[1]).toMatchObject({ text: { type: 'plain_text', text: 'Case' } });
    expect(JSON.stringify(paragraph({ link: 'javascript:alert(1)', label: 'x' }))).not.toContain('javascript');
    expect(JSON.stringify(paragraph({ link: '//evil.example', label: 'x' }))).not.toContain('evil');
  });

  test('says what to type behind the slash command', () => {
    expect(JSON.stringify(paragraph('Type ', { command: 'mine' }, '.'))).toContain('*/skuwatch mine*');
  });
});

describe('small print', () => {
  test('stays small where bold words cannot be shown: they are then not bold', () => {
    const { blocks } = rendered([{ type: 'small', text: ['查看：', { command: 'mine' }, '。'] }]);
    expect(blocks[1]).toEqual({
      type: 'context',
      elements: [{ type: 'plain_text', text: '查看：/skuwatch mine。', emoji: false }],
    });
  });
});

describe('a title', () => {
  test('carries the mark of its tone and keeps to 150 characters', () => {
    const { blocks } = rendered([], { tone: 'alarm', title: '杯'.repeat(150) });
    expect(blocks[0]).toMatchObject({ type: 'header', text: { text: expect.stringMatching(/^🚨 杯{146}…$/u) } });
  });
});

describe('the text for notifications', () => {
  test('says everything, escaped, and mentions nobody a second time', () => {
    const { text } = rendered([{ type: 'text', text: [{ mention: 'lina', name: '李娜' }, ' <!channel> & so on'] }], {
      tone: 'warning',
    });
    expect(text).toBe('⚠️ Title\n@李娜 &lt;!channel&gt; &amp; so on');
  });

  test('is cut to what an edit may hold, escapes counted, and never within one', () => {
    const { text } = rendered([{ type: 'text', text: ['&'.repeat(3000)] }]);
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(text.replaceAll('&amp;', '')).toBe('Title\n…');
  });
});

describe('a table', () => {
  const columns = ['Case', 'SKU', 'Deviation', 'Due'];
  const rows = [
    ['SW-1', 'LAMP', '+20 %', '–'],
    ['SW-2', '23084', '−30 %', '11-20'],
  ];
  const button = { action: 'answer', label: 'Answer', style: 'primary', round: 1, path: '/' } as const;

  test('is a line for each row: words by themselves, numbers and gaps behind the name of their column', () => {
    const { blocks } = rendered([{ type: 'table', columns, rows, more: 3 }]);
    const text = JSON.stringify(blocks);
    expect(text).toContain(' · LAMP · Deviation +20\u00a0% · Due –');
    expect(text).toContain(' · SKU 23084 · Deviation −30\u00a0% · Due 11-20');
    expect(text).toContain('… 3 more');
  });

  test('whose rows follow with buttons is told beside the buttons, and keeps the rows that have none', () => {
    const row: Block = {
      type: 'row',
      text: [{ strong: 'SW-2' }, ' 23084'],
      detail: [],
      button: { ...button, caseId: 2 },
    };
    const { blocks } = rendered([{ type: 'table', columns, rows, more: 0 }, row]);
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'rich_text', 'section']);
    expect(JSON.stringify(blocks[1])).not.toContain('SW-2');
    expect(JSON.stringify(blocks[2])).toContain('*SW-2* · SKU 23084 · Deviation −30\u00a0% · Due 11-20');
  });

  test('whose rows follow with words of their own stays as it is', () => {
    const row: Block = { type: 'row', text: [{ strong: 'SW-2' }], detail: ['why'], button: null };
    const { blocks } = rendered([{ type: 'table', columns, rows, more: 0 }, row]);
    expect(JSON.stringify(blocks[1])).toContain('SW-2');
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'rich_text', 'section', 'context']);
  });
});

describe('a button', () => {
  test('says what is meant in its value, and asks first where it is dangerous', () => {
    const button = { label: 'Drop', caseId: 7, round: 2, path: '/' } as const;
    const { blocks } = rendered([
      {
        type: 'buttons',
        buttons: [
          { ...button, action: 'open', style: 'plain' },
          { ...button, action: 'return', style: 'danger' },
        ],
      },
    ]);
    expect(blocks[1]).toMatchObject({
      elements: [
        { action_id: 'skw:open', value: '{"c":7,"r":2}' },
        { action_id: 'skw:return', style: 'danger', confirm: { style: 'danger' } },
      ],
    });
    expect(blocks[1]).not.toMatchObject({ elements: [{ confirm: expect.anything() }, {}] });
  });
});

describe('a picture', () => {
  test('is shown where it is uploaded, and costs nothing where it is not', () => {
    const image: Block = { type: 'image', attachmentId: 'chart-1', alt: 'Chart' };
    expect(rendered([image]).blocks[1]).toEqual({ type: 'image', slack_file: { id: 'F-chart-1' }, alt_text: 'Chart' });
    expect(rendered([image], {}, { ...names, image: () => undefined }).blocks).toHaveLength(1);
  });
});
