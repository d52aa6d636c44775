import { describe, expect, it } from 'vitest';
import { sdkLog } from '../../../src/chat/slack/sdk-log.ts';
import { jsonLog } from '../../../src/lib/log.ts';

/** What stands in a log of everything after the SDK said this. */
function logged(say: (log: ReturnType<typeof sdkLog>) => void): string {
  const lines: string[] = [];
  say(sdkLog(jsonLog('trace', { write: (line: string) => void lines.push(line) })));
  return lines.join('');
}

describe('what the SDK says', () => {
  it('is not asked for where it would hold messages, and dropped when it comes', () => {
    const log = sdkLog(jsonLog('trace', { write: () => undefined }));
    expect(log.getLevel()).toBe('warn');
    expect(logged((sdk) => sdk.debug('Received a message on the WebSocket: {"text":"SKU LAMP"}'))).toBe('');
    expect(logged((sdk) => sdk.info('anything'))).toBe('');
  });

  it('is logged without tokens and addresses', () => {
    const line = logged((sdk) =>
      sdk.warn('failed with xoxb-1-2-abc and xapp-1-A0-3-def at wss://wss.slack.com/link?ticket=77'),
    );
    expect(line).toContain('failed with [token] and [token] at [address]');
  });

  it('names an error by its kind, because its data may quote somebody', () => {
    const line = logged((sdk) => sdk.error(Object.assign(new TypeError('SKU LAMP sold 150'), { code: 'bad' })));
    expect(line).toContain('TypeError bad');
    expect(line).not.toContain('LAMP');
  });
});
