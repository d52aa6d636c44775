// What Feishu (or Lark) needs to be told; read from the environment by `config.ts`.

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
