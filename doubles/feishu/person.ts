// Somebody in the tenant: writes to the bot, presses buttons, fills in and sends forms, opens the menu, reads.

import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../shared/json.ts';
import type { Behind } from './behind.ts';
import { followAnswer, type Toast } from './callback-effects.ts';
import type { SeenButton, SeenCard, SeenForm } from './card-reading.ts';
import type { Courier, Outcome, Sending } from './courier.ts';
import type { Ack } from './delivery.ts';
import { botEvent, cardEvent, enteredEvent, idsOf, menuEvent, messageEvent } from './events.ts';
import { type Filled, formValueOf, heldBack } from './form-filling.ts';
import type { Signing } from './http-sender.ts';
import type { StoredMessage } from './messages.ts';
import { readMessage, type SeenMessage } from './reading.ts';
import { type ChatRecord, type PersonRecord, tenantKey } from './tenant.ts';

const pressableMs = 30 * 24 * 3_600_000;

/** A button; without its value the first one with this name or label. */
export interface Pressed {
  name?: string;
  label?: string;
  value?: Json | undefined;
}

/** What came of something a person did. */
export interface Done {
  /** The app's first answer; status 0 when none came in time or the app was not told. */
  ack: Ack;
  /** All answers; there must be one. */
  acks: Ack[];
  /** False when permissions, settings or the client itself kept it from the app. */
  isDelivered: boolean;
  /** What pops up, in their language. */
  toast?: Toast;
  /** The card as it stands before them now. */
  card?: SeenCard;
  /** What the client says instead. */
  error?: string;
  /** Field → why the client did not send the form. */
  heldBack: Record<string, string>;
  /** The message that was written. */
  messageId?: string;
  /** The very same thing reaches the app once more. */
  again?: () => Promise<Outcome>;
}

/** How a card is touched as it could not be in the client: elsewhere, or as if it were another message. */
export interface Elsewhere {
  chatId?: string;
  messageId?: string;
  value?: Json;
}

export class Person {
  readonly record: PersonRecord;
  /** How the next thing is signed; HTTP only. */
  signing: Signing | undefined;
  /** As another tenant's member, where a test wants that. */
  tenantKey: string | undefined;
  private readonly behind: Behind;
  private readonly courier: Courier;

  constructor(record: PersonRecord, behind: Behind, courier: Courier) {
    this.record = record;
    this.behind = behind;
    this.courier = courier;
  }

  get openId(): string {
    return this.record.openId;
  }

  /**
   * Writes a message: to the bot alone, or in a group (by name or chat_id), where the bot is mentioned unless told
   * otherwise. "@name" mentions the person with that name.
   */
  async types(
    text: string,
    { chat, mention = true, replyTo }: { chat?: string; mention?: boolean; replyTo?: SeenMessage } = {},
  ): Promise<Done> {
    const place = this.placeOf(chat);
    const { text: said, mentions } = this.written(text, place.mode === 'group' && mention);
    return this.says(place, { type: 'text', content: { text: said }, mentions, parent: replyTo?.raw });
  }

  /** Sends what is no text: a picture, a sticker. */
  sends(type: string, content: Json, { chat }: { chat?: string } = {}): Promise<Done> {
    return this.says(this.placeOf(chat), { type, content, mentions: [], parent: undefined });
  }

  /** Presses a button outside of a form; the newest version of it, as the client has it. */
  async presses(message: SeenMessage, which: Pressed, as: Elsewhere = {}): Promise<Done> {
    const button = this.now(message).buttons.find((each) => fits(each, which));
    const labels = this.now(message).buttons.map(({ label }) => label);
    if (!button) throw new Error(`No such button: ${labels.join(', ')}`);
    if (button.disabled || button.value === undefined) return unheard(button.url === '' ? 'disabled' : undefined);
    return this.touches(message, { tag: 'button', value: as.value ?? button.value, ...namedBy(button) }, as);
  }

