/** @jsxImportSource hono/jsx */
import { describe, expect, test } from 'vitest';
import type { Block, Message } from '../../src/messages/message.ts';
import { type MessageFrame, MessageView } from '../../src/web/message.tsx';

const frame: MessageFrame = { language: 'en', token: 'the-token', eventId: () => 'event-1' };

function html(...blocks: Block[]): string {
  const message: Message = { tone: 'plain', title: 'Title', blocks };
  return String(<MessageView message={message} frame={frame} />);
}

const hostile = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`;

describe('text from outside stays text', () => {
  const everywhere: Block[] = [
    { type: 'text', text: [hostile, { strong: hostile }, { mention: 'x', name: hostile }] },
    { type: 'small', text: [hostile] },
    { type: 'heading', text: hostile },
    { type: 'facts', facts: [{ label: hostile, value: hostile }] },
    { type: 'table', columns: [hostile], rows: [[hostile]], more: 0 },
    { type: 'list', items: [[hostile]], more: 0 },
    { type: 'row', text: [hostile], detail: [hostile], button: null },
    { type: 'image', attachmentId: hostile, alt: hostile },
    { type: 'file', attachmentId: hostile, name: hostile },
    {
      type: 'buttons',
      buttons: [{ action: 'acknowledge', label: hostile, style: 'plain', caseId: 1, round: 1, path: hostile }],
    },
  ];

  test.each(everywhere.map((block) => [block.type, block] as const))('in a %s block', (_type, block) => {
    const text = html(block);
    expect(text).not.toContain('<script');
    expect(text).not.toContain('<img src=x');
    expect(text).not.toMatch(/="[^"]*"[^\s>/]/);
  });
});

describe('links', () => {
  test.each(['/cases/1', 'https://example.com/a'])('%s leads where it says', (link) => {
    expect(html({ type: 'text', text: [{ link, label: 'x' }] })).toContain(`href="${link}"`);
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example', '/\\evil.example', ' javascript:x'])(
    '%s leads nowhere',
    (link) => {
      expect(html({ type: 'text', text: [{ link, label: 'x' }] })).toContain('href="#"');
    },
  );
});

test('a click that changes something is a form with token, event and round', () => {
  const text = html({
    type: 'buttons',
    buttons: [{ action: 'acknowledge', label: 'Mine', style: 'plain', caseId: 7, round: 2, path: '/cases/7' }],
  });
  expect(text).toContain('action="/cases/7/press"');
  for (const field of ['name="token" value="the-token"', 'name="event" value="event-1"', 'name="round" value="2"']) {
    expect(text).toContain(field);
  }
});

test('a click that only leads somewhere is a link', () => {
  const text = html({
    type: 'buttons',
    buttons: [{ action: 'answer', label: 'Answer', style: 'primary', caseId: 7, round: 2, path: '/cases/7/answer' }],
  });
  expect(text).toContain('href="/cases/7/answer?round=2"');
  expect(text).not.toContain('<form');
});

test('tables and lists say how much they leave out', () => {
  expect(html({ type: 'table', columns: ['a'], rows: [['1']], more: 12 })).toContain('12 more');
  expect(html({ type: 'list', items: [['a']], more: 3 })).toContain('3 more');
});
