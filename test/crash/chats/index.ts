// The chats that the crash test speaks through.

import type { ChatUnderTest, TestedPlatform } from './chat.ts';
import { feishuChat } from './feishu.ts';
import { slackChat } from './slack.ts';

export const chatsUnderTest: Readonly<Record<TestedPlatform, ChatUnderTest>> = { slack: slackChat, feishu: feishuChat };
