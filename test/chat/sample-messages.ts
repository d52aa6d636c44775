// Messages for the conformance suite: one of everything, one that means harm, one that is a form.

import type { Field, Form } from '../../src/forms/form.ts';
import type { Attachment } from '../../src/messages/destination.ts';
import type { Button, FormBlock, Message } from '../../src/messages/message.ts';

export function plainMessage(text: string): Message {
  return { tone: 'plain', title: 'Skuwatch', blocks: [{ type: 'text', text: [text] }] };
}

/** Shown as they are, these do nothing; taken for markup, they call everybody, link somewhere or run a script. */
export const hostileTexts: readonly string[] = [
  '<!channel> <!here> <@U123> <http://evil.example|click>',
  '<at id=all></at> <font color=red>x</font>',
  '[click](http://evil.example) ![x](http://evil.example/x.png)',
  '*bold* _it_ ~no~ `code` ```block```',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '& &amp; &lt;b&gt; "quotes" \'single\'',
  '@channel @everyone @所有人',
];

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** A message with every kind of block but the form, and the words that must be seen of it. */
export function everyBlock(): { message: Message; attachments: Attachment[]; words: string[] } {
  const message: Message = {
    tone: 'warning',
    title: 'title-words',
    blocks: [
      { type: 'heading', text: 'heading-words' },
      {
        type: 'text',
        text: ['plain-words ', { strong: 'strong-words' }, ' ', { link: '/sku/1', label: 'link-words' }],
      },
      { type: 'facts', facts: [{ label: 'fact-label', value: 'fact-value', tone: 'alarm' }] },
      { type: 'table', columns: ['column-a', 'column-b'], rows: [['cell-a', '7 cell-b']], more: 12 },
      { type: 'list', items: [['item-one'], ['item-two']], more: 0 },
      { type: 'small', text: ['small-words'] },
      { type: 'image', attachmentId: 'chart', alt: 'picture-words' },
      { type: 'file', attachmentId: 'book', name: 'week-10.xlsx' },
    ],
  };
  const attachments = [
    { id: 'chart', name: 'chart.png', contentType: 'image/png', bytes: new Uint8Array(picture) },
    { id: 'book', name: 'week-10.xlsx', contentType: 'application/octet-stream', bytes: new Uint8Array([1, 2, 3]) },
  ];
  const words = [
    'title-words',
    'heading-words',
    'plain-words',
    'strong-words',
    'link-words',
    'fact-label',
    'fact-value',
    // The name of the first column may go unsaid: its cells name the rows.
    'column-b',
    'cell-a',
    '7 cell-b',
    'item-one',
    'item-two',
    'small-words',
    'week-10.xlsx',
  ];
  return { message, attachments, words };
}

export function oneButton(action: Button['action']): { message: Message; button: Button } {
  const button: Button = { action, label: 'Press me', style: 'primary', caseId: 1042, round: 2, path: '/cases/1042' };
  return { message: { tone: 'plain', title: 'A case', blocks: [{ type: 'buttons', buttons: [button] }] }, button };
}

/** A form with one field of the kinds that differ between platforms. */
export function sampleForm(): { formMessage: Message; fieldNames: string[] } {
  const same = (text: string) => ({ zh: text, en: text });
  const cause: Field = {
    kind: 'choice',
    name: 'cause',
    label: same('Cause'),
    part: 'cause',
    required: true,
    options: [
      { value: 'season', label: same('Season') },
      { value: 'other', label: same('Other') },
    ],
  };
  const fields: Field[] = [
    cause,
    {
      kind: 'text',
      name: 'detail',
      label: same('Detail'),
      part: 'cause',
      required: false,
      minLength: 10,
      maxLength: 500,
      lines: 3,
    },
    {
      kind: 'whole_number',
      name: 'quantity',
      label: same('Quantity'),
      part: 'proposal',
      required: false,
      unit: same('units'),
      min: 0,
      max: 99_999,
    },
    { kind: 'tick', name: 'checked', label: same('Checked'), part: 'checks', required: false },
  ];
  const form: Form = {
    kind: 'surge',
    version: 1,
    title: same('Why did sales rise?'),
    parts: [
      { part: 'cause', title: same('Cause') },
      { part: 'proposal', title: same('Proposal') },
      { part: 'checks', title: same('Checks') },
    ],
    fields,
  };
  const block: FormBlock = { type: 'form', caseId: 1042, round: 2, form, fields, values: {}, errors: {} };
  return {
    formMessage: { tone: 'plain', title: 'Why did sales rise?', blocks: [block] },
    fieldNames: fields.map(({ name }) => name),
  };
}
