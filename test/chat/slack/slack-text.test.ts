import { describe, expect, it } from 'vitest';
import { plainCommand } from '../../../src/chat/slack/listeners/slack-text.ts';
import type { Person } from '../../../src/policy/policy.ts';

const li: Person = { id: 'op-li', name: 'Li', role: 'operator' };
const desk = {
  naming: {
    consoleUrl: undefined,
    directory: {
      userIdOf: async () => '',
      languageOf: async () => undefined,
      personOf: async (userId: string) => {
        if (userId === 'UDOWN') throw new Error('Slack is down');
        return userId === 'U01LI' ? li : undefined;
      },
    },
  },
};

describe('the words behind a command', () => {
  it.each([
    ['sku LM-LAMP-S', 'sku LM-LAMP-S'],
    ['sku A&amp;B &lt;50W&gt;', 'sku A&B <50W>'],
    ['sku &amp;lt;', 'sku &lt;'],
    ['assign LAMP <@U01LI|li.na>', 'assign LAMP op-li'],
    ['assign LAMP <@U01LI>', 'assign LAMP op-li'],
    ['assign LAMP <@U99OTHER>', 'assign LAMP @U99OTHER'],
    ['assign LAMP <@UDOWN>', 'assign LAMP @UDOWN'],
    ['note <#C01|sales> <https://lumora.example|lumora.example>', 'note #sales lumora.example'],
    ['note <https://lumora.example/a?b=1&amp;c=2>', 'note https://lumora.example/a?b=1&c=2'],
  ])('%s → %s', async (sent, typed) => {
    expect(await plainCommand(sent, desk)).toBe(typed);
  });
});
