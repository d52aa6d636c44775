// The platforms whose cards are written.

import type { CardPlatform } from './card.ts';
import { consoleCards } from './console.tsx';
import { feishuCards } from './feishu/platform.tsx';
import { slackCards } from './slack/platform.tsx';

export const cardPlatforms: readonly CardPlatform[] = [consoleCards, slackCards, feishuCards];
