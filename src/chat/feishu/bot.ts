// Who we are on Feishu: the bot's own id and name. Asked once, and again until Feishu answers.

import type { FeishuGateway } from './gateway.ts';
import { FeishuCallError } from './trouble.ts';

export interface Bot {
  openId: string;
  name: string | undefined;
}

export interface BotMemory {
  /** Asked from Feishu unless known. Throws what the call throws. */
  know(): Promise<Bot>;
  known(): Bot | undefined;
  /** Asks again: the check wants to know whether the app still may. Throws what the call throws. */
  refresh(): Promise<Bot>;
}

export function rememberBot(gateway: FeishuGateway): BotMemory {
  let known: Bot | undefined;
  let asking: Promise<Bot> | undefined;
  const refresh = () => {
    asking ??= ask(gateway)
      .then((answer) => {
        known = answer;
        return answer;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
  return { know: async () => known ?? (await refresh()), known: () => known, refresh };
}

/** The SDK has no typed call for this one; its answer has no envelope either. */
async function ask(gateway: FeishuGateway): Promise<Bot> {
  const { bot } = await gateway.call('bot.info', (client) =>
    client.request<{ bot?: { open_id?: string; app_name?: string } }>({
      method: 'GET',
      url: '/open-apis/bot/v3/info',
    }),
  );
  if (!bot?.open_id) throw new FeishuCallError({ code: 'unreadable_answer', outcome: 'unclear' });
  return { openId: bot.open_id, name: bot.app_name || undefined };
}
