// Makes a message fit into Slack's limits, visibly: lists, tables and rows get shorter first, then the end is cut off.

import type { KnownBlock } from '@slack/types';
import type { Block } from '../../../messages/message.ts';
import { renderBlocks } from './blocks.ts';
import { slackLimits } from './limits.ts';
import { type Frame, plainText } from './text.ts';
import { slackWords } from './words.ts';

/** What may stand in one message or view. */
export interface Room {
  blocks: number;
  /** Of the blocks as JSON. */
  characters: number;
}

/** Lengths of lists and runs of rows that are tried, longest first. */
const lengths = [Number.POSITIVE_INFINITY, 40, 25, 16, 10, 6, 3, 1];

/** The blocks as Slack takes them; never throws, whatever they hold. */
export function renderFitting(blocks: readonly Block[], frame: Frame, room: Room): KnownBlock[] {
  for (const most of lengths) {
    const rendered = renderBlocks(shortened(blocks, most, frame), frame);
    if (fits(rendered, room)) return rendered;
  }
  return cutOff(renderBlocks(shortened(blocks, 1, frame), frame), frame, room);
}

function fits(blocks: readonly KnownBlock[], room: Room): boolean {
  return blocks.length <= room.blocks && JSON.stringify(blocks).length <= room.characters;
}

/** At most `most` items in each list, rows in each table, facts together and rows after one another; the rest counted. */
function shortened(blocks: readonly Block[], most: number, { language }: Frame): Block[] {
  let rows = 0;
  return blocks.flatMap((block, i): Block[] => {
    if (block.type === 'list') {
      return [{ ...block, items: block.items.slice(0, most), more: block.more + over(block.items, most) }];
    }
    if (block.type === 'table') {
      return [{ ...block, rows: block.rows.slice(0, most), more: block.more + over(block.rows, most) }];
    }
    const counted = (count: number): Block[] =>
      count > 0 ? [{ type: 'small', text: [slackWords[language].more(count)] }] : [];
    if (block.type === 'facts') {
      const kept = most * 3;
      return [{ ...block, facts: block.facts.slice(0, kept) }, ...counted(over(block.facts, kept))];
    }
    rows = block.type === 'row' ? rows + 1 : 0;
    if (rows <= most) return [block];
    return blocks[i + 1]?.type === 'row' ? [] : counted(rows - most);
  });
}

function over(items: readonly unknown[], most: number): number {
  return Math.max(0, items.length - most);
}

/** As much of the beginning as there is room for, every row of buttons, and a line that says so. */
function cutOff(blocks: readonly KnownBlock[], { language }: Frame, room: Room): KnownBlock[] {
  const note: KnownBlock = {
    type: 'context',
    elements: [plainText(slackWords[language].cutShort, slackLimits.sectionText)],
  };
  const actions = blocks.filter((block) => block.type === 'actions').slice(0, 5);
  const kept: KnownBlock[] = [];
  for (const block of blocks.filter((each) => each.type !== 'actions')) {
    if (!fits([...kept, block, note, ...actions], room)) break;
    kept.push(block);
  }
  return [...kept, note, ...actions];
}
