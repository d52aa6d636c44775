// The checker takes cards that Feishu takes and names what Feishu, or the project, refuses: each rule can fail.

import { describe, expect, it } from 'vitest';
import { checkCard, mostCardBytes } from '../card-check.ts';

const known = { image: (key: string) => key === 'img_1', person: (id: string) => id === 'ou_li' };
const plain = (content: string, more: object = {}) => ({ tag: 'plain_text', content, ...more });
const markdown = (content: string, more: object = {}) => ({ tag: 'markdown', content, ...more });
const option = (value: string) => ({ text: plain(value), value });
const callback = { behaviors: [{ type: 'callback', value: { do: 'answer' } }] };
const button = (more: object = {}) => ({ tag: 'button', text: plain('Go'), ...callback, ...more });
const submit = (more: object = {}) => button({ name: 'go', form_action_type: 'submit', ...more });
const select = (more: object = {}) => ({
  tag: 'select_static',
  name: 'cause',
  required: true,
  options: [option('a'), option('b')],
  ...more,
});
const form = (elements: object[], more: object = {}) => ({ tag: 'form', name: 'f', elements, ...more });
const panel = (elements: object[]) => ({
  tag: 'collapsible_panel',
  header: { title: plain('More') },
  elements,
});
const columns = (elements: object[]) => ({ tag: 'column_set', columns: [{ tag: 'column', elements }] });
const card = (elements: object[], more: object = {}) => ({
  schema: '2.0',
  config: { update_multi: true },
  body: { elements },
  ...more,
});
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const tableText = '| a | b |\n| --- | --- |\n| 1 | 2 |';

describe('the card checker takes', () => {
  it.each<[string, object]>([
    ['a text in both languages', card([markdown('你好', { i18n_content: { zh_cn: '你好', en_us: 'Hello' } })])],
    ['200 elements', card(times(200, () => ({ tag: 'hr' })))],
    ['an element_id of 20', card([markdown('a', { element_id: `a${'1'.repeat(19)}` })])],
    ['five containers within each other', card([form([panel([columns([panel([markdown('a')])])]), submit()])])],
    [
      'a form with every kind of field',
      card([
        form([
          select(),
          { tag: 'multi_select_static', name: 'also', options: [option('a')], selected_values: ['a'] },
          { tag: 'input', name: 'qty', label: plain('Units'), max_length: 10, default_value: '12', required: true },
          { tag: 'date_picker', name: 'on', initial_date: '2026-03-02' },
          { tag: 'select_person', name: 'who', options: [{ value: 'ou_li' }] },
          { tag: 'checker', name: 'tick', text: plain('Seen') },
          submit(),
          button({ name: 'again', form_action_type: 'reset', behaviors: undefined }),
        ]),
      ]),
    ],
    ['a picture that was uploaded', card([{ tag: 'img', img_key: 'img_1', alt: plain('') }])],
    ['a mention of somebody', card([markdown('<at id=ou_li></at> please')])],
    ['a button that opens a page', card([button({ behaviors: [{ type: 'open_url', default_url: 'https://a.b' }] })])],
    ['a header', card([markdown('a')], { header: { title: plain('T'), template: 'red' } })],
    ['five tables', card([markdown(times(5, () => tableText).join('\n\n'))])],
    ['a mention of everybody', card([markdown('<at id=all></at>')])],
    ['an escaped at', card([markdown('&#60;at id=nobody&#62;')])],
  ])('%s', (_, good) => {
    expect(checkCard(JSON.parse(JSON.stringify(good)), known)).toEqual([]);
  });
});

