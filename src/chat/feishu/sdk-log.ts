// Feishu's SDK speaks through our log, or not at all: its debug lines hold whole messages, its errors hold secrets.

import type { Logger } from '@larksuiteoapi/node-sdk';
import type { Log } from '../../lib/log.ts';
import { FeishuCallError } from './trouble.ts';

/** A logger for the SDK: warnings and errors as one cut line without tokens, ids of messages and texts; the rest dropped. */
export function sdkLog(log: Log): Logger {
  const say = (...words: unknown[]) => log.warn({ sdk: cleaned(words) }, 'feishu sdk');
  return { error: say, warn: say, info: () => undefined, debug: () => undefined, trace: () => undefined };
}

/** Errors by kind and code: what they hold may quote a request. Objects are never written out, addresses carry tickets. */
function cleaned(words: readonly unknown[]): string {
  return words
    .flat(2)
    .map((word) => {
      if (word instanceof FeishuCallError) return `${word.name} ${word.trouble.code}`;
      if (word instanceof Error) return 'code' in word ? `${word.name} ${String(word.code)}` : word.name;
      return typeof word === 'string' ? word : '';
    })
    .filter((word) => word !== '')
    .join(' ')
    .replace(/\b(wss?|https?):\/\/\S+/g, '[address]')
    .replace(/\b(Bearer\s+)?[tu]-[\w.-]{8,}/g, '[token]')
    .replace(/\{.*\}|\[\{.*\}\]/gs, '[data]')
    .slice(0, 200);
}
