// What `doctor` can find out about the app itself: permissions that the tenant gave, events and the callback that reach it,
// and over which way. What Feishu does not tell is not guessed: trouble of a look itself shows in the other looks.

import type { Bilingual } from '../../lib/language.ts';
import type { Policy } from '../../policy/policy.ts';
import { alarm, type Finding, warning } from '../findings.ts';
import { adviceFor } from './advice.ts';
import { callback, events, missingScopes, permissionLink, permissions } from './app.ts';
import type { FeishuGateway } from './gateway.ts';
import type { FeishuSettings } from './settings.ts';
import type { FeishuTrouble } from './trouble.ts';

interface Tools {
  gateway: FeishuGateway;
  settings: FeishuSettings;
}

/** How Feishu names a permission that the tenant gave. */
const granted = 1;

/** Which permissions are missing, what does not work without them, and the page on which to ask for them. */
export async function permissionFindings({
  gateway,
  settings,
  policy,
}: Tools & { policy: Policy }): Promise<Finding[]> {
  const answer = await gateway
    .call('application.scope.list', (client) => client.application.v6.scope.list({}))
    .catch(() => undefined);
  const scopes = answer?.data?.scopes;
  if (!scopes) return [];
  const given = new Set(
    scopes.filter(({ grant_status: status }) => status === granted).map(({ scope_name: name }) => name),
  );
  const needed = missingScopes(given, { kind: 'needed', policy });
  const useful = [
    ...missingScopes(given, { kind: 'useful', policy }),
    ...missingScopes(given, { kind: 'extra', policy }),
  ];
  return [
    ...(needed.length > 0 ? [alarm(missing(settings, needed))] : []),
    ...(useful.length > 0 ? [warning(missing(settings, useful))] : []),
  ];
}

/** What to do about trouble, with the page for the permission where it is one that is missing. */
export function adviceAbout({ code, scopes = [] }: FeishuTrouble, settings: FeishuSettings): Bilingual {
  const advice = adviceFor(code);
  if (scopes.length === 0) return advice;
  const link = permissionLink(settings, scopes);
  return { zh: `${advice.zh}：${link}`, en: `${advice.en}: ${link}` };
}

/** Events and the callback that do not reach the app, or come another way than we listen. */
export async function subscriptionFindings({ gateway, settings }: Tools): Promise<Finding[]> {
  const answer = await gateway
    .call('application.application.get', (client) =>
      client.application.v6.application.get({ path: { app_id: settings.appId }, params: { lang: 'zh_cn' } }),
    )
    .catch(() => undefined);
  const { event, callback: older, callback_info: newer } = answer?.data?.app ?? {};
  const told = newer ?? older;
  const unheard = event?.subscribed_events
    ? events.filter(({ type }) => !event.subscribed_events?.includes(type)).map(({ type }) => type)
    : [];
  const isDeaf = told?.subscribed_callbacks ? !told.subscribed_callbacks.includes(callback.type) : false;
  return [
    ...(unheard.length > 0 ? [alarm(notSubscribed(unheard))] : []),
    ...(isDeaf ? [alarm(noCallback)] : []),
    ...wayFinding(settings, [event?.subscription_type, told?.callback_type]),
  ];
}

function missing(settings: FeishuSettings, scopes: readonly string[]): Bilingual {
  const named = permissions.filter(({ scope }) => scopes.includes(scope));
  const link = permissionLink(settings, scopes);
  return {
    zh: `应用缺少权限：${named.map(({ scope, why }) => `${scope}（${why.zh}）`).join('、')}。打开 ${link} 申请，然后发布新版本并等待审核通过`,
    en: `the app lacks permissions: ${named.map(({ scope, why }) => `${scope} (${why.en})`).join(', ')}. Ask for them at ${link}, then publish a new version and have it approved`,
  };
}

function notSubscribed(types: readonly string[]): Bilingual {
  return {
    zh: `没有订阅事件 ${types.join('、')}：在开放平台 → 应用 → 事件与回调 → 事件配置里添加，然后发布新版本`,
    en: `not subscribed to the events ${types.join(', ')}: add them at the developer console → your app → Events & Callbacks → Event Configuration, then publish a new version`,
  };
}

const noCallback: Bilingual = {
  zh: `没有订阅回调 ${callback.type}，卡片上的按钮和表单没有反应：在开放平台 → 应用 → 事件与回调 → 回调配置里添加，然后发布新版本`,
  en: `not subscribed to the callback ${callback.type}, so buttons and forms do nothing: add it at the developer console → your app → Events & Callbacks → Callback Configuration, then publish a new version`,
};

function wayFinding({ transport }: FeishuSettings, ways: readonly (string | undefined)[]): Finding[] {
  const ours = transport.kind === 'long-connection' ? 'websocket' : 'webhook';
  const other = ours === 'websocket' ? 'webhook' : 'websocket';
  if (!ways.includes(other)) return [];
  return [
    alarm(
      ours === 'websocket'
        ? {
            zh: '事件或回调设成了推送到请求地址，而本服务用长连接：在开放平台 → 应用 → 事件与回调里，两处都改成“使用长连接接收”',
            en: 'events or callbacks are set to be pushed to a request URL, while this service uses the long connection: choose the long connection for both at the developer console → your app → Events & Callbacks',
          }
        : {
            zh: '事件或回调设成了长连接，而本服务收推送：在开放平台 → 应用 → 事件与回调里，两处都改成“将事件发送至开发者服务器”；或去掉 FEISHU_ENCRYPT_KEY 和 FEISHU_VERIFICATION_TOKEN',
            en: 'events or callbacks are set to the long connection, while this service takes pushes: choose the request URL for both at the developer console → your app → Events & Callbacks, or take FEISHU_ENCRYPT_KEY and FEISHU_VERIFICATION_TOKEN away',
          },
    ),
  ];
}
