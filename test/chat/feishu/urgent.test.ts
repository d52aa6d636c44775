// What Feishu answers to an urgent call, and what is made of it.

import type { Client } from '@larksuiteoapi/node-sdk';
import { describe, expect, it } from 'vitest';
import type { UrgentCall } from '../../../src/chat/adapter.ts';
import { FeishuCallError, type FeishuTrouble } from '../../../src/chat/feishu/trouble.ts';
import { makeUrgent } from '../../../src/chat/feishu/urgent.ts';

type Tools = Parameters<typeof makeUrgent>[0];

/** Makes the call where Feishu answers so, and says what became of it. */
async function outcome(answer: object | FeishuTrouble, call: Partial<UrgentCall> = {}): Promise<string> {
  const gateway: Pick<Tools['gateway'], 'call'> = {
    call: async <T>(_: string, __: (client: Client) => Promise<T>) => {
      if ('outcome' in answer) throw new FeishuCallError(answer as FeishuTrouble);
      return answer as T;
    },
  };
  const directory: Pick<Tools['directory'], 'openIdOf'> = { openIdOf: async () => 'ou_1' };
  const places: Pick<Tools['places'], 'isGroup'> = { isGroup: (chatId) => chatId === 'oc_group' };
  const tools = { gateway, directory, places } as Tools;
  try {
    await makeUrgent(tools, { message: 'om_1', chat: 'oc_1' }, { personId: 'chen', means: 'phone', ...call });
    return 'made';
  } catch (error) {
    const said = error instanceof FeishuCallError ? error.trouble.outcome : (error as { outcome: string }).outcome;
    return `${said}: ${(error as Error).message}`;
  }
}

describe('an urgent call', () => {
  it('is made where nobody is named as not reached', async () => {
    expect(await outcome({ data: { invalid_user_id_list: [] } })).toBe('made');
    expect(await outcome({})).toBe('made');
  });

  it('has not reached whom the success itself names', async () => {
    expect(await outcome({ data: { invalid_user_id_list: ['ou_1'] } })).toBe('never: not_reached (phone)');
  });

  it.each([
    ['230024', 'never: no_quota (phone, feishu 230024)'],
    ['230023', 'never: too_many_unread (phone, feishu 230023)'],
    ['230052', 'never: not_allowed_here (phone, feishu 230052)'],
    ['230098', 'never: folded (phone, feishu 230098)'],
    ['230001', 'never: not_reached (phone, feishu 230001)'],
    ['230013', 'never: not_reached (phone, feishu 230013)'],
    ['99991672', 'never: no_permission (phone, feishu 99991672)'],
    ['230999', 'never: refused (phone, feishu 230999)'],
  ])('that Feishu refuses with %s is not made again', async (code, said) => {
    expect(await outcome({ code, outcome: 'again' })).toBe(said);
  });

  it('may be made again where nothing was done, and is in doubt where nobody knows', async () => {
    expect(await outcome({ code: '99991400', outcome: 'again', retryAfterMs: 1_000 })).toMatch(/^again/);
    expect(await outcome({ code: 'no_connection', outcome: 'again' })).toMatch(/^again/);
    expect(await outcome({ code: '99991663', outcome: 'again' })).toMatch(/^again/);
    expect(await outcome({ code: 'no_answer', outcome: 'unclear' })).toMatch(/^unclear/);
  });
});
