// Which people a message mentions. Pure.

import type { Block, Inline, Message } from '../messages/message.ts';

/** Ids of everybody mentioned, each once. */
export function mentionedPeople(message: Message): string[] {
  const ids = message.blocks.flatMap(inlines).flatMap((piece) => {
    return typeof piece === 'object' && 'mention' in piece ? [piece.mention] : [];
  });
  return [...new Set(ids)];
}

function inlines(block: Block): readonly Inline[] {
  switch (block.type) {
    case 'text':
    case 'small':
      return block.text;
    case 'row':
      return [...block.text, ...block.detail];
    case 'list':
      return block.items.flat();
    default:
      return [];
  }
}
