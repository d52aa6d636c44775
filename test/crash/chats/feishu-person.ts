// Somebody of the plan in Feishu: does one thing after the other, again until it is answered, and now and then once more.

import { setTimeout as pause } from 'node:timers/promises';
import type { SeenForm } from '../../../doubles/feishu/card-reading.ts';
import type { Outcome } from '../../../doubles/feishu/courier.ts';
import type { FeishuDouble } from '../../../doubles/feishu/open.ts';
import type { Done, Person, Pressed } from '../../../doubles/feishu/person.ts';
import type { SeenMessage } from '../../../doubles/feishu/reading.ts';
import { part, word } from '../../../doubles/shared/json.ts';
import type { RawValues } from '../../../src/forms/form.ts';
import type { Inbound } from '../../../src/messages/inbound.ts';
import { fieldOf } from '../../chat/feishu/acting.ts';
import type { KeptEvent, KeptReply } from './chat.ts';

/** What was not said within this time after the event was taken is not said any more: the worker is dead, or busy … */
const patienceMs = 2_000;
/** … so everybody waits longer the next time, up to so many times as long. */
const mostPatience = 20;
const lookMs = 20;
const breathMs = 200;
/** Neither is the last word: people wait, or try again. */
const notYet = /Still saving|cannot be reached just now|failed at this step/;

export class FeishuPerson {
  private readonly double: FeishuDouble;
  private readonly person: Person;
  /** Where cards stand. */
  private readonly chats: readonly string[];
  /** Where they type. */
  private readonly home: string;
  private busy: Promise<void> = Promise.resolve();
  private patience = 1;

  constructor(double: FeishuDouble, person: Person, chats: readonly string[]) {
    this.double = double;
    this.person = person;
    this.chats = chats;
    this.home = chats[0] ?? '';
  }

  /** Once everything before it is done. */
  willDo(kept: KeptEvent): void {
    this.busy = this.busy.then(() => this.carryOut(kept));
  }

  private async carryOut(kept: KeptEvent): Promise<void> {
    const { event, deliveries, replies } = kept;
    let done: Done | undefined;
    this.patience = 1;
    while (replies.length < deliveries) {
      try {
        const outcome: Outcome | undefined = done?.again ? await done.again() : await this.does(event);
        done ??= outcome as Done | undefined;
        const reply = outcome && done && (await this.heard(outcome, done, replies[0]));
        if (reply) {
          replies.push(reply);
          continue;
        }
        kept.trouble = JSON.stringify(outcome ? outcome.ack : 'nothing to touch');
      } catch (error) {
        // No worker holds a line just now.
        kept.trouble = String(error);
      }
      this.patience = Math.min(mostPatience, this.patience + 1);
      await pause(breathMs);
    }
  }

  /** With the card where one offers it, in words otherwise; undefined when there is nothing to touch yet. */
  private async does(event: Inbound): Promise<Done | undefined> {
    switch (event.type) {
      case 'command':
        return this.types(event.text);
      case 'button': {
        const found = this.buttonOf(event.action, event.caseId);
        return found ? this.person.presses(found.message, found.button) : this.types(`ack ${event.caseId}`);
      }
      case 'form':
        return this.submits(event.caseId, event.values);
    }
  }

  private async submits(caseId: number, values: RawValues): Promise<Done | undefined> {
    const found = this.formOf(caseId);
    if (found)
      return this.person.submits(found.message, { form: found.form.name, values: filledIn(found.form, values) });
    const asks = this.buttonOf('answer', caseId);
    if (asks) await this.person.presses(asks.message, asks.button);
    return undefined;
  }

  /** What popped up; for what was typed, what the bot said to it. */
  private async heard({ ack }: Outcome, done: Done, before: KeptReply | undefined): Promise<KeptReply | undefined> {
    if (ack.status !== 200) return undefined;
    const toast = part(ack.body, 'toast');
    if (done.messageId === undefined) {
      const words = word(part(toast, 'i18n'), 'en_us');
      if (notYet.test(words)) return undefined;
      return { type: toast.type === 'success' ? 'done' : 'refused', words };
    }
    if (before) return before;
    const end = Date.now() + this.patience * patienceMs;
    for (;;) {
      const words = this.wordsTo(done.messageId);
      if (words !== undefined && !notYet.test(words)) return { type: 'done', words };
      if (Date.now() > end) return undefined;
      await pause(lookMs);
    }
  }

  /** In a group, where the bot answers beside the question. */
  private types(text: string): Promise<Done> {
    return this.person.types(text, { chat: this.home });
  }

  /** What the bot said to a message of theirs. */
  private wordsTo(messageId: string): string | undefined {
    const asked = this.double.messages(this.home, { locale: 'en_us' }).find(({ id }) => id === messageId);
    return asked?.replies[0]?.text;
  }

  private formOf(caseId: number): { message: SeenMessage; form: SeenForm } | undefined {
    for (const message of this.standing()) {
      const form = message.forms.find(({ fields }) => fields.some(({ name }) => name.startsWith(`f${caseId}_`)));
      if (form) return { message, form };
    }
    return undefined;
  }

  private buttonOf(action: string, caseId: number): { message: SeenMessage; button: Pressed } | undefined {
    for (const message of this.standing()) {
      const button = message.buttons.find(({ value }) => value?.do === action && value.case === caseId);
      if (button) return { message, button: { label: button.label, value: button.value } };
    }
    return undefined;
  }

  /** All messages of the groups, those in threads too. */
  private standing(): SeenMessage[] {
    return this.chats
      .flatMap((chat) => this.double.messages(chat, { locale: this.person.record.locale }))
      .flatMap((message) => [message, ...message.replies]);
  }
}

function filledIn(form: SeenForm, values: RawValues): Record<string, string | boolean> {
  const pairs = form.fields.flatMap(({ name, tag }): [string, string | boolean][] => {
    const value = values[fieldOf(name)];
    return value === undefined ? [] : [[name, tag === 'checker' ? value === 'yes' : value]];
  });
  return Object.fromEntries(pairs);
}
