// Where the demo's story is told, and what has to be set for it.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { castOf } from '../../src/demo/cast.ts';
import { demoOptions } from '../../src/demo/options.ts';

afterEach(() => vi.unstubAllEnvs());

const feishu = ['--chat', 'feishu', '--channel', 'oc_1', '--me', 'ou_1'];
const slack = ['--chat', 'slack', '--channel', 'C0123456789', '--me', 'U0123456789'];

function set(settings: Record<string, string>): void {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
}

describe('the demo’s team', () => {
  it('meets on the console alone, whatever is set', () => {
    set({ FEISHU_APP_ID: 'cli_0123456789abcdef', FEISHU_APP_SECRET: 'a-secret' });
    const { policy, feishu: onFeishu, slack: onSlack } = castOf(demoOptions([]));
    expect(policy.groups.map(({ platform }) => platform)).toEqual(['console']);
    expect([onFeishu, onSlack]).toEqual([undefined, undefined]);
  });

  it('meets in a Feishu group, where whoever watches is the one who says nothing', () => {
    set({ FEISHU_APP_ID: 'cli_0123456789abcdef', FEISHU_APP_SECRET: 'a-secret' });
    const { policy, feishu: onFeishu, slack: onSlack } = castOf(demoOptions(feishu));
    expect(policy.groups.map(({ platform, channel }) => [platform, channel])).toEqual([['feishu', 'oc_1']]);
    expect(policy.people.filter((person) => person.feishu === 'ou_1').map(({ role }) => role)).toEqual(['operator']);
    expect(onFeishu).toMatchObject({ appId: 'cli_0123456789abcdef', transport: { kind: 'long-connection' } });
    expect(onSlack).toBeUndefined();
  });

  it('meets in a Slack channel', () => {
    set({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' });
    const { policy, feishu: onFeishu, slack: onSlack } = castOf(demoOptions(slack));
    expect(policy.groups.map(({ platform, channel }) => [platform, channel])).toEqual([['slack', 'C0123456789']]);
    expect(onSlack).toMatchObject({ botToken: 'xoxb-1' });
    expect(onFeishu).toBeUndefined();
  });

  it.each([
    [feishu, /FEISHU_APP_ID.*feishu setup/],
    [slack, /SLACK_BOT_TOKEN/],
  ])('is told what to set for %s', (line, says) => {
    set({ FEISHU_APP_ID: '', SLACK_BOT_TOKEN: '' });
    expect(() => castOf(demoOptions(line))).toThrow(says);
  });
});

describe('the words after "demo"', () => {
  it.each([
    [['--chat', 'feishu'], /chat_id/],
    [['--chat', 'slack'], /channel/],
    [['--chat', 'telegram'], /console, feishu or slack/],
  ])('%s are not enough', (line, says) => {
    expect(() => demoOptions(line)).toThrow(says);
  });
});
