// What to do about each kind of trouble with Feishu, for `doctor`, the health page and the group.

import type { Bilingual } from '../../lib/language.ts';

/** What to do about it; a general sentence for codes nobody has met yet. */
export function adviceFor(code: string): Bilingual {
  return (
    advice[code] ?? {
      zh: `飞书返回 ${code}，请在飞书开放平台文档中查这个错误码`,
      en: `Feishu answered ${code}; look this code up in the documentation of Feishu's open platform`,
    }
  );
}

const secretAdvice: Bilingual = {
  zh: 'App ID 或 App Secret 不对：在开放平台 → 应用 → 凭证与基础信息核对，写进 FEISHU_APP_ID 和 FEISHU_APP_SECRET，然后重启',
  en: 'the app id or app secret is wrong: compare them at the developer console → your app → Credentials & Basic Info, put them into FEISHU_APP_ID and FEISHU_APP_SECRET and restart',
};
const tokenAdvice: Bilingual = {
  zh: '访问令牌失效，已自动重新获取；若一直如此，请核对 FEISHU_APP_ID 和 FEISHU_APP_SECRET',
  en: 'the access token has ended and is fetched anew by itself; if this stays, check FEISHU_APP_ID and FEISHU_APP_SECRET',
};
const slowAdvice: Bilingual = {
  zh: '飞书要求放慢，稍后自动继续',
  en: 'Feishu asked to slow down; it goes on by itself',
};
const goneAdvice: Bilingual = {
  zh: '消息已被撤回或删除',
  en: 'the message was recalled or deleted',
};
const reviewAdvice: Bilingual = {
  zh: '内容没有通过企业的安全审核（例如含有电话或邮箱）：请联系飞书管理员',
  en: 'the company’s content review refused the message (a phone number or e-mail address, for instance): ask your Feishu administrator',
};

const advice: Readonly<Record<string, Bilingual>> = {
  '10003': secretAdvice,
  '10014': secretAdvice,
  '10015': secretAdvice,
  '514': secretAdvice,
  '99991543': secretAdvice,
  '99991661': tokenAdvice,
  '99991663': tokenAdvice,
  '99991665': tokenAdvice,
  '99991672': {
    zh: '应用缺少权限：在开放平台 → 应用 → 权限管理开通，然后发布新版本并等待审核通过',
    en: 'the app lacks a permission: add it at the developer console → your app → Permissions & Scopes, then publish a new version and have it approved',
  },
  '99991400': slowAdvice,
  '230020': slowAdvice,
  '11232': slowAdvice,
  '11233': slowAdvice,
  http_429: slowAdvice,
  rate_limited: slowAdvice,
  '99991403': {
    zh: '本月的接口调用额度已用完，下月 1 日恢复：可在飞书管理后台升级套餐',
    en: 'this month’s quota of calls is used up and comes back on the 1st: a larger plan helps at once',
  },
  '230001': { zh: '飞书不接受这条消息的参数', en: 'Feishu does not accept the parameters of this message' },
  '230002': {
    zh: '机器人不在群里：在该群的设置 → 群机器人 → 添加机器人，选择本应用',
    en: 'the bot is not in the group: open the group’s settings → Bots → Add Bot and choose this app',
  },
  '230006': {
    zh: '应用没有启用机器人能力：在开放平台 → 应用 → 添加应用能力 → 机器人启用，然后发布新版本',
    en: 'the app has no bot ability: add it at the developer console → your app → Add Features → Bot, then publish a new version',
  },
  '230011': goneAdvice,
  '230110': goneAdvice,
  message_not_found: goneAdvice,
  '230013': {
    zh: '这个人不在应用的可用范围内，或已离职：在开放平台 → 应用 → 版本管理与发布里扩大可用范围，或更新策略文件里的人员',
    en: 'this person is outside the app’s availability, or has left: widen the availability at the developer console → your app → Version Management, or update the people in the policy file',
  },
  '230018': {
    zh: '群设置不允许机器人发言：请群主在群设置里放开发言权限',
    en: 'the group’s settings do not let the bot speak: ask the group’s owner to allow it',
  },
  '230022': reviewAdvice,
  '230028': reviewAdvice,
  '230025': { zh: '消息过长，飞书没有收下', en: 'the message is too long for Feishu' },
  '230027': {
    zh: '没有权限读写这个会话（例如外部群）：请改用内部群，或在权限管理里开通所需权限',
    en: 'no permission for this conversation (an external group, for instance): use an internal group, or add the permission it names',
  },
  '230031': { zh: '卡片已超过 14 天，不能再修改', en: 'the card is older than 14 days and cannot be changed any more' },
  '230035': {
    zh: '机器人在群里被禁言：请群主解除禁言',
    en: 'the bot is muted in this group: ask the group’s owner to lift it',
  },
  '230053': {
    zh: '这个人停止了接收机器人的消息：请他打开与机器人的会话并恢复接收',
    en: 'this person stopped the bot’s messages: ask them to open the chat with the bot and allow messages again',
  },
  '230099': { zh: '飞书不接受这张卡片的内容', en: 'Feishu does not accept the content of this card' },
  '232009': {
    zh: '群已解散：请在策略文件里换一个群',
    en: 'the group was dissolved: name another one in the policy file',
  },
  no_such_place: { zh: '策略文件里没有这个群', en: 'there is no such group in the policy file' },
  no_feishu_id: {
    zh: '没有写飞书账号：在策略文件里给他写 feishu（open_id，形如 ou_…）或 email',
    en: 'no Feishu account is named: write "feishu" (the open_id, such as ou_…) or "email" in the policy file',
  },
  user_not_found: {
    zh: '飞书里找不到这个邮箱：请改正策略文件里的 email，或直接写 feishu（open_id，形如 ou_…）；应用的通讯录权限范围也要包含此人',
    en: 'Feishu does not know this e-mail address: correct "email" in the policy file or write "feishu" (the open_id, such as ou_…); the app’s contact range must include the person too',
  },
  cannot_look_up: {
    zh: '超过一小时后无法确认消息是否已发出：开通“获取群组中所有消息”（im:message.group_msg）和“读取单聊、群组消息”（im:message:readonly）权限后即可自动确认',
    en: 'after an hour nobody can tell whether a message stands: with the permissions im:message.group_msg and im:message:readonly it is looked up',
  },
  no_connection: {
    zh: '连不上飞书：检查网络、代理和 FEISHU_DOMAIN',
    en: 'Feishu cannot be reached: check network, proxy and FEISHU_DOMAIN',
  },
  no_answer: {
    zh: '飞书没有回应：检查网络和代理，稍后自动重试',
    en: 'Feishu did not answer: check network and proxy; it is tried again by itself',
  },
  '1000040350': {
    zh: '这个应用的长连接已达上限（50 个）：停掉多余的实例',
    en: 'this app has reached its limit of 50 long connections: stop instances that are not needed',
  },
};
