// The checker takes what Slack takes and names what Slack refuses, at the very limit and one past it.

import { describe, expect, it } from 'vitest';
import { checkBlocks, checkView } from '../block-kit-check.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const of = (length: number) => 'x'.repeat(length);
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const option = (i: number) => ({ text: plain(`Option ${i}`), value: `o${i}` });
const divider = { type: 'divider' };
const button = (overrides: object = {}) => ({ type: 'button', action_id: 'go', text: plain('Go'), ...overrides });
const actions = (elements: object[]) => ({ type: 'actions', elements });
const input = (element: object, overrides: object = {}) => ({
  type: 'input',
  label: plain('Cause'),
  element,
  ...overrides,
});
const select = (overrides: object = {}) => ({ type: 'static_select', options: [option(1), option(2)], ...overrides });
const typing = (overrides: object = {}) => ({ type: 'plain_text_input', action_id: 'typed', ...overrides });
const modal = (overrides: object = {}) => ({ type: 'modal', title: plain('A form'), blocks: [divider], ...overrides });

describe('the Block Kit checker takes', () => {
  it.each<[string, object[]]>([
    ['50 blocks', times(50, () => divider)],
    ['a section of 3000 characters', [{ type: 'section', text: mrkdwn(of(3000)) }]],
    ['10 fields of 1000', [{ type: 'section', fields: times(10, () => mrkdwn(of(1000))) }]],
    ['a header of 150', [{ type: 'header', text: plain(of(150)) }]],
    ['25 buttons', [actions(times(25, (i) => button({ action_id: `go-${i}` })))]],
    ['a button of 75 with a value of 2000', [actions([button({ text: plain(of(75)), value: of(2000) })])]],
    ['100 options', [input(select({ options: times(100, option), initial_option: option(7) }))]],
    ['a picture that was uploaded', [{ type: 'image', slack_file: { id: 'F1' }, alt_text: 'a chart' }]],
    [
      'a table',
      [
        {
          type: 'table',
          rows: [
            [
              { type: 'raw_text', text: 'a' },
              { type: 'raw_text', text: 'b' },
            ],
          ],
        },
      ],
    ],
    [
      'rich text',
      [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'a', style: { bold: true } },
                { type: 'user', user_id: 'U1' },
              ],
            },
          ],
        },
      ],
    ],
  ])('%s', (_, blocks) => {
    expect(checkBlocks(blocks, 'message')).toEqual([]);
  });

  it('100 blocks in a modal and in the Home tab', () => {
    const blocks = times(100, () => divider);
    expect(checkBlocks(blocks, 'modal')).toEqual([]);
    expect(checkBlocks(blocks, 'home')).toEqual([]);
    expect(checkView({ type: 'home', blocks })).toEqual([]);
  });

  it('a modal with everything at its limit', () => {
    const view = modal({
      title: plain(of(24)),
      submit: plain(of(24)),
      close: plain(of(24)),
      callback_id: of(255),
      external_id: of(255),
      private_metadata: of(3000),
      notify_on_close: true,
      blocks: [input(typing({ max_length: 3000, initial_value: of(3000), min_length: 0 }), { hint: plain(of(2000)) })],
    });
    expect(checkView(view)).toEqual([]);
  });
});