describe('the card checker refuses', () => {
  it.each<[string, unknown, RegExp]>([
    ['no object', 'card', /no object/],
    ['another schema', card([markdown('a')], { schema: '1.0' }), /card\.schema/],
    ['no schema', card([markdown('a')], { schema: undefined }), /card\.schema/],
    ['a card for one person', card([markdown('a')], { config: { update_multi: false } }), /update_multi/],
    ['no word of update_multi', card([markdown('a')], { config: {} }), /update_multi/],
    [
      'a forwarded card that lives',
      card([markdown('a')], { config: { update_multi: true, enable_forward_interaction: true } }),
      /enable_forward_interaction/,
    ],
    ['1.0 configuration', card([markdown('a')], { config: { update_multi: true, wide_screen_mode: true } }), /wide_sc/],
    ['1.0 translations', card([markdown('a')], { i18n_elements: {} }), /i18n_elements/],
    ['an empty body', card([]), /body\.elements/],
    ['201 elements', card(times(201, () => ({ tag: 'hr' }))), /201 elements/],
    ['more than 30 KB', card([markdown('字'.repeat(mostCardBytes / 3))]), /bytes/],
    ['more than 30 KB once quotes are escaped', card([markdown('"'.repeat(9_000))]), /bytes/],
    ['an element_id that begins with a digit', card([markdown('a', { element_id: '1a' })]), /begins with a letter/],
    ['an element_id of 21', card([markdown('a', { element_id: 'a'.repeat(21) })]), /at most 20/],
    ['an element_id twice', card([1, 2].map(() => markdown('a', { element_id: 'same' }))), /same stands twice/],
    [
      'six containers within each other',
      card([form([panel([columns([panel([panel([markdown('a')])])])]), submit()])]),
      /more than 5 containers/,
    ],
    ['a form within a panel', card([panel([form([select(), submit()])])]), /directly in the body/],
    [
      'a form within a form',
      card([form([form([submit()], { name: 'g' }), submit({ name: 'x' })])]),
      /directly in the bo/,
    ],
    [
      'a table within a form',
      card([form([{ tag: 'table', columns: [{ name: 'a' }], rows: [] }, submit()])]),
      /a table stands directly/,
    ],
    ['a loose column', card([{ tag: 'column', elements: [] }]), /columns stand in column sets/],
    ['a text right in a column set', card([{ tag: 'column_set', columns: [markdown('a')] }]), /nothing else does/],
    ['a field without a name', card([form([select({ name: undefined }), submit()])]), /needs a name/],
    ['two fields of one name', card([form([select(), select(), submit()])]), /name cause stands twice/],
    [
      'one name in two forms',
      card([form([select(), submit()]), form([select(), submit({ name: 'go2' })], { name: 'g' })]),
      /name cause stands twice/,
    ],
    ['required outside of a form', card([select()]), /required is for fields in forms/],
    ['several choices outside of a form', card([{ tag: 'multi_select_static', options: [option('a')] }]), /for forms/],
    ['a form that nothing submits', card([form([select()])]), /nothing submits/],
    ['a submit without a name', card([form([submit({ name: undefined })])]), /a button in a form needs a name/],
    ['a submit without a value', card([form([submit({ behaviors: undefined })])]), /says not what for/],
    ['the value of a 1.0 button', card([button({ value: { a: 1 } })]), /value/],
    ['a value that is a text', card([button({ behaviors: [{ type: 'callback', value: 'x' }] })]), /value/],
    ['a plain button in a form', card([form([submit(), button({ name: 'b' })])]), /submits or resets/],
    ['a submit outside of a form', card([submit()]), /form_action_type is for/],
    ['a button that does nothing', card([button({ behaviors: undefined })]), /does nothing/],
    ['a button of 101 characters', card([button({ text: plain('x'.repeat(101)) })]), /100/],
    ['no options', card([form([select({ options: [] }), submit()])]), /options/],
    [
      'an option twice',
      card([form([select({ options: [option('a'), option('a')] }), submit()])]),
      /option a stands twice/,
    ],
    ['a choice not on offer', card([form([select({ initial_option: 'z' }), submit()])]), /z is not on offer/],
    [
      'an input that begins too long',
      card([form([{ tag: 'input', name: 'q', max_length: 2, default_value: 'abc' }, submit()])]),
      /longer than 2/,
    ],
    ['an input of 1001', card([form([{ tag: 'input', name: 'q', max_length: 1001 }, submit()])]), /max_length/],
    [
      'a date in another shape',
      card([form([{ tag: 'date_picker', name: 'd', initial_date: '2 March' }, submit()])]),
      /yyyy-MM-dd/,
    ],
    ['a date with nothing in it', card([form([{ tag: 'date_picker', name: 'd' }, submit()])]), /placeholder/],
    ['a text without words', card([markdown('')]), /content/],
    ['one language only', card([markdown('a', { i18n_content: { zh_cn: '一' } })]), /en_us/],
    ['a language by another key', card([markdown('a', { i18n_content: { zh_cn: '一', en_us: 'a', en: 'a' } })]), /en/],
    ['Slack words in a text', card([{ tag: 'div', text: { tag: 'mrkdwn', content: 'a' } }]), /text/],
    ['markup where plain text stands', card([button({ text: markdown('a') })]), /text/],
    ['an unknown element', card([{ tag: 'action', actions: [] }]), /no element is called action/],
    ['an unknown property', card([columns([markdown('a')]), { tag: 'hr', corner_radius: '8px' }]), /corner_radius/],
    ['a picture that nobody uploaded', card([{ tag: 'img', img_key: 'img_2', alt: plain('') }]), /no picture img_2/],
    ['a picture without words', card([{ tag: 'img', img_key: 'img_1' }]), /alt/],
    ['a strange picture within markup', card([markdown('![a](img_9)')]), /no picture img_9/],
    ['an at to nobody', card([markdown('<at id=ou_gone></at>')]), /nobody is called ou_gone/],
    ['a strange person', card([{ tag: 'person', user_id: 'ou_gone' }]), /nobody is called/],
    [
      'a link to a script',
      card([button({ behaviors: [{ type: 'open_url', default_url: 'javascript:1' }] })]),
      /default_url/,
    ],
    [
      'six tables in one language',
      card([markdown('a', { i18n_content: { zh_cn: times(6, () => tableText).join('\n\n'), en_us: 'a' } })]),
      /6 tables/,
    ],
    [
      'four tags in the header',
      card([markdown('a')], {
        header: { title: plain('T'), text_tag_list: times(4, () => ({ tag: 'text_tag', text: plain('x') })) },
      }),
      /text_tag_list/,
    ],
  ])('%s', (_, bad, problem) => {
    expect(checkCard(JSON.parse(JSON.stringify(bad)), known).join('\n')).toMatch(problem);
  });
});
