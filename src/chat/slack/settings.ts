// The environment variables of Slack, and what they amount to. Pure.

import { z } from 'zod';
import { optional, safeAddress, setting, type ValuesOf } from '../../lib/setting.ts';

export interface SlackSettings {
  botToken: string;
  /** With a slash at the end. */
  apiUrl: string;
  /** Socket Mode where there is an app token, signed requests otherwise. */
  transport: { kind: 'socket'; appToken: string } | { kind: 'http'; signingSecret: string };
}

/** Where Slack sends signed requests to, below the address of the service. */
export const slackPath = '/slack/events';

export const slackVariables = {
  SLACK_BOT_TOKEN: optional({
    schema: z.string().regex(/^xoxb-[\w-]+$/),
    secret: true,
    write: {
      zh: '请写以 xoxb- 开头的 Bot User OAuth Token（api.slack.com/apps → OAuth & Permissions）',
      en: 'write the Bot User OAuth Token, which begins with xoxb- (api.slack.com/apps → OAuth & Permissions)',
    },
  }),
  SLACK_APP_TOKEN: optional({
    schema: z.string().regex(/^xapp-[\w-]+$/),
    secret: true,
    write: {
      zh: '请写以 xapp- 开头、带 connections:write 的应用令牌（api.slack.com/apps → Basic Information → App-Level Tokens）',
      en: 'write the app-level token with connections:write, which begins with xapp- (api.slack.com/apps → Basic Information → App-Level Tokens)',
    },
  }),
  SLACK_SIGNING_SECRET: optional({
    schema: z.string().regex(/^[\x21-\x7e]{8,}$/),
    secret: true,
    write: {
      zh: '请写 Signing Secret（api.slack.com/apps → Basic Information）',
      en: 'write the Signing Secret (api.slack.com/apps → Basic Information)',
    },
  }),
  SLACK_API_URL: setting({
    schema: safeAddress.transform((text) => (text.endsWith('/') ? text : `${text}/`)),
    fallback: 'https://slack.com/api/',
    write: {
      zh: '请写 https 地址，例如 https://slack.com/api/；http 只能用于本机（令牌会发往这里）',
      en: 'write an https address, such as https://slack.com/api/; http is for this machine only, because the token goes there',
    },
  }),
};

export type SlackValues = ValuesOf<typeof slackVariables>;

/** Slack as it is set up; undefined without a bot token. Socket Mode wins where both ways are set. */
export function slackSettings(values: SlackValues): SlackSettings | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = values;
  if (botToken === undefined) return undefined;
  const apiUrl = values.SLACK_API_URL;
  if (appToken !== undefined) return { botToken, apiUrl, transport: { kind: 'socket', appToken } };
  return signingSecret === undefined ? undefined : { botToken, apiUrl, transport: { kind: 'http', signingSecret } };
}
