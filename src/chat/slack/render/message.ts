// Any message as Slack takes it: blocks within all limits, and the text that notifications and screen readers use. Pure.

import type { HeaderBlock, KnownBlock } from '@slack/types';
import type { Language } from '../../../lib/language.ts';
import { cut } from '../../../messages/clean.ts';
import type { Message } from '../../../messages/message.ts';
import { plainText as terminalText } from '../../../messages/plain-text.ts';
import { toneMarks } from '../../render/tones.ts';
import { renderFitting } from './fit.ts';
import { slackLimits } from './limits.ts';
import type { SlackNames } from './names.ts';
import { escaped, plainText } from './text.ts';

/** For `chat.postMessage` and `chat.update`. People are mentioned in the blocks only: each of them once. */
export interface SlackMessage {
  text: string;
  blocks: KnownBlock[];
}

/** The message in Slack's blocks. What does not fit is cut, and says so. */
export function renderMessage(message: Message, names: SlackNames, language: Language): SlackMessage {
  const header: HeaderBlock = { type: 'header', text: plainText(titleText(message), slackLimits.header) };
  const room = {
    blocks: slackLimits.messageBlocks - 1,
    characters: slackLimits.blockCharacters - JSON.stringify(header).length,
  };
  return {
    text: fallbackText(message, language),
    blocks: [header, ...renderFitting(message.blocks, { names, language }, room)],
  };
}

/** The title behind the mark of its tone. */
export function titleText(message: Message): string {
  return toneMarks[message.tone] + message.title;
}

/** The whole message in words, cut until it fits: Slack counts the escapes too, and refuses an edit above its limit. */
function fallbackText(message: Message, language: Language): string {
  const whole = toneMarks[message.tone] + terminalText({ ...message, tone: 'plain' }, language);
  let text = escaped(whole);
  for (let length: number = slackLimits.fallbackText; text.length > slackLimits.fallbackText; length -= 400) {
    text = escaped(cut(whole, length));
  }
  return text;
}
