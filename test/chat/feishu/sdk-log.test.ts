// What Feishu's SDK says gets into our log without secrets and without anybody's words.

import { afterEach, describe, expect, it } from 'vitest';
import { type FeishuDouble, openFeishuDouble, secrets } from '../../../doubles/feishu/open.ts';
import { sdkLog } from '../../../src/chat/feishu/sdk-log.ts';
import { FeishuCallError } from '../../../src/chat/feishu/trouble.ts';
import { jsonLog, type Log } from '../../../src/lib/log.ts';
import type { Reply } from '../../../src/messages/inbound.ts';
import { policySchema } from '../../../src/policy/policy.ts';
import { plainMessage } from '../sample-messages.ts';
import { shownAfter, until } from './acting.ts';
import { type Connected, connectFeishu, type TransportKind, transports } from './connect.ts';

/** A log, and all that was written to it. */
function keptLog(): { log: Log; text: () => string } {
  const lines: string[] = [];
  return { log: jsonLog('trace', { write: (line: string) => void lines.push(line) }), text: () => lines.join('') };
}

describe('what the SDK says', () => {
  it('is dropped where it would hold messages', () => {
    const { log, text } = keptLog();
    const sdk = sdkLog(log);
    sdk.debug('receive message, data: {"text":"SKU LAMP"}');
    sdk.info('anything');
    sdk.trace('anything');
    expect(text()).toBe('');
  });

  it('is logged without tokens, addresses, data and objects', () => {
    const { log, text } = keptLog();
    const sdk = sdkLog(log);
    sdk.error([['failed with Bearer t-abcdefgh12345 at wss://host/ws?ticket=77 for {"text":"LAMP"}', { secret: 'x' }]]);
    sdk.warn(Object.assign(new TypeError('SKU LAMP sold 150'), { code: 'bad' }));
    sdk.error(new FeishuCallError({ code: '230002', outcome: 'again' }));
    expect(text()).toContain('failed with [token] at [address] for [data]');
    expect(text()).toContain('TypeError bad');
    expect(text()).toContain('FeishuCallError 230002');
    expect(text()).not.toMatch(/LAMP|secret/);
  });
});

let double: FeishuDouble;
let connected: Connected;

async function opened(transport: TransportKind, log: Log, reply: Reply): Promise<void> {
  double = await openFeishuDouble({ people: [{ name: 'li' }, { name: 'sam' }] });
  const policy = policySchema.parse({
    team: { name: 'Lumora' },
    people: [{ id: 'li', name: 'Li', feishu: double.openId('li') }],
    groups: [{ id: 'team', platform: 'feishu', channel: double.chat('team') }],
    stores: [{ id: 'amz-us', zone: 'America/Los_Angeles' }],
  });
  connected = connectFeishu(double, { transport, policy, log });
  await connected.feishu.adapter.start(async () => reply);
  await connected.listens();
}

describe.each(transports)('over %s, whatever goes wrong,', (transport) => {
  afterEach(async () => {
    await connected.feishu.adapter.stop();
    await connected.close();
    await double.close();
  });

  it('no secret, token or word of a message gets into the log', async () => {
    const { log, text } = keptLog();
    await opened(transport, log, { type: 'message', message: plainMessage('WORDS-OF-AN-ANSWER') });
    const post = (key: string) =>
      connected.feishu.adapter.post(
        { kind: 'group', groupId: 'team' },
        { key, message: () => plainMessage('WORDS-OF-A-CARD'), attachments: [] },
      );
    await post('a');
    double.tokens.revoke();
    double.faults.next('POST auth/v3/tenant_access_token/internal', { is: 'server_error' });
    for (const fault of ['answer_lost', 'server_error', 'stored_then_server_error'] as const) {
      double.faults.next('POST im/v1/messages', { is: fault });
    }
    double.faults.next('POST im/v1/messages', { is: 'refused', code: 230099, msg: 'WORDS-OF-A-CARD' });
    for (const key of ['b', 'c', 'd', 'e', 'f', 'g']) await post(key).catch(() => undefined);
    await shownAfter(double, double.person('li'), () => double.person('li').types('WORDS-OF-A-COMMAND'));
    await shownAfter(double, double.person('sam'), () => double.person('sam').types('WORDS-OF-A-STRANGER'));
    if (transport === 'long-connection') {
      double.connection.refusal = { code: 514, msg: 'auth failed', data: {} };
      double.connection.drop();
      await until(() => connected.feishu.links()[0]?.trouble === '514');
    }
    expect(text().split('\n').length).toBeGreaterThan(3);
    const { appId: _, ...hidden } = secrets;
    for (const secret of [...Object.values(hidden), 't-double-token', 'ticket=', 'WORDS-OF']) {
      expect(text()).not.toContain(secret);
    }
  });
});
