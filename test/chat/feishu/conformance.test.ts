// The Feishu adapter does what every chat adapter must, over both transports, with Feishu's own SDK at a whole Feishu.

import { openFeishuDouble } from '../../../doubles/feishu/open.ts';
import type { SeenMessage } from '../../../doubles/feishu/reading.ts';
import { documentedScopes } from '../../../doubles/feishu/scopes.ts';
import type { Language } from '../../../src/lib/language.ts';
import { policySchema } from '../../../src/policy/policy.ts';
import { describeChatAdapter, type PlatformUnderTest, type Seen } from '../conformance.ts';
import { entered, shownAfter } from './acting.ts';
import { connectFeishu, type TransportKind, transports } from './connect.ts';

const names: Record<Language, string> = { zh: 'wang', en: 'li' };
const locales = { zh: 'zh_cn', en: 'en_us' } as const;

/** What a team may grant on top, so that messages in doubt can be looked up for longer than an hour. */
export const lookUpScopes = ['im:message:readonly', 'im:message.group_msg'];

async function openPlatform(transport: TransportKind): Promise<PlatformUnderTest> {
  const double = await openFeishuDouble({
    people: [{ name: 'wang' }, { name: 'li', locale: 'en_us', email: 'li@lumora.example' }],
    chats: [{ name: 'team' }],
    scopes: [...documentedScopes, ...lookUpScopes],
  });
  const policy = policySchema.parse({
    team: { name: 'Lumora' },
    people: [
      { id: 'wang', name: 'Wang', feishu: double.openId('wang') },
      { id: 'li', name: 'Li', email: 'li@lumora.example', language: 'en' },
    ],
    groups: [{ id: 'team', platform: 'feishu', channel: double.chat('team') }],
    stores: [{ id: 'amz-us', zone: 'America/Los_Angeles' }],
  });
  const { feishu, listens, close } = connectFeishu(double, { transport, policy });
  const { adapter } = feishu;
  const inGroup = (language: Language) => double.messages(double.chat('team'), { locale: locales[language] });
  const cardWith = (fits: (message: SeenMessage) => boolean) => {
    const found = inGroup('en').find(fits);
    if (!found) throw new Error('No such card stands in the group');
    return found;
  };
  return {
    adapter: {
      ...adapter,
      start: async (handler) => {
        await adapter.start(handler);
        await listens();
      },
    },
    place: () => ({ kind: 'group', groupId: 'team' }),
    person: (language) => names[language],
    seen: async (language) => inGroup(language).map(seenAs),
    types: (personId, text) => {
      const person = double.person(personId);
      return shownAfter(double, person, () => person.types(text));
    },
    presses: (personId, { label }) => {
      const person = double.person(personId);
      const card = cardWith(({ buttons }) => buttons.some((button) => button.label === label));
      return shownAfter(double, person, () => person.presses(card, { label }));
    },
    submits: (personId, { values }) => {
      const person = double.person(personId);
      const card = cardWith(({ forms }) => forms.length > 0);
      return shownAfter(double, person, () => person.submits(card, { values: entered(card, values) }));
    },
    repeatsLastEvent: async () => {
      await double.repeatsLast();
    },
    close: async () => {
      await close();
      await double.close();
    },
  };
}

function seenAs({ text, live, buttons, replies }: SeenMessage): Seen {
  return { text, live, buttons: buttons.map(({ label }) => label), replies: replies.map(seenAs) };
}

for (const transport of transports) {
  describeChatAdapter(`Feishu (${transport})`, () => openPlatform(transport), { oneMessagePerKey: true });
}
