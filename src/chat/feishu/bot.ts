// Who we are on Feishu: the bot's own id and name, and the company it works for. Asked once, and again until Feishu answers.

import type { Policy } from '../../policy/policy.ts';
import { type Memory, rememberAnswer } from '../remember.ts';
import type { FeishuGateway } from './gateway.ts';
import { FeishuCallError } from './trouble.ts';

export interface Bot {
  openId: string;
  name: string | undefined;
  /** The tenant that the team's group belongs to; undefined when Feishu did not say. */
  tenantKey: string | undefined;
  /** Is the app enabled in the tenant, with its bot ability? */
  isOn: boolean;
}

export type BotMemory = Memory<Bot>;

export function rememberBot(gateway: FeishuGateway, policy: Policy): BotMemory {
  return rememberAnswer(() => ask(gateway, policy));
}

/** What Feishu calls an app that the tenant has switched on. */
const enabled = 2;

/** The SDK has no typed call for this one; its answer has no envelope either. */
async function ask(gateway: FeishuGateway, { groups }: Policy): Promise<Bot> {
  const { bot } = await gateway.call('bot.info', (client) =>
    client.request<{ bot?: { open_id?: string; app_name?: string; activate_status?: number } }>({
      method: 'GET',
      url: '/open-apis/bot/v3/info',
    }),
  );
  if (!bot?.open_id) throw new FeishuCallError({ code: 'unreadable_answer', outcome: 'unclear' });
  const group = groups.find(({ platform }) => platform === 'feishu');
  return {
    openId: bot.open_id,
    name: bot.app_name || undefined,
    tenantKey: await tenantOf(gateway, group?.channel),
    isOn: (bot.activate_status ?? enabled) === enabled,
  };
}

async function tenantOf(gateway: FeishuGateway, chatId: string | undefined): Promise<string | undefined> {
  if (chatId === undefined) return undefined;
  const answer = await gateway
    .call('im.chat.get', (client) => client.im.v1.chat.get({ path: { chat_id: chatId } }))
    .catch(() => undefined);
  return answer?.data?.tenant_key || undefined;
}
