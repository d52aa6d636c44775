// The Slack adapter does what every chat adapter must, over both transports, with Slack's own SDK at a whole Slack.

import { openSlackDouble, type SlackDouble } from '../../../doubles/slack/open.ts';
import type { SeenMessage } from '../../../doubles/slack/reading.ts';
import type { Language } from '../../../src/lib/language.ts';
import type { Button } from '../../../src/messages/message.ts';
import { policySchema } from '../../../src/policy/policy.ts';
import { describeChatAdapter, type PlatformUnderTest, type Seen } from '../conformance.ts';
import { entered, shownAfter } from './acting.ts';
import { connectSlack, type TransportKind, transports } from './connect.ts';

const names: Record<Language, string> = { zh: 'wang', en: 'li' };

async function openPlatform(transport: TransportKind): Promise<PlatformUnderTest> {
  const double = await openSlackDouble({ people: [{ name: 'wang', locale: 'zh-CN' }, { name: 'li' }] });
  const policy = policySchema.parse({
    team: { name: 'Lumora' },
    people: Object.values(names).map((id) => ({ id, name: id, email: `${id}@lumora.example` })),
    groups: [{ id: 'team', platform: 'slack', channel: double.channel('team') }],
    stores: [{ id: 'amz-us', zone: 'America/Los_Angeles' }],
  });
  const { slack, listens, close } = connectSlack(double, { transport, policy });
  const { adapter } = slack;
  const people = { wang: double.person('wang'), li: double.person('li') };
  const personCalled = (id: string) => (id === 'wang' ? people.wang : people.li);
  return {
    adapter: {
      platform: adapter.platform,
      get capabilities() {
        return adapter.capabilities;
      },
      get findByKey() {
        return adapter.findByKey;
      },
      start: async (handler) => {
        await adapter.start(handler);
        await listens();
      },
      stop: () => adapter.stop(),
      post: (destination, outgoing) => adapter.post(destination, outgoing),
      reply: (parent, outgoing) => adapter.reply(parent, outgoing),
      update: (ref, outgoing) => adapter.update(ref, outgoing),
    },
    place: (language) => ({ kind: 'person', personId: names[language] }),
    person: (language) => names[language],
    seen: async (language) => (await double.directMessages(names[language])).map(seenAs),
    types: async (personId, text) => {
      const person = personCalled(personId);
      return shownAfter(double, person, () => person.types('/skuwatch', text, double.channel('team')));
    },
    presses: async (personId, button) => {
      const person = personCalled(personId);
      const { message, channel, found } = await findButton(double, personId, button);
      return shownAfter(double, person, () => person.clicks(message, found, channel));
    },
    submits: async (personId, { values }) => {
      const person = personCalled(personId);
      const { modal } = person;
      if (!modal) throw new Error('No form is open');
      return shownAfter(double, person, () => person.submits(entered(modal, values)));
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

async function findButton(double: SlackDouble, personId: string, { action, caseId }: Button) {
  const channel = await double.person(personId).directChannel();
  for (const message of await double.messages(channel)) {
    const found = message.buttons.find(
      ({ actionId, value }) => actionId.endsWith(action) && value.includes(String(caseId)),
    );
    if (found) return { message, channel, found };
  }
  throw new Error(`No button ${action} stands in the conversation`);
}

function seenAs({ text, live, buttons, replies }: SeenMessage): Seen {
  return { text, live, buttons: buttons.map(({ label }) => label), replies: replies.map(seenAs) };
}

for (const transport of transports) {
  describeChatAdapter(`Slack (${transport})`, () => openPlatform(transport), { oneMessagePerKey: false });
}
