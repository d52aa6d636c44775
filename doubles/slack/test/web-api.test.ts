// The double refuses what Slack refuses and goes wrong as Slack does, seen through the real Web client.

import { LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import { afterEach, describe, expect, it } from 'vitest';
import { manualClock } from '../../../test/support/clock.ts';
import { type DoubleOptions, openSlackDouble, type SlackDouble, secrets } from '../open.ts';

let slack: SlackDouble;

async function opened(options: DoubleOptions = {}): Promise<SlackDouble> {
  slack = await openSlackDouble(options);
  return slack;
}

afterEach(() => slack.close());

const careful: WebClientOptions = {
  logLevel: LogLevel.ERROR,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: 2_000,
};

function web(options: WebClientOptions = careful, token = secrets.botToken): WebClient {
  return new WebClient(token, { slackApiUrl: slack.apiUrl, ...options });
}

const metadata = { event_type: 'test', event_payload: { key: 'k' } };
const inTeam = (text: string) => ({ channel: slack.channel('team'), text, metadata });
const texts = async () => (await slack.messages(slack.channel('team'))).map(({ text }) => text);
const modal = (title: string) => ({
  type: 'modal' as const,
  title: { type: 'plain_text' as const, text: title },
  blocks: [{ type: 'divider' }],
});

describe('an answer that is lost after the message was stored', () => {
  it('makes the client post twice by default, and says nothing of it', async () => {
    await opened();
    slack.faults.next('chat.postMessage', { is: 'answer_lost' });
    const quick = { logLevel: LogLevel.ERROR, retryConfig: { retries: 2, minTimeout: 1, maxTimeout: 1 } };
    expect((await web(quick).chat.postMessage(inTeam('hello'))).ok).toBe(true);
    expect(await texts()).toEqual(['hello', 'hello']);
  });

  it.each(['answer_lost', 'stored_then_server_error', 'hang_after_storing'] as const)(
    'leaves one message with a client that does not repeat (%s)',
    async (is) => {
      await opened();
      slack.faults.next('chat.postMessage', { is });
      const once = web({ ...careful, timeout: 300 });
      await expect(once.chat.postMessage(inTeam('hello'))).rejects.toThrow();
      expect(await texts()).toEqual(['hello']);
    },
  );
});

describe('a call that fails before anything is stored', () => {
  it.each(['request_lost', 'server_error', 'hang'] as const)('leaves nothing (%s)', async (is) => {
    await opened();
    slack.faults.next('chat.postMessage', { is });
    await expect(web({ ...careful, timeout: 300 }).chat.postMessage(inTeam('hello'))).rejects.toThrow();
    expect(await texts()).toEqual([]);
  });

  it('says for how long to wait', async () => {
    await opened();
    slack.faults.next('chat.postMessage', { is: 'rate_limited', retryAfterSeconds: 30 });
    await expect(web().chat.postMessage(inTeam('hello'))).rejects.toMatchObject({ retryAfter: 30 });
    expect(await texts()).toEqual([]);
  });

  it('gives the error that the test asked for, once', async () => {
    await opened();
    slack.faults.next('chat.postMessage', { is: 'refused', error: 'restricted_action' });
    await expect(web().chat.postMessage(inTeam('a'))).rejects.toMatchObject({ data: { error: 'restricted_action' } });
    await web().chat.postMessage(inTeam('b'));
    expect(await texts()).toEqual(['b']);
  });

  it('waits for the test where it is held', async () => {
    await opened();
    slack.faults.next('chat.postMessage', { is: 'held' });
    const posting = web().chat.postMessage(inTeam('late'));
    await web().auth.test();
    expect(await texts()).toEqual([]);
    slack.faults.release();
    await posting;
    expect(await texts()).toEqual(['late']);
  });
});

describe('what the app may not do', () => {
  it('is refused with a wrong token, a missing scope, or outside its channels', async () => {
    await opened({
      scopes: ['chat:write', 'channels:read'],
      channels: [{ name: 'team' }, { name: 'hr', withoutBot: true }],
    });
    const error = (call: Promise<unknown>) =>
      call.then(
        () => 'ok',
        (failed) => failed.data.error,
      );
    expect(await error(web(careful, 'xoxb-somebody-else').auth.test())).toBe('invalid_auth');
    expect(await error(web(careful, secrets.botToken).apps.connections.open({}))).toBe('invalid_auth');
    expect(await error(web().conversations.history({ channel: slack.channel('team') }))).toBe('missing_scope');
    const elsewhere = { ...inTeam('a'), channel: slack.channel('hr') };
    expect(await error(web().chat.postMessage(elsewhere))).toBe('not_in_channel');
    expect(await error(web().chat.postMessage({ ...inTeam('a'), channel: 'C0NOWHERE' }))).toBe('channel_not_found');
  });

  it('is written down, and fails the test that does not take it back', async () => {
    await opened();
    const text = { type: 'plain_text', text: 'x'.repeat(151) };
    const blocks = [{ type: 'header', text }];
    await expect(web().chat.postMessage({ ...inTeam('a'), blocks })).rejects.toThrow(/invalid_blocks/);
    await web().chat.postMessage({ channel: slack.channel('team'), text: 'no metadata' });
    expect(await web().chat.postMessage({ ...inTeam(' '), blocks: [{ type: 'divider' }] })).toMatchObject({ ok: true });
    expect(slack.takeProblems().join('\n')).toMatch(/150[\s\S]*no metadata[\s\S]*no text/);
    const { ts = '' } = await web().chat.postMessage(inTeam('a'));
    const long = { channel: slack.channel('team'), ts, text: 'x'.repeat(4_001), blocks: [] };
    await expect(web().chat.update(long)).rejects.toThrow(/msg_too_long/);
    expect(slack.takeProblems()).not.toEqual([]);
  });

  it('is a picture that nobody uploaded', async () => {
    await opened();
    const image = (id: string) => [{ type: 'image' as const, slack_file: { id }, alt_text: 'chart' }];
    await expect(web().chat.postMessage({ ...inTeam('a'), blocks: image('F404') })).rejects.toThrow(/invalid_blocks/);
    const uploaded = await web().filesUploadV2({ file: Buffer.from('png'), filename: 'chart.png' });
    const [{ files: [{ id = '' } = {}] = [] } = {}] = uploaded.files as { files?: { id?: string }[] }[];
    await web().chat.postMessage({ ...inTeam('a'), blocks: image(id) });
    expect((await slack.messages(slack.channel('team')))[0]?.pictures).toEqual(['chart']);
  });

  it('is a second message within a second, where a test wants that', async () => {
    const clock = manualClock('2026-03-03T10:00+08:00');
    await opened({ clock, oneMessagePerSecond: true, channels: [{ name: 'team' }, { name: 'eu' }] });
    await web().chat.postMessage(inTeam('a'));
    await expect(web().chat.postMessage(inTeam('b'))).rejects.toMatchObject({ retryAfter: 1 });
    await web().chat.postMessage({ ...inTeam('c'), channel: slack.channel('eu') });
    clock.advanceMinutes(1);
    await web().chat.postMessage(inTeam('d'));
    expect(await texts()).toEqual(['a', 'd']);
  });

  it('is to write to somebody whose account is closed', async () => {
    await opened({ people: [{ name: 'li', email: 'li@lumora.example' }] });
    slack.workspace.deactivate('li');
    const { userId } = slack.person('li');
    await expect(web().users.lookupByEmail({ email: 'li@lumora.example' })).rejects.toThrow(/users_not_found/);
    await expect(web().conversations.open({ users: userId })).rejects.toThrow(/user_disabled/);
    expect((await web().users.info({ user: userId })).user?.deleted).toBe(true);
  });
});

describe('what stands in a channel', () => {
  it('is found by its metadata, between two moments, with its thread', async () => {
    await opened();
    const { ts = '' } = await web().chat.postMessage(inTeam('first'));
    const { ts: later = '' } = await web().chat.postMessage(inTeam('second'));
    await web().chat.postMessage({ ...inTeam('reply'), thread_ts: ts });
    const channel = slack.channel('team');
    const history = (more: object) => web().conversations.history({ channel, ...more });
    expect((await history({ oldest: ts })).messages?.map(({ text }) => text)).toEqual(['second']);
    expect((await history({ latest: later })).messages?.map(({ text }) => text)).toEqual(['first']);
    expect((await history({})).messages?.[0]).not.toHaveProperty('metadata');
    expect((await history({ include_all_metadata: true })).messages?.[0]).toMatchObject({ metadata });
    const page = await history({ limit: 1 });
    expect(page.has_more).toBe(true);
    const rest = await history({ limit: 1, cursor: page.response_metadata?.next_cursor });
    expect(rest.messages?.map(({ text }) => text)).toEqual(['first']);
    const thread = await web().conversations.replies({ channel, ts, include_all_metadata: true });
    expect(thread.messages?.map(({ text }) => text)).toEqual(['first', 'reply']);
  });

  it('can be removed by somebody, and not be edited any more', async () => {
    await opened();
    const { ts = '' } = await web().chat.postMessage(inTeam('first'));
    await slack.removes(slack.channel('team'), ts);
    const edit = { channel: slack.channel('team'), ts, text: 'new', blocks: [] };
    await expect(web().chat.update(edit)).rejects.toThrow(/message_not_found/);
    const thread = { channel: slack.channel('team'), ts };
    await expect(web().conversations.replies(thread)).rejects.toThrow(/thread_not_found/);
    const reply = await web().chat.postMessage({ ...inTeam('reply'), thread_ts: ts });
    expect(reply.message).not.toHaveProperty('thread_ts');
    expect(await texts()).toEqual(['reply']);
  });

  it('holds files that were shared, unless the share got lost', async () => {
    await opened();
    const share = { channel_id: slack.channel('team'), file: Buffer.from('a'), filename: 'week.xlsx' };
    slack.faults.next('files.completeUploadExternal', { is: 'not_shared' });
    await web().filesUploadV2(share);
    expect(await texts()).toEqual([]);
    await web().filesUploadV2(share);
    expect((await slack.messages(slack.channel('team')))[0]?.files).toEqual(['week.xlsx']);
  });
});

describe('people', () => {
  it('have a language only for those who ask for it', async () => {
    await opened({ people: [{ name: 'wang', locale: 'zh-CN' }] });
    const { userId: user } = slack.person('wang');
    expect((await web().users.info({ user, include_locale: true })).user?.locale).toBe('zh-CN');
    expect((await web().users.info({ user })).user).not.toHaveProperty('locale');
  });
});

describe('a modal', () => {
  it('opens once for each trigger, within three seconds', async () => {
    const clock = manualClock('2026-03-03T10:00+08:00');
    await opened({ clock });
    const trigger = () => slack.triggerFor('li');
    const open = (trigger_id: string) => web().views.open({ trigger_id, view: modal('A form') });
    const first = trigger();
    await open(first);
    expect(slack.person('li').modal?.title).toBe('A form');
    await expect(open(first)).rejects.toThrow(/exchanged_trigger_id/);
    await expect(open('made.up')).rejects.toThrow(/invalid_trigger_id/);
    const late = trigger();
    clock.advanceMinutes(0.05);
    await expect(open(late)).rejects.toThrow(/expired_trigger_id/);
  });

  it('is updated by whoever saw its newest version, while it is open', async () => {
    await opened();
    const opening = await web().views.open({ trigger_id: slack.triggerFor('li'), view: modal('One') });
    const { id: view_id = '', hash = '' } = opening.view ?? {};
    await web().views.update({ view_id, hash, view: modal('Two') });
    await expect(web().views.update({ view_id, hash, view: modal('Three') })).rejects.toThrow(/hash_conflict/);
    expect(slack.person('li').modal?.title).toBe('Two');
    await slack.person('li').closes();
    await expect(web().views.update({ view_id, view: modal('Four') })).rejects.toThrow(/not_found/);
  });
});
