// Makes a message fit into Slack's limits, visibly: lists, tables and rows get shorter first, then the end is cut off.

import type { KnownBlock } from '@slack/types';
import type { Block } from '../../../messages/message.ts';
import { lengths, shortened } from '../../render/shorten.ts';
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

/** The blocks as Slack takes them; never throws, whatever they hold. */
export function renderFitting(blocks: readonly Block[], frame: Frame, room: Room): KnownBlock[] {
  const { more } = slackWords[frame.language];
  for (const most of lengths) {
    const rendered = renderBlocks(shortened(blocks, most, more), frame);
    if (fits(rendered, room)) return rendered;
  }
  return cutOff(renderBlocks(shortened(blocks, 1, more), frame), frame, room);
}

function fits(blocks: readonly KnownBlock[], room: Room): boolean {
  return blocks.length <= room.blocks && JSON.stringify(blocks).length <= room.characters;
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
