import { describe, expect, test } from 'vitest';
import { DeliveryError, type Outgoing } from '../../../src/chat/adapter.ts';
import { consoleAdapter } from '../../../src/chat/console/adapter.ts';
import { consoleFeed, consoleFeedMark, consoleRoom, consoleThread } from '../../../src/store/console-messages.ts';
import { manualClock } from '../../support/clock.ts';
import { testDatabase } from '../../support/db.ts';

const database = testDatabase();
const clock = manualClock('2026-03-03T10:00:00+08:00');
const group = { kind: 'group', groupId: 'team' } as const;
const channels = ['group:team'];

function adapter() {
  return consoleAdapter(
    consoleRoom(database.db, clock),
    (place) => place.kind === 'person' || place.groupId === 'team',
  );
}

function outgoing(key: string, title = key): Outgoing {
  return {
    key,
    message: (language) => ({ tone: 'plain', title: `${title} ${language}`, blocks: [] }),
    attachments: [],
  };
}

describe('the console as a chat platform', () => {
  test('a message stands in both languages, newest first in the feed', async () => {
    const chat = adapter();
    await chat.post(group, outgoing('first'));
    await chat.post(group, outgoing('second'));
    const feed = await consoleFeed(database.db, { channels, limit: 10 });
    expect(feed.map(({ root }) => [root.message.zh.title, root.message.en.title])).toEqual([
      ['second zh', 'second en'],
      ['first zh', 'first en'],
    ]);
  });

  test('posting twice under one key shows one message, also when both come at once', async () => {
    const chat = adapter();
    const refs = await Promise.all([chat.post(group, outgoing('once')), chat.post(group, outgoing('once'))]);
    expect(refs[0]).toEqual(refs[1]);
    expect(await consoleFeed(database.db, { channels, limit: 10 })).toHaveLength(1);
  });

  test('replies stand under their message in the order in which they were said', async () => {
    const chat = adapter();
    const card = await chat.post(group, outgoing('card'));
    await chat.reply(card, outgoing('one'));
    await chat.reply(card, outgoing('two'));
    const [thread] = await consoleFeed(database.db, { channels, limit: 10 });
    expect(thread?.replies.map((reply) => reply.message.en.title)).toEqual(['one en', 'two en']);
    expect(await consoleThread(database.db, Number(card.id), ['group:other'])).toBeUndefined();
  });

  test('an edit replaces what is said and shows when', async () => {
    const chat = adapter();
    const card = await chat.post(group, outgoing('card'));
    const before = await consoleFeedMark(database.db, channels);
    clock.advanceMinutes(5);
    expect(await chat.update(card, outgoing('edit:1', 'answered'))).toEqual(card);
    const [thread] = await consoleFeed(database.db, { channels, limit: 10 });
    expect(thread?.root.message.en.title).toBe('answered en');
    expect(thread?.root.editedAt).toEqual(clock.now());
    expect(await consoleFeedMark(database.db, channels)).not.toBe(before);
  });

  test('says whether a message stands under a key, in that place only', async () => {
    const chat = adapter();
    const ref = await chat.post(group, outgoing('card'));
    expect(await chat.findByKey?.(group, 'card')).toEqual(ref);
    expect(await chat.findByKey?.({ kind: 'person', personId: 'li' }, 'card')).toBeUndefined();
    expect(await chat.findByKey?.(group, 'other')).toBeUndefined();
  });

  test('a group that the console does not have is refused for good', async () => {
    const elsewhere = adapter().post({ kind: 'group', groupId: 'slack-team' }, outgoing('a'));
    await expect(elsewhere).rejects.toMatchObject({ name: 'DeliveryError', outcome: 'never' });
  });

  test('a reply or edit to a message that is not there is given up, not tried again', async () => {
    const chat = adapter();
    const attempts = [
      () => chat.reply({ id: '999' }, outgoing('a')),
      () => chat.update({ id: '999' }, outgoing('b')),
      () => chat.update({}, outgoing('c')),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({ name: 'DeliveryError', outcome: 'never' });
    }
  });

  test('trouble with the rows is tried again: every write is idempotent', async () => {
    const broken = consoleAdapter(
      {
        put: () => Promise.reject(new Error('connection reset')),
        edit: () => Promise.reject(new Error('connection reset')),
        channelOf: async () => 'group:team',
        find: async () => undefined,
      },
      () => true,
    );
    const attempt = broken.post(group, outgoing('card'));
    await expect(attempt).rejects.toBeInstanceOf(DeliveryError);
    await expect(attempt).rejects.toMatchObject({ outcome: 'again' });
  });
});

test('the feed goes back page by page', async () => {
  const chat = adapter();
  for (const key of ['a', 'b', 'c']) await chat.post(group, outgoing(key));
  const newest = await consoleFeed(database.db, { channels, limit: 2 });
  const before = newest.at(-1)?.root.id;
  if (before === undefined) throw new Error('The feed is empty');
  const older = await consoleFeed(database.db, { channels, before, limit: 2 });
  expect([...newest, ...older].map(({ root }) => root.key)).toEqual(['c', 'b', 'a']);
});
