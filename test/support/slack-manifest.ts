// The Slack app's manifest for either transport, made from what the program uses: its command, its scopes, its events.
// Written to examples/ by `npm run golden`.

import type { AppsManifestCreateArguments } from '@slack/web-api';
import { Document, isScalar, isSeq, type YAMLSeq } from 'yaml';
import { neededScopes } from '../../src/chat/slack/check.ts';
import { slashCommand } from '../../src/chat/slack/render/names.ts';
import { slackPath } from '../../src/chat/slack/settings.ts';
import { lookUpScopes } from '../../src/chat/slack/workspace.ts';
import { commands } from '../../src/commands/index.ts';

type Manifest = AppsManifestCreateArguments['manifest'];
type Transport = 'socket' | 'http';
type Scope = (typeof neededScopes)[number] | (typeof lookUpScopes)[number];

const address = `https://skuwatch.example.com${slackPath}`;

/** What each scope is for: a scope without a reason does not compile. */
const reasons: Readonly<Record<Scope, string>> = {
  'chat:write': 'post forms, reminders and records, edit them, answer privately',
  commands: slashCommand,
  'files:write': 'charts, the weekly picture and its workbook',
  'im:write': 'reminders and escalations as direct messages',
  'users:read': 'needed by users:read.email',
  'users:read.email': 'find the people of the policy file by their e-mail',
  'channels:read': 'does the channel exist, and is the bot in it',
  'groups:read': 'the same for private channels',
  'channels:history': 'after a lost answer: does the message stand? Then it is not posted twice',
  'groups:history': 'the same in private channels',
  'im:history': 'the same in direct messages',
};

/** The manifest as Slack takes it. */
export function slackManifest(transport: Transport): Manifest {
  const isHttp = transport === 'http';
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Skuwatch',
      description:
        'Watches every SKU, asks the owner when sales move by 20 %, and does not forget until the answer is in.',
      background_color: '#1f3a5f',
    },
    features: {
      bot_user: { display_name: 'skuwatch', always_online: true },
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      slash_commands: [
        {
          command: slashCommand,
          description: 'Your forms, any SKU, every setting: begin with help',
          usage_hint: commands.map(({ name }) => name).join(' | '),
          should_escape: true,
          ...(isHttp && { url: address }),
        },
      ],
    },
    oauth_config: { scopes: { bot: [...neededScopes], bot_optional: [...lookUpScopes] } },
    settings: {
      event_subscriptions: {
        ...(isHttp && { request_url: address }),
        bot_events: ['app_home_opened', 'member_joined_channel'],
      },
      interactivity: { is_enabled: true, ...(isHttp && { request_url: address }) },
      org_deploy_enabled: false,
      socket_mode_enabled: !isHttp,
      token_rotation_enabled: false,
    },
  };
}

/** The same as a file to paste at api.slack.com/apps, with the reason of every scope. */
export function manifestText(transport: Transport): string {
  const document = new Document(slackManifest(transport));
  for (const list of ['bot', 'bot_optional']) {
    explain(document.getIn(['oauth_config', 'scopes', list]));
  }
  document.commentBefore = [
    ` Skuwatch on Slack over ${transport === 'http' ? 'HTTP' : 'Socket Mode'}: api.slack.com/apps → Create New App → From a manifest.`,
    ...(transport === 'http'
      ? [' Put your own address in place of skuwatch.example.com, three times.']
      : [' It also needs an app-level token with connections:write (Basic Information → App-Level Tokens).']),
    ' Step by step: docs/setup-slack.md, 中文：docs/setup-slack.zh-CN.md',
  ].join('\n');
  return document.toString({ lineWidth: 0 });
}

function explain(scopes: unknown): void {
  if (!isSeq(scopes)) throw new Error('The manifest has no scopes');
  for (const item of (scopes as YAMLSeq).items) {
    const reason = Object.entries(reasons).find(([scope]) => isScalar(item) && item.value === scope)?.[1];
    if (isScalar(item) && reason !== undefined) item.comment = ` ${reason}`;
  }
}
