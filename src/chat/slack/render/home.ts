// The home tab: the messages a person would get from "mine" and "status", under one another. Pure.

import type { HomeView, KnownBlock } from '@slack/types';
import type { Language } from '../../../lib/language.ts';
import type { Message } from '../../../messages/message.ts';
import { renderFitting } from './fit.ts';
import { slackLimits } from './limits.ts';
import { titleText } from './message.ts';
import type { SlackNames } from './names.ts';
import { plainText } from './text.ts';

/** The home tab with these messages; what does not fit is cut, and says so. */
export function renderHome(messages: readonly Message[], names: SlackNames, language: Language): HomeView {
  const share = Math.floor(slackLimits.viewBlocks / Math.max(1, messages.length)) - 2;
  const blocks = messages.flatMap((message, i): KnownBlock[] => [
    ...(i > 0 ? [{ type: 'divider' as const }] : []),
    { type: 'header', text: plainText(titleText(message), slackLimits.header) },
    ...renderFitting(message.blocks, { names, language }, { blocks: share, characters: slackLimits.blockCharacters }),
  ]);
  return { type: 'home', blocks };
}
