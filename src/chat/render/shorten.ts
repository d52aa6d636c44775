// Shorter forms of a message for platforms with little room: what is left out is counted, never dropped in silence. Pure.

import type { Block } from '../../messages/message.ts';

/** Lengths of lists and runs of rows that are tried, longest first. */
export const lengths = [Number.POSITIVE_INFINITY, 40, 25, 16, 10, 6, 3, 1];

/**
 * At most `most` items in each list, rows in each table and rows after one another, and three times as many facts together;
 * the rest is counted in the words of `more`. A form belongs to the row before it and goes with it.
 */
export function shortened(blocks: readonly Block[], most: number, more: (count: number) => string): Block[] {
  let rows = 0;
  return blocks.flatMap((block, i): Block[] => {
    if (block.type === 'list') {
      return [{ ...block, items: block.items.slice(0, most), more: block.more + over(block.items, most) }];
    }
    if (block.type === 'table') {
      return [{ ...block, rows: block.rows.slice(0, most), more: block.more + over(block.rows, most) }];
    }
    const counted = (count: number): Block[] => (count > 0 ? [{ type: 'small', text: [more(count)] }] : []);
    if (block.type === 'facts') {
      const kept = most * 3;
      return [{ ...block, facts: block.facts.slice(0, kept) }, ...counted(over(block.facts, kept))];
    }
    const belongs = block.type === 'form' && rows > 0;
    if (!belongs) rows = block.type === 'row' ? rows + 1 : 0;
    if (rows <= most) return [block];
    const next = blocks[i + 1]?.type;
    return next === 'row' || (next === 'form' && !belongs) ? [] : counted(rows - most);
  });
}

function over(items: readonly unknown[], most: number): number {
  return Math.max(0, items.length - most);
}