  /** Fills in a form and sends it; the only one unless told which. What the client checks, it checks here too. */
  async submits(
    message: SeenMessage,
    { form, values }: { form?: string; values: Filled },
    as: Elsewhere = {},
  ): Promise<Done> {
    const seen = this.formIn(message, form);
    const value = formValueOf(seen, values, this.behind.unknowns);
    const held = heldBack(seen, value);
    if (Object.keys(held).length > 0) return { ...unheard(undefined), heldBack: held };
    const { submit } = seen;
    if (!submit) throw new Error('Nothing submits the form');
    const action = { tag: 'button', value: as.value ?? submit.value, ...namedBy(submit), form_value: value };
    return this.touches(message, { ...action, timezone: 'Asia/Shanghai' }, as);
  }

  /** Picks an entry of the bot's menu. */
  picksMenu(eventKey: string): Promise<Done> {
    return this.happens('application.bot.menu_v6', menuEvent(eventKey, this.record, this.nowMs()));
  }

  /** Opens the conversation with the bot. */
  entersChat(): Promise<Done> {
    const chat = this.behind.tenant.directChat(this.record);
    const last = this.behind.messages.inChat(chat.chatId).at(-1);
    return this.happens('im.chat.access_event.bot_p2p_chat_entered_v1', enteredEvent(chat, this.record, last));
  }

  addsBot(chatName: string): Promise<Done> {
    return this.movesBot(chatName, true);
  }

  removesBot(chatName: string): Promise<Done> {
    return this.movesBot(chatName, false);
  }

  leaves(chatName: string): Promise<Done> {
    const chat = this.behind.tenant.chatNamed(chatName);
    chat.members = chat.members.filter((member) => member !== this.record);
    const users = [{ name: this.record.name, tenant_key: tenantKey, user_id: idsOf(this.record) }];
    const event = { ...botEvent(chat, this.record, tenantKey), users };
    return this.happens('im.chat.member.user.deleted_v1', event);
  }

  /** An event that this person caused. */
  async happens(type: string, event: Json): Promise<Done> {
    return { ...(await this.courier.send(type, event, this.sending())), heldBack: {} };
  }

  /** The message as it stands before them now. */
  now(message: SeenMessage): SeenMessage {
    const { behind, record } = this;
    return readMessage(message.raw, record.locale, behind, behind.messages.inChat(message.chatId));
  }

  private async says(
    place: ChatRecord,
    {
      type,
      content,
      mentions,
      parent,
    }: Pick<StoredMessage, 'type' | 'mentions'> & {
      content: Json;
      parent: StoredMessage | undefined;
    },
  ): Promise<Done> {
    const message = this.behind.messages.add({
      chatId: place.chatId,
      sender: { id: this.openId, type: 'user' },
      type,
      content: JSON.stringify(content),
      mentions,
      parent,
    });
    const outcome = this.hears(place, mentions)
      ? await this.courier.send('im.message.receive_v1', this.messageEvent(message, place), this.sending())
      : notDelivered;
    return { ...outcome, heldBack: {}, messageId: message.messageId };
  }

  private formIn(message: SeenMessage, name: string | undefined): SeenForm {
    const { forms } = this.now(message);
    const found = name === undefined && forms.length === 1 ? forms[0] : forms.find((form) => form.name === name);
    if (!found) throw new Error(`Which form? ${forms.map((form) => form.name).join(', ')}`);
    return found;
  }

  private async touches(message: SeenMessage, action: Json, as: Elsewhere): Promise<Done> {
    const { behind } = this;
    if (this.nowMs() - message.raw.createdMs > pressableMs) return unheard('expired');
    const event = cardEvent(action, {
      person: this.record,
      messageId: as.messageId ?? message.id,
      chatId: as.chatId ?? message.chatId,
      tenantKey: this.tenantKey ?? tenantKey,
      token: `c-${message.id.slice(-8)}`,
    });
    const outcome = await this.courier.send('card.action.trigger', event, this.sending());
    const touched = behind.messages.get(as.messageId ?? message.id);
    const effects = followAnswer(outcome, { message: touched, person: this.record, behind });
    const { card } = this.now(message);
    return { ...outcome, ...effects, heldBack: {}, ...(card && { card }) };
  }

