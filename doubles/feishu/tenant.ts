// Who and what there is in the tenant: people, the conversations between them, and the app's bot.

import type { Locale } from './card-reading.ts';

export interface NewPerson {
  name: string;
  /** The language of their client; Chinese when left out. */
  locale?: Locale;
  email?: string;
  mobile?: string;
  /** The name of the person whom they report to. */
  leader?: string;
  /** Whether messages of the bot reach them; "outside" is outside of the app's availability. */
  standing?: 'normal' | 'outside' | 'resigned' | 'stopped the bot';
  /** Whether the app's contact range includes them. */
  inContactRange?: boolean;
}

export interface PersonRecord extends Required<Omit<NewPerson, 'email' | 'mobile' | 'leader'>> {
  openId: string;
  unionId: string;
  userId: string;
  email: string | undefined;
  mobile: string | undefined;
  leader: string | undefined;
}

export interface NewChat {
  name: string;
  /** Names; everybody when left out. */
  members?: readonly string[];
  /** Whether the bot has been added. */
  botInside?: boolean;
  /** Who may make messages urgent. */
  urgent?: 'all_members' | 'only_owner';
  isDissolved?: boolean;
}

export interface ChatRecord {
  chatId: string;
  name: string;
  mode: 'group' | 'p2p';
  members: PersonRecord[];
  botInside: boolean;
  urgent: 'all_members' | 'only_owner';
  isDissolved: boolean;
}

export const tenantKey = '2ed263bf32cf1651';

export class Tenant {
  readonly people: PersonRecord[] = [];
  readonly chats: ChatRecord[] = [];
  readonly bot = { openId: id('ou', 0xb07), name: 'Skuwatch', isOn: true };

  constructor(people: readonly NewPerson[], chats: readonly NewChat[]) {
    for (const person of people) this.joins(person);
    for (const chat of chats) this.opens(chat);
  }

  joins(person: NewPerson): PersonRecord {
    const n = this.people.length + 1;
    const joined: PersonRecord = {
      name: person.name,
      locale: person.locale ?? 'zh_cn',
      email: person.email,
      mobile: person.mobile,
      leader: person.leader,
      standing: person.standing ?? 'normal',
      inContactRange: person.inContactRange ?? true,
      openId: id('ou', n),
      unionId: id('on', n),
      userId: `u${n}`,
    };
    this.people.push(joined);
    return joined;
  }

  opens(chat: NewChat): ChatRecord {
    const members = (chat.members ?? this.people.map(({ name }) => name)).map((name) => this.named(name));
    const opened: ChatRecord = {
      chatId: id('oc', this.chats.length + 1),
      name: chat.name,
      mode: 'group',
      members,
      botInside: chat.botInside ?? true,
      urgent: chat.urgent ?? 'all_members',
      isDissolved: chat.isDissolved ?? false,
    };
    this.chats.push(opened);
    return opened;
  }

  named(name: string): PersonRecord {
    const found = this.people.find((person) => person.name === name);
    if (!found) throw new Error(`Nobody is called ${name}`);
    return found;
  }

  /** By an id of any kind, or by e-mail. */
  person(given: string): PersonRecord | undefined {
    if (given === '') return undefined;
    return this.people.find(({ openId, unionId, userId, email }) => [openId, unionId, userId, email].includes(given));
  }

  /** By chat_id. */
  chat(chatId: string): ChatRecord | undefined {
    return this.chats.find((chat) => chat.chatId === chatId);
  }

  chatNamed(name: string): ChatRecord {
    const found = this.chats.find((chat) => chat.mode === 'group' && chat.name === name);
    if (!found) throw new Error(`No chat is called ${name}`);
    return found;
  }

  /** The conversation between somebody and the bot. */
  directChat(person: PersonRecord): ChatRecord {
    const found = this.chats.find(({ mode, members }) => mode === 'p2p' && members.includes(person));
    if (found) return found;
    const opened = this.opens({ name: '', members: [person.name] });
    opened.mode = 'p2p';
    return opened;
  }

  /** What somebody or the bot is displayed as. */
  readonly nameOf = (openId: string): string => {
    if (openId === 'all') return '所有人';
    if (openId === this.bot.openId) return this.bot.name;
    return this.person(openId)?.name ?? openId;
  };
}

function id(kind: string, n: number): string {
  return `${kind}_${n.toString(16).padStart(32, '0')}`;
}
