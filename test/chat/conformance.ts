// What every chat adapter must do, console, Slack and Feishu alike. A platform's own test opens it over its own fake and
// says how people see and touch things there; the cases are the same for all.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChatAdapter, DeliveryError, type Outgoing } from '../../src/chat/adapter.ts';
import type { RawValues } from '../../src/forms/form.ts';
import { type Language, languages } from '../../src/lib/language.ts';
import type { Destination } from '../../src/messages/destination.ts';
import type { Inbound, Reply } from '../../src/messages/inbound.ts';
import type { Button, Message } from '../../src/messages/message.ts';
import { everyBlock, hostileTexts, oneButton, plainMessage, sampleForm } from './sample-messages.ts';

/** A message as a person sees it. */
export interface Seen {
  /** All words of it, as displayed: markup resolved, nothing hidden. */
  text: string;
  /** Whatever in it does something when touched or notifies someone, buttons apart: links, mentions, scripts. */
  live: string[];
  buttons: string[];
  replies: Seen[];
}

/** What a person is shown right after doing something. */
export interface Shown {
  text: string;
  /** Field name → what stands at that field. */
  fieldErrors: Record<string, string>;
  /** Names of the fields of the form that opened; empty when none did. */
  fields: string[];
  /** False when the whole group sees it. */
  onlyToPerson: boolean;
}

/** One platform, opened for one test. */
export interface PlatformUnderTest {
  adapter: ChatAdapter;
  /** A group or person whose messages are read in this language. */
  place(language: Language): Destination;
  /** A person of the policy file who reads this language. */
  person(language: Language): string;
  /** What stands in the place of this language, oldest first, threads inside their message. */
  seen(language: Language): Promise<Seen[]>;
  /** The person types a command. */
  types(personId: string, text: string): Promise<Shown>;
  /** The person clicks a button of a message that stands in a place. */
  presses(personId: string, button: Button): Promise<Shown>;
  /** The person sends the form that opened, or that stands in a message. */
  submits(personId: string, form: { caseId: number; round: number; values: RawValues }): Promise<Shown>;
  /** The platform delivers the last event once more, as platforms do when an answer was lost. */
  repeatsLastEvent(): Promise<void>;
  close(): Promise<void>;
}

export interface Expectations {
  /** A second post under one key shows nothing new. Where it does, the core looks up first. */
  oneMessagePerKey: boolean;
}