  private movesBot(chatName: string, isAdded: boolean): Promise<Done> {
    const chat = this.behind.tenant.chatNamed(chatName);
    chat.botInside = isAdded;
    const type = isAdded ? 'im.chat.member.bot.added_v1' : 'im.chat.member.bot.deleted_v1';
    return this.happens(type, botEvent(chat, this.record, tenantKey));
  }

  private placeOf(chat: string | undefined): ChatRecord {
    const { tenant } = this.behind;
    if (chat === undefined) return tenant.directChat(this.record);
    return tenant.chat(chat) ?? tenant.chatNamed(chat);
  }

  /** Mentions as keys in the text, in the order in which they stand there; the longest name counts. */
  private written(text: string, callsBot: boolean): { text: string; mentions: StoredMessage['mentions'] } {
    const { bot, people } = this.behind.tenant;
    const mentions: StoredMessage['mentions'] = [];
    const keyOf = (openId: string): string => {
      const known = mentions.find((each) => each.openId === openId);
      if (known) return known.key;
      mentions.push({ key: `@_user_${mentions.length + 1}`, openId });
      return keyOf(openId);
    };
    const longestFirst = [...people, bot].sort((a, b) => b.name.length - a.name.length);
    const called = (rest: string) => longestFirst.find(({ name }) => rest.startsWith(name));
    const [before = '', ...pieces] = (callsBot ? `@${bot.name} ${text}` : text).split('@');
    const keyed = pieces.map((piece) => {
      const found = called(piece);
      return found ? keyOf(found.openId) + piece.slice(found.name.length) : `@${piece}`;
    });
    return { text: before + keyed.join(''), mentions };
  }

  /** Whether permissions let the bot hear what is said there. */
  private hears(chat: ChatRecord, mentions: StoredMessage['mentions']): boolean {
    const { scopes, tenant } = this.behind;
    if (!chat.botInside) return false;
    if (chat.mode === 'p2p') return scopes.has('im:message.p2p_msg:readonly', 'im:message.p2p_msg');
    if (scopes.has('im:message.group_msg')) return true;
    const isCalled = mentions.some(({ openId }) => openId === tenant.bot.openId);
    return isCalled && scopes.has('im:message.group_at_msg:readonly', 'im:message.group_at_msg');
  }

  private messageEvent(message: StoredMessage, chat: ChatRecord): Json {
    const { tenant } = this.behind;
    const named = (openId: string) => {
      const person = tenant.person(openId);
      const ids = person ? idsOf(person) : { open_id: openId, union_id: '', user_id: '' };
      return { ids, name: tenant.nameOf(openId), isBot: person === undefined };
    };
    return messageEvent(message, { person: this.record, chat, tenantKey: this.tenantKey ?? tenantKey, named });
  }

  private sending(): Sending {
    const { signing } = this;
    this.signing = undefined;
    return { signing, tenantKey: this.tenantKey };
  }

  private nowMs(): number {
    return this.behind.clock.now().getTime();
  }
}

const notDelivered: Outcome = { ack: { status: 0, body: {} }, acks: [], isDelivered: false };

function unheard(error: string | undefined): Done {
  return { ...notDelivered, acks: [], heldBack: {}, ...(error !== undefined && { error }) };
}

function fits(button: SeenButton, { name, label, value }: Pressed): boolean {
  if (value !== undefined && !isDeepStrictEqual(button.value, value)) return false;
  return name !== undefined ? button.name === name : button.label === label;
}

function namedBy({ name }: SeenButton): Json {
  return name === '' ? {} : { name };
}
