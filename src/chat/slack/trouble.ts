// Slack's words for what went wrong: whether a message may stand all the same, whether trying again can help, and what
// a person has to do about it. The one place that knows these words.

import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import type { Bilingual } from '../../lib/language.ts';
import { DeliveryError } from '../adapter.ts';

/** What became of one call to Slack. */
export interface SlackTrouble {
  /** Slack's word ("not_in_channel"), or ours in the same style ("no_connection"). Never a text from a message. */
  code: string;
  /** again: nothing was done, try later; unclear: it may have been done; never: this will not work. */
  outcome: DeliveryError['outcome'];
  retryAfterMs?: number;
}

/** Nothing was sent at all: the connection never came about. */
const notConnected = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** Slack may have done what was asked before it failed. */
const unclearCodes = ['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable', 'unreadable_answer'];

/** No repetition and no help of an admin makes this succeed. */
const hopelessCodes = [
  'message_not_found',
  'cant_update_message',
  'cant_delete_message',
  'edit_window_closed',
  'thread_not_found',
  'msg_too_long',
  'msg_blocks_too_long',
  'no_text',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_attachments',
  'invalid_arguments',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'metadata_too_large',
  'no_such_place',
];

/** Slack did not take the blocks of a message; its text alone may still pass. */
const blockCodes = ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'invalid_attachments'];

/** The person cannot be told anything privately. */
const personCodes = [
  'users_not_found',
  'user_not_found',
  'user_disabled',
  'user_not_visible',
  'cannot_dm_bot',
  'cannot_dm_user',
  'messages_tab_disabled',
  'no_slack_id',
];

/** Reads any error that a call to Slack threw. What is not understood may have happened after Slack did its part. */
export function readTrouble(error: unknown): SlackTrouble {
  if (error instanceof SlackCallError) return error.trouble;
  if (error instanceof WebAPIRateLimitedError) {
    return { code: 'rate_limited', outcome: 'again', retryAfterMs: error.retryAfter * 1_000 };
  }
  if (error instanceof WebAPIPlatformError) return troubleOf(error.data.error);
  if (error instanceof WebAPIHTTPError) {
    const { statusCode } = error;
    return { code: `http_${statusCode}`, outcome: statusCode >= 500 ? 'unclear' : 'again' };
  }
  if (error instanceof WebAPIRequestError && notConnected.includes(causeCode(error.original))) {
    return { code: 'no_connection', outcome: 'again' };
  }
  return { code: 'no_answer', outcome: 'unclear' };
}

/** What an error code of Slack means for the caller. */
function troubleOf(word: string): SlackTrouble {
  const code = /^[a-z][a-z0-9_]{1,60}$/.test(word) ? word : 'unreadable_answer';
  if (unclearCodes.includes(code)) return { code, outcome: 'unclear' };
  return { code, outcome: hopelessCodes.includes(code) ? 'never' : 'again' };
}

/** Thrown by our own code around Slack, in the words of this file. */
export class SlackCallError extends Error {
  override readonly name = 'SlackCallError';
  readonly trouble: SlackTrouble;

  constructor(trouble: SlackTrouble, cause?: unknown) {
    super(trouble.code, { cause });
    this.trouble = trouble;
  }
}

/** The same trouble as the outbox wants to hear it; `doing` names the step, such as "post". */
export function deliveryError(error: unknown, doing: string): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const { code, outcome, retryAfterMs } = readTrouble(error);
  return new DeliveryError(`slack ${doing}: ${code}`, {
    outcome,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    cause: error,
  });
}

export function isAboutBlocks(code: string): boolean {
  return blockCodes.includes(code);
}

/** Is it the person who cannot be reached, rather than Slack? */
export function isAboutPerson(code: string): boolean {
  return personCodes.includes(code);
}

/** What to do about it, for doctor and health; a general sentence for words nobody has met yet. */
export function adviceFor(code: string): Bilingual {
  return (
    advice[code] ?? {
      zh: `Slack 返回 ${code}，请在 Slack 文档中查这个错误码`,
      en: `Slack answered ${code}; look this word up in Slack's documentation`,
    }
  );
}