export function describeChatAdapter(
  name: string,
  open: () => Promise<PlatformUnderTest>,
  { oneMessagePerKey }: Expectations,
): void {
  describe(`the ${name} adapter, as every chat adapter,`, () => {
    let platform: PlatformUnderTest;
    let events: Inbound[];
    let reply: Reply;

    beforeEach(async () => {
      platform = await open();
      events = [];
      reply = { type: 'done', text: { zh: '已记录', en: 'Noted' } };
      await platform.adapter.start(async (event) => {
        events.push(event);
        return reply;
      });
    });

    afterEach(async () => {
      await platform.adapter.stop();
      await platform.close();
    });

    const post = (language: Language, outgoing: Outgoing) => platform.adapter.post(platform.place(language), outgoing);

    describe('saying', () => {
      it.each(languages)('shows a message in the language of the place (%s)', async (language) => {
        await post(language, outgoing('a', { zh: plainMessage('中文内容'), en: plainMessage('English words') }));
        const [seen, ...others] = await platform.seen(language);
        expect(others).toEqual([]);
        expect(seen?.text).toContain(language === 'zh' ? '中文内容' : 'English words');
        expect(seen?.text).not.toContain(language === 'zh' ? 'English words' : '中文内容');
      });

      it('shows the words of every kind of block', async () => {
        const { message, attachments, words } = everyBlock();
        await post('en', { ...outgoing('a', message), attachments });
        const [seen] = await platform.seen('en');
        for (const word of words) expect(seen?.text).toContain(word);
      });

      it('shows messages in the order in which they were posted', async () => {
        for (const word of ['first', 'second', 'third'])
          await post('en', outgoing(word, plainMessage(`${word} words`)));
        const texts = (await platform.seen('en')).map(({ text }) => text);
        expect(texts.map((text) => /first|second|third/.exec(text)?.[0])).toEqual(['first', 'second', 'third']);
      });

      it('puts a reply into the thread of its message', async () => {
        if (!platform.adapter.capabilities.threads) return;
        const ref = await post('en', outgoing('a', plainMessage('the question')));
        await post('en', outgoing('b', plainMessage('another')));
        await platform.adapter.reply(ref, outgoing('c', plainMessage('the answer')));
        const [first, second] = await platform.seen('en');
        expect(first?.replies.map(({ text }) => text)).toEqual([expect.stringContaining('the answer')]);
        expect(second?.replies).toEqual([]);
      });

      it('changes the words of a message in its place, and again by the reference that gives', async () => {
        if (!platform.adapter.capabilities.editMessage) return;
        const ref = await post('en', outgoing('a', plainMessage('old words')));
        const again = await platform.adapter.update(ref, outgoing('b', plainMessage('new words')));
        await platform.adapter.update(again, outgoing('c', plainMessage('newest words')));
        const seen = await platform.seen('en');
        expect(seen.map(({ text }) => text)).toEqual([expect.stringContaining('newest words')]);
        expect(seen[0]?.text).not.toContain('old words');
      });

      it('keeps hostile text text: nobody is notified, nothing is run, every character is shown', async () => {
        for (const [index, hostile] of hostileTexts.entries()) {
          await post('en', outgoing(`h${index}`, plainMessage(hostile)));
        }
        const seen = await platform.seen('en');
        expect(seen.map(({ live }) => live)).toEqual(hostileTexts.map(() => []));
        for (const [index, hostile] of hostileTexts.entries()) expect(seen[index]?.text).toContain(hostile);
      });

      it('cuts a text that is too long for the platform, and shows that it did', async () => {
        const long = `begin ${'0123456789'.repeat(20_000)} end`;
        await post('en', outgoing('a', plainMessage(long)));
        const [seen] = await platform.seen('en');
        expect(seen?.text).toContain('begin 0123');
        if (!seen?.text.includes(' end')) expect(seen?.text).toContain('…');
      });

      it('refuses for good to post where there is no such place, and to change what is not there', async () => {
        const nowhere = platform.adapter.post(
          { kind: 'group', groupId: 'no-such-group' },
          outgoing('a', plainMessage('x')),
        );
        await expect(nowhere).rejects.toMatchObject({ name: 'DeliveryError', outcome: 'never' });
        const nothing = platform.adapter.update({}, outgoing('b', plainMessage('x')));
        await expect(nothing).rejects.toBeInstanceOf(DeliveryError);
      });
    });

    describe('looking up', () => {
      it('finds what stands under a key in a place, and nothing else', async () => {
        const find = platform.adapter.findByKey?.bind(platform.adapter);
        expect(find !== undefined).toBe(platform.adapter.capabilities.findByKey);
        if (!find) return;
        const place = platform.place('en');
        const posted = await post('en', outgoing('key-1', plainMessage('words')));
        const found = await find(place, 'key-1');
        expect(found).toEqual(posted);
        expect(await find(place, 'key')).toBeUndefined();
        expect(await find(place, 'key-10')).toBeUndefined();
      });

      it('finds a reply under its key, and one can go on from there', async () => {
        const { adapter } = platform;
        if (!adapter.findByKey || !adapter.capabilities.threads || !adapter.capabilities.editMessage) return;
        const parent = await post('en', outgoing('a', plainMessage('question')));
        await adapter.reply(parent, outgoing('b', plainMessage('answer')));
        const found = await adapter.findByKey(platform.place('en'), 'b', { parent });
        if (!found) throw new Error('The reply was not found');
        await adapter.update(found, outgoing('c', plainMessage('changed answer')));
        const [seen] = await platform.seen('en');
        expect(seen?.replies.map(({ text }) => text)).toEqual([expect.stringContaining('changed answer')]);
      });

      it.runIf(oneMessagePerKey)('shows one message for one key, however often it is posted', async () => {
        const first = await post('en', outgoing('a', plainMessage('words')));
        const second = await post('en', outgoing('a', plainMessage('words')));
        expect(second).toEqual(first);
        expect(await platform.seen('en')).toHaveLength(1);
      });
    });

    describe('hearing', () => {
      it('hands on a command with its words and who gave it, and shows the reply to that person', async () => {
        const personId = platform.person('en');
        reply = { type: 'message', message: plainMessage('eleven open forms') };
        const shown = await platform.types(personId, 'sku LM-LAMP-S “two words”');
        expect(events).toMatchObject([
          { type: 'command', platform: platform.adapter.platform, personId, text: 'sku LM-LAMP-S “two words”' },
        ]);
        expect(shown.text).toContain('eleven open forms');
        expect(shown.onlyToPerson).toBe(platform.adapter.capabilities.privateReply);
      });

      it.each(languages)('shows a refusal in the person’s language and to nobody else (%s)', async (language) => {
        reply = { type: 'refused', code: 'NOT_ALLOWED', text: { zh: '只有负责人可以', en: 'Only the owner may' } };
        const shown = await platform.types(platform.person(language), 'ack 7');
        expect(shown.text).toContain(language === 'zh' ? '只有负责人可以' : 'Only the owner may');
        expect(shown.onlyToPerson).toBe(platform.adapter.capabilities.privateReply);
      });

      it('hands on a click with the case and round of its button', async () => {
        const { message, button } = oneButton('acknowledge');
        await post('en', outgoing('a', message));
        const shown = await platform.presses(platform.person('en'), button);
        expect(events).toMatchObject([
          { type: 'button', action: 'acknowledge', caseId: 1042, round: 2, personId: platform.person('en') },
        ]);
        expect(shown.text).toContain('Noted');
      });

      it('opens the form it is given, and hands on what was typed, character by character', async () => {
        const { message, button } = oneButton('answer');
        const { formMessage, fieldNames } = sampleForm();
        const personId = platform.person('en');
        await post('en', outgoing('a', platform.adapter.capabilities.forms === 'in-message' ? formMessage : message));
        if (platform.adapter.capabilities.forms !== 'in-message') {
          reply = { type: 'form', message: formMessage };
          const opened = await platform.presses(personId, button);
          expect(opened.fields).toEqual(fieldNames);
        }
        events.length = 0;
        reply = { type: 'done', text: { zh: '已记录', en: 'Noted' } };
        const values = {
          cause: 'other',
          detail: 'line one\nline "two" <b> 你好 🛒 =1+1',
          quantity: '300',
          checked: 'yes',
        };
        const shown = await platform.submits(personId, { caseId: 1042, round: 2, values });
        expect(events).toMatchObject([{ type: 'form', caseId: 1042, round: 2, personId, values }]);
        expect(shown.text).toContain('Noted');
      });

      it.each(languages)('shows what is wrong with an answer, in the person’s language (%s)', async (language) => {
        const personId = platform.person(language);
        const { message, button } = oneButton('answer');
        const { formMessage } = sampleForm();
        await post(
          language,
          outgoing('a', platform.adapter.capabilities.forms === 'in-message' ? formMessage : message),
        );
        reply = { type: 'form', message: formMessage };
        if (platform.adapter.capabilities.forms !== 'in-message') await platform.presses(personId, button);
        const problem = { zh: '请写至少 10 个字', en: 'Write at least 10 characters' };
        reply = {
          type: 'field_errors',
          errors: { detail: problem },
          text: { zh: '还差一项', en: 'One thing is missing' },
        };
        const values = { cause: 'other', detail: 'short', quantity: '', checked: '' };
        const shown = await platform.submits(personId, { caseId: 1042, round: 2, values });
        expect(shown.fieldErrors.detail ?? shown.text).toContain(problem[language]);
      });

      it('gives the same id to an event that comes again, and different ids to different events', async () => {
        await platform.types(platform.person('en'), 'status');
        await platform.repeatsLastEvent();
        await platform.types(platform.person('en'), 'status');
        const [first, again, other] = events.map(({ eventId }) => eventId);
        expect(again).toBe(first);
        expect(other).not.toBe(first);
      });
    });
  });
}

function outgoing(key: string, message: Message | Record<Language, Message>): Outgoing {
  return { key, message: (language) => ('title' in message ? message : message[language]), attachments: [] };
}
