// The official SDK's client and long connection at the double, silent and with a token store of their own.

import * as lark from '@larksuiteoapi/node-sdk';
import { type FeishuDouble, secrets } from '../../../support/feishu-double/open.ts';

const nothing = () => {};
const logger = { fatal: nothing, error: nothing, warn: nothing, info: nothing, debug: nothing, trace: nothing };
export const quiet = { logger, loggerLevel: lark.LoggerLevel.fatal };

export function sdkClient(feishu: FeishuDouble): lark.Client {
  const { appId, appSecret } = secrets;
  return new lark.Client({ appId, appSecret, domain: feishu.url, cache: new lark.DefaultCache(), ...quiet });
}

/** The code with which a call was refused, whichever HTTP status it came with; 0 when it was not. */
export async function codeOf(answer: Promise<unknown>): Promise<number | string> {
  try {
    return ((await answer) as { code?: number }).code ?? 'no code';
  } catch (error) {
    const { response } = error as { response?: { data?: { code?: number } } };
    return response?.data?.code ?? String(error);
  }
}
