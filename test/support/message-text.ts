// Every word of a message that a person would read, as plain text: for tests that ask what was said, not how it looks.

import type { Block, Inline, Message } from '../../src/messages/message.ts';

export function messageText(message: Message): string {
  return [message.title, ...message.blocks.map(blockText)].join('\n');
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'text':
    case 'small':
      return inlineText(block.text);
    case 'heading':
      return block.text;
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${value}`).join('\n');
    case 'list':
      return block.items.map(inlineText).join('\n');
    case 'table':
      return [block.columns, ...block.rows].map((cells) => cells.join(' | ')).join('\n');
    case 'buttons':
      return block.buttons.map(({ label }) => `[${label}]`).join(' ');
    case 'image':
      return block.alt;
    case 'file':
      return block.name;
    default:
      return '';
  }
}

function inlineText(pieces: readonly Inline[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('strong' in piece) return piece.strong;
      if ('command' in piece) return piece.command;
      if ('mention' in piece) return `@${piece.name}`;
      if ('label' in piece) return piece.label;
      return '@all';
    })
    .join('');
}
