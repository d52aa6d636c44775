// The environment variables of Feishu (or Lark), and what they amount to. Pure.

import { z } from 'zod';
import type { Bilingual } from '../../lib/language.ts';
import { optional, safeAddress, setting, type ValuesOf } from '../../lib/setting.ts';

export interface FeishuSettings {
  /** "cli_" and 16 hex digits. */
  appId: string;
  appSecret: string;
  /** Where the open platform answers, without a slash at the end. */
  domain: string;
  /** A long connection from here to Feishu, or pushes from Feishu to us, which are always encrypted. */
  transport: { kind: 'long-connection' } | { kind: 'webhook'; encryptKey: string; verificationToken: string };
  /** Send the card of a callback's answer once more as a PATCH a second later. */
  repairCards: boolean;
}

/** Where Feishu pushes events to, below the address of the service. */
export const feishuPath = '/feishu/events';

/** The open platforms that have a name of their own. */
const feishuDomains: Readonly<Record<string, string>> = {
  feishu: 'https://open.feishu.cn',
  lark: 'https://open.larksuite.com',
};

export const feishuVariables = {
  FEISHU_APP_ID: optional({
    schema: z.string().regex(/^cli_[0-9a-fA-F]{16}$/),
    write: {
      zh: '请写 App ID，形如 cli_ 加 16 位十六进制字符（开放平台 → 应用 → 凭证与基础信息）',
      en: 'write the app id: cli_ and 16 hexadecimal characters (developer console → your app → Credentials & Basic Info)',
    },
  }),
  FEISHU_APP_SECRET: optional({
    schema: z.string().regex(/^[\x21-\x7e]{8,}$/),
    secret: true,
    write: {
      zh: '请写 App Secret（开放平台 → 应用 → 凭证与基础信息）',
      en: 'write the app secret (developer console → your app → Credentials & Basic Info)',
    },
  }),
  FEISHU_DOMAIN: setting({
    schema: z
      .string()
      .transform((text) => feishuDomains[text.toLowerCase()] ?? text)
      .pipe(safeAddress.transform((text) => text.replace(/\/+$/, ''))),
    fallback: 'https://open.feishu.cn',
    write: {
      zh: '请写 feishu、lark 或 https 地址；http 只能用于本机（密钥会发往这里）',
      en: 'write feishu, lark or an https address; http is for this machine only, because the secret goes there',
    },
  }),
  FEISHU_ENCRYPT_KEY: optional({
    schema: z.string().regex(/^[\x21-\x7e]{8,}$/),
    secret: true,
    write: {
      zh: '请写 Encrypt Key（开放平台 → 应用 → 事件与回调 → 加密策略），至少 8 个字符',
      en: 'write the encrypt key (developer console → your app → Events & Callbacks → Encryption Strategy), at least 8 characters',
    },
  }),
  FEISHU_VERIFICATION_TOKEN: optional({
    schema: z.string().regex(/^[\x21-\x7e]{8,}$/),
    secret: true,
    write: {
      zh: '请写 Verification Token（开放平台 → 应用 → 事件与回调 → 加密策略）',
      en: 'write the verification token (developer console → your app → Events & Callbacks → Encryption Strategy)',
    },
  }),
  FEISHU_CARD_REPAIR: setting({
    schema: z.enum(['on', 'off']),
    fallback: 'on' as const,
    write: {
      zh: '请写 on 或 off：回调应答里的卡片一秒后是否再更新一次',
      en: 'write on or off: whether a card that answered a click is written once more a second later',
    },
  }),
};

export type FeishuValues = ValuesOf<typeof feishuVariables>;

/** Feishu as it is set up; undefined without an app id. Pushes where both of their secrets are set. */
export function feishuSettings(values: FeishuValues): FeishuSettings | undefined {
  const { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret, FEISHU_DOMAIN: domain } = values;
  const { FEISHU_ENCRYPT_KEY: encryptKey, FEISHU_VERIFICATION_TOKEN: verificationToken } = values;
  if (appId === undefined || appSecret === undefined) return undefined;
  const isPushed = encryptKey !== undefined && verificationToken !== undefined;
  return {
    appId,
    appSecret,
    domain,
    transport: isPushed ? { kind: 'webhook', encryptKey, verificationToken } : { kind: 'long-connection' },
    repairCards: values.FEISHU_CARD_REPAIR === 'on',
  };
}

/** The open platform that FEISHU_DOMAIN names, or what to write there instead. */
export function readDomain(text: string | undefined): string | { write: Bilingual } {
  const { schema, fallback, write } = feishuVariables.FEISHU_DOMAIN;
  const named = text?.trim();
  const parsed = named ? schema.safeParse(named) : undefined;
  if (!parsed) return fallback;
  return parsed.success ? parsed.data : { write };
}
