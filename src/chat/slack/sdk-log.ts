// Slack's SDK speaks through our log, or not at all: its debug lines hold whole messages, so they are never asked for.

import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../lib/log.ts';

/** A logger for the SDK: warnings and errors as one cut line without tokens, the rest dropped. */
export function sdkLog(log: Log): Logger {
  const line = (words: readonly unknown[]) => ({ sdk: cleaned(words) });
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...words) => log.warn(line(words), 'slack sdk'),
    // What matters of its errors comes back to us as an error, and is logged there.
    error: (...words) => log.warn(line(words), 'slack sdk'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}

/** Errors by kind and code: their data may hold what somebody wrote. Addresses may carry tickets. */
function cleaned(words: readonly unknown[]): string {
  return words
    .map((word) => {
      if (word instanceof Error) return 'code' in word ? `${word.name} ${String(word.code)}` : word.name;
      return typeof word === 'string' ? word : '';
    })
    .join(' ')
    .replace(/\bx(ox[a-z]|app|oxe)[-.][\w.-]+/g, '[token]')
    .replace(/\b(wss?|https?):\/\/\S+/g, '[address]')
    .slice(0, 200);
}