const tokenAdvice: Bilingual = {
  zh: '令牌无效或已撤销：在 api.slack.com/apps → OAuth & Permissions 重新安装应用，把新的 Bot User OAuth Token（xoxb-…）写进 SLACK_BOT_TOKEN，然后重启',
  en: 'the token is wrong or revoked: reinstall the app at api.slack.com/apps → OAuth & Permissions, put the new Bot User OAuth Token (xoxb-…) into SLACK_BOT_TOKEN and restart',
};
const inviteAdvice: Bilingual = {
  zh: '机器人不在频道里：在该频道发送 /invite @Skuwatch（应用改过名就用新名字）',
  en: 'the bot is not in the channel: type /invite @Skuwatch there (or the name you gave the app)',
};
const personAdvice: Bilingual = {
  zh: 'Slack 里找不到这个人：在策略文件里写 slack（个人资料 → ⋯ → 复制成员 ID，形如 U01ABCDEF），或改正 email',
  en: 'Slack does not know this person: write "slack" in the policy file (profile → ⋯ → Copy member ID, such as U01ABCDEF), or correct "email"',
};
const leftAdvice: Bilingual = {
  zh: '这个 Slack 账号已停用：请更新策略文件里的人员',
  en: 'this Slack account is deactivated: update the people in the policy file',
};

const advice: Readonly<Record<string, Bilingual>> = {
  invalid_auth: tokenAdvice,
  not_authed: tokenAdvice,
  token_revoked: tokenAdvice,
  token_expired: tokenAdvice,
  account_inactive: tokenAdvice,
  not_allowed_token_type: {
    zh: 'SLACK_BOT_TOKEN 要写以 xoxb- 开头的 Bot User OAuth Token',
    en: 'SLACK_BOT_TOKEN takes the Bot User OAuth Token, which begins with xoxb-',
  },
  missing_scope: {
    zh: '应用缺少权限：在 api.slack.com/apps → OAuth & Permissions → Bot Token Scopes 补上后重新安装',
    en: 'the app lacks a scope: add it at api.slack.com/apps → OAuth & Permissions → Bot Token Scopes and reinstall',
  },
  not_in_channel: inviteAdvice,
  channel_not_found: {
    zh: '频道 ID 不对，或者是机器人没有加入的私有频道：核对策略文件 groups 里的 channel（频道名 → 关于 → 最下方），并在频道里发送 /invite @Skuwatch',
    en: 'the channel id is wrong, or it is a private channel without the bot: check "channel" under groups in the policy file (channel name → About, at the bottom) and type /invite @Skuwatch there',
  },
  is_archived: {
    zh: '频道已归档：取消归档，或在策略文件里换一个频道',
    en: 'the channel is archived: unarchive it, or name another one in the policy file',
  },
  restricted_action: {
    zh: '工作区限制了谁可以在此频道发言：请在频道设置里允许这个应用',
    en: 'the workspace restricts who may post in this channel: allow the app in the channel settings',
  },
  users_not_found: personAdvice,
  user_not_found: personAdvice,
  user_not_visible: personAdvice,
  no_slack_id: {
    zh: '没有写 Slack 账号：在策略文件里给他写 slack（个人资料 → ⋯ → 复制成员 ID，形如 U01ABCDEF）或 email',
    en: 'no Slack account is named: write "slack" (profile → ⋯ → Copy member ID, such as U01ABCDEF) or "email" in the policy file',
  },
  user_disabled: leftAdvice,
  cannot_dm_bot: {
    zh: '写的是机器人的 ID：请在策略文件里换成本人的成员 ID',
    en: 'this is the id of a bot: write the member id of the person in the policy file',
  },
  messages_tab_disabled: {
    zh: '私信已关闭：在 api.slack.com/apps → App Home 打开 Messages Tab',
    en: 'direct messages are off: switch the Messages Tab on at api.slack.com/apps → App Home',
  },
  rate_limited: {
    zh: 'Slack 要求放慢，稍后自动继续',
    en: 'Slack asked to slow down; it goes on by itself',
  },
  no_connection: {
    zh: '连不上 Slack：检查网络、代理和 SLACK_API_URL',
    en: 'Slack cannot be reached: check network, proxy and SLACK_API_URL',
  },
  no_answer: {
    zh: 'Slack 没有回应：检查网络和代理，稍后自动重试',
    en: 'Slack did not answer: check network and proxy; it is tried again by itself',
  },
};

function causeCode(error: unknown): string {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth++) {
    if ('code' in current && typeof current.code === 'string') return current.code;
    const inner: unknown = current instanceof AggregateError ? current.errors[0] : current.cause;
    current = inner;
  }
  return '';
}
