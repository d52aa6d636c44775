// What a person sees of a message: markup resolved, notifications told apart from words.

import { describe, expect, it } from 'vitest';
import { displayMarkup } from '../mrkdwn.ts';
import { seenMessage } from '../reading.ts';

const names = { user: (id: string) => `name of ${id}`, channel: (id: string) => `name of ${id}` };
const shown = (source: string) => displayMarkup(source, names, { links: true });

describe('Slack’s markup', () => {
  it.each([
    ['*bold* _it_ ~no~ `code`', 'bold it no code'],
    ['a*b*c 2*3*4 snake_case_name', 'a*b*c 2*3*4 snake_case_name'],
    ['&lt;!channel&gt; &amp;amp;', '<!channel> &amp;'],
    ['<!date^1700000000^{date}|14 Nov>', '14 Nov'],
    [':fire: at 10:30:45', '⟪fire⟫ at 10:30:45'],
    ['zero\u200Bwidth', 'zerowidth'],
  ])('%s reads %s and does nothing', (source, text) => {
    expect(shown(source)).toEqual({ text, live: [] });
  });

  it.each([
    ['<@U1> look', '@name of U1 look', ['mention U1']],
    ['<!channel> <!here>', '@channel @here', ['mention channel', 'mention here']],
    ['<http://a.example|click>', 'click', ['link http://a.example']],
    ['see http://a.example now', 'see http://a.example now', ['link http://a.example']],
  ])('%s reads %s and is alive', (source, text, live) => {
    expect(shown(source)).toEqual({ text, live });
  });

  it('leaves written addresses alone where it is told to', () => {
    expect(displayMarkup('see http://a.example', names, { links: false }).live).toEqual([]);
  });
});

describe('a message', () => {
  const plain = (text: string) => ({ type: 'plain_text', text });

  it('shows its blocks, and its text only where it has none', () => {
    const blocks = [
      { type: 'header', text: plain('<@U1> *x*') },
      { type: 'section', text: { type: 'mrkdwn', text: '*y* <@U2>' }, fields: [plain('field')] },
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '<!here> *z*' }] }],
      },
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'a' },
            { type: 'raw_text', text: 'b' },
          ],
        ],
      },
      { type: 'actions', elements: [{ type: 'button', action_id: 'go', value: '1', text: plain('Go') }] },
      { type: 'image', slack_file: { id: 'F1' }, alt_text: 'chart' },
    ];
    const seen = seenMessage({ ts: '1.1', text: 'words <@U3>', blocks, edited: {} }, names);
    expect(seen.text).toBe('<@U1> *x*\ny @name of U2\nfield\n<!here> *z*\na | b\nGo');
    expect(seen.live).toEqual(['mention U2', 'mention U3']);
    expect(seen.notification).toBe('words @name of U3');
    expect(seen.buttons).toEqual([{ label: 'Go', actionId: 'go', value: '1', url: '' }]);
    expect(seen).toMatchObject({ pictures: ['chart'], isEdited: true });
    expect(seenMessage({ ts: '1.1', text: 'words' }, names).text).toBe('words');
  });
});
