// Makes the app by a QR code: Feishu's own flow, in which somebody scans the code, sees exactly what the app will have, and
// agrees. The secret that comes of it is handed on and written down nowhere.

import { defaultHttpInstance, registerApp } from '@larksuiteoapi/node-sdk';
import type { Bilingual } from '../../lib/language.ts';
import { askedScopes, callback, events } from './app.ts';

export interface RegistrationWishes {
  /** The open platform, without a slash at the end; Lark's counterpart for tenants that turn out to be there. */
  domain: string;
  larkDomain: string;
  /** An app that is there already gets what it lacks; a new one is made when left out. */
  appId?: string | undefined;
  /** What to scan, or to open in a browser, and for how long. */
  show(link: { url: string; seconds: number }): void;
  signal?: AbortSignal;
}

export interface RegisteredApp {
  appId: string;
  appSecret: string;
  domain: string;
}

/** What the person sees before they agree: permissions, events and the callback, and nothing beside them. */
const addons = {
  preset: false,
  scopes: { tenant: [...askedScopes] },
  events: { items: { tenant: events.map(({ type }) => type) } },
  callbacks: { items: [callback.type] },
};

const callLimitMs = 10_000;
const registrationPath = /^https:(\/\/[^/]+\/oauth\/v1\/app\/registration)$/;

/** Waits until somebody agreed, or it is clear that nobody will. Never throws. */
export async function registerFeishuApp(
  wishes: RegistrationWishes,
): Promise<{ app: RegisteredApp } | { trouble: Bilingual }> {
  const { domain, larkDomain, appId, show, signal } = wishes;
  // The SDK sets no limit on how long it waits for an answer, and speaks https to every address, this machine's included.
  const { protocol } = new URL(domain);
  const kept = defaultHttpInstance.interceptors.request.use(
    (request) => {
      const found = registrationPath.exec(request.url ?? '');
      return found ? { ...request, url: `${protocol}${found[1]}`, timeout: callLimitMs, maxRedirects: 0 } : request;
    },
    undefined,
    { synchronous: true },
  );
  try {
    const made = await registerApp({
      domain: accountsOf(domain),
      larkDomain: accountsOf(protocol === 'http:' ? domain : larkDomain),
      appPreset: { name: 'Skuwatch' },
      addons,
      ...(appId === undefined ? { createOnly: true } : { appId }),
      ...(signal && { signal }),
      onQRCodeReady: ({ url, expireIn }) => show({ url, seconds: expireIn }),
    });
    const isLark = made.user_info?.tenant_brand === 'lark' && protocol === 'https:';
    return {
      app: { appId: made.client_id, appSecret: made.client_secret, domain: isLark ? larkDomain : domain },
    };
  } catch (error) {
    return { trouble: troubleWords(error) };
  } finally {
    defaultHttpInstance.interceptors.request.eject(kept);
  }
}

/** Who signs people in for an open platform: "open.feishu.cn" has "accounts.feishu.cn". */
function accountsOf(domain: string): string {
  return new URL(domain).host.replace(/^open\./, 'accounts.');
}

const words: Readonly<Record<string, Bilingual>> = {
  access_denied: {
    zh: '在飞书里没有点同意，应用没有创建',
    en: 'it was declined in Feishu, so no app was made',
  },
  expired_token: {
    zh: '二维码已过期，应用没有创建。请再运行一次',
    en: 'the QR code ran out before anybody agreed, so no app was made. Run it once more',
  },
  abort: { zh: '已中断，应用没有创建', en: 'stopped, so no app was made' },
};

/** By code only: what else the error holds may quote the request. */
function troubleWords(error: unknown): Bilingual {
  const { code, response } =
    typeof error === 'object' && error !== null ? (error as { code?: unknown; response?: unknown }) : {};
  const known = words[String(code)];
  if (known) return known;
  if (error instanceof Error && 'config' in error && response === undefined) {
    return {
      zh: '连不上飞书的账号服务：检查网络和代理',
      en: 'Feishu’s account service cannot be reached: check network and proxy',
    };
  }
  const shown = typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : '?';
  return {
    zh: `飞书没有完成扫码创建（${shown}）`,
    en: `Feishu did not make an app by QR code (${shown})`,
  };
}