describe('the Block Kit checker refuses', () => {
  it.each<[string, object[], RegExp]>([
    ['51 blocks', times(51, () => divider), /50/],
    ['a block that does not exist', [{ type: 'fancy' }], /blocks\.0\.type/],
    ['an unknown property', [{ type: 'divider', colour: 'red' }], /colour/],
    ['a section without words', [{ type: 'section' }], /needs text or fields/],
    ['an empty text', [{ type: 'section', text: mrkdwn('') }], /text/],
    ['a section of 3001 characters', [{ type: 'section', text: mrkdwn(of(3001)) }], /3000/],
    ['11 fields', [{ type: 'section', fields: times(11, () => mrkdwn('x')) }], /10/],
    ['a field of 2001', [{ type: 'section', fields: [mrkdwn(of(2001))] }], /2000/],
    ['a header of 151', [{ type: 'header', text: plain(of(151)) }], /150/],
    ['a header with markup', [{ type: 'header', text: mrkdwn('*a*') }], /plain_text/],
    ['26 buttons', [actions(times(26, (i) => button({ action_id: `go-${i}` })))], /25/],
    ['a button of 76', [actions([button({ text: plain(of(76)) })])], /75/],
    ['a value of 2001', [actions([button({ value: of(2001) })])], /2000/],
    ['the same action_id twice in a block', [actions([button(), button()])], /action_id go stands twice/],
    [
      'the same block_id twice',
      [
        { ...divider, block_id: 'a' },
        { ...divider, block_id: 'a' },
      ],
      /block_id a stands twice/,
    ],
    ['a block_id of 256', [{ ...divider, block_id: of(256) }], /255/],
    ['11 things in small print', [{ type: 'context', elements: times(11, () => mrkdwn('x')) }], /10/],
    ['a picture without words for it', [{ type: 'image', image_url: 'https://x.example/a.png' }], /alt_text/],
    ['a picture from nowhere', [{ type: 'image', alt_text: 'a' }], /image_url or slack_file/],
    ['101 options', [input(select({ options: times(101, option) }))], /100/],
    ['an option of 76', [input(select({ options: [{ text: plain(of(76)), value: 'a' }] }))], /75/],
    ['an option twice', [input(select({ options: [option(1), option(1)] }))], /o1 twice/],
    ['an initial option that is not on offer', [input(select({ initial_option: option(9) }))], /not on offer/],
    ['11 radio buttons', [input({ type: 'radio_buttons', options: times(11, option) })], /10/],
    ['6 items in an overflow menu', [actions([{ type: 'overflow', options: times(6, option) }])], /5/],
    ['a text field as an action', [actions([typing()])], /elements/],
    ['a button as an input', [input(button())], /element/],
    ['max_length 3001', [input(typing({ max_length: 3001 }))], /3000/],
    ['more typed at first than may be typed', [input(typing({ max_length: 3, initial_value: 'four' }))], /longer/],
    ['min_length above max_length', [input(typing({ max_length: 3, min_length: 4 }))], /above/],
    [
      'more than 13,000 characters in one message',
      times(5, () => ({ type: 'section', text: mrkdwn(of(2700)) })),
      /msg_blocks_too_long/,
    ],
    [
      'two tables in one message',
      times(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] })),
      /one table/,
    ],
  ])('%s', (_, blocks, fault) => {
    expect(checkBlocks(blocks, 'message').join('\n')).toMatch(fault);
  });

  it('a table outside messages', () => {
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] };
    expect(checkBlocks([table], 'modal')).not.toEqual([]);
    expect(checkBlocks([table], 'home')).not.toEqual([]);
  });

  it.each<[string, object, RegExp]>([
    ['a title of 25', modal({ title: plain(of(25)) }), /title.*24/],
    ['a submit button of 25', modal({ submit: plain(of(25)) }), /submit.*24/],
    ['no submit button where something is asked', modal({ blocks: [input(typing())] }), /submit.*required/],
    ['private_metadata of 3001', modal({ private_metadata: of(3001) }), /3000/],
    ['a callback_id of 256', modal({ callback_id: of(256) }), /255/],
    ['101 blocks', modal({ blocks: times(101, () => divider) }), /100/],
    [
      'more than 250 kB',
      modal({ blocks: times(99, () => ({ type: 'section', text: mrkdwn('长'.repeat(2900)) })) }),
      /view_too_large/,
    ],
    ['a title in the Home tab', { type: 'home', title: plain('a'), blocks: [] }, /title/],
    ['a view without a type', { blocks: [] }, /view\.type/],
  ])('a view with %s', (_, view, fault) => {
    expect(checkView(view).join('\n')).toMatch(fault);
  });
});
