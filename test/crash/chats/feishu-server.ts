// Feishu for the crash test: the double, with the people of the plan in it. Runs in a process of its own.

import { openFeishuDouble } from '../../../doubles/feishu/open.ts';
import type { SeenMessage } from '../../../doubles/feishu/reading.ts';
import { isJson, part, parts, word } from '../../../doubles/shared/json.ts';
import { markOf } from '../../../src/chat/feishu/render-for.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { everybody, groupOf, storeIds } from '../plan.ts';
import type { KeptMessage, Names } from './chat.ts';
import { FeishuPerson } from './feishu-person.ts';
import { behaviourGiven, serve } from './server.ts';
import { feishuFaults, Trouble } from './trouble.ts';

/** What a worker needs. */
export interface FeishuAddress extends Names {
  domain: string;
}

/** A worker that is dead takes its connection with it: nobody waits that long but for a busy machine. */
const patienceMs = 60_000;
const groups = storeIds.map((storeId) => groupOf(storeId, 'feishu'));
const { seed, faultShare } = behaviourGiven();
const random = seededRandom(seed);
const double = await openFeishuDouble({
  people: everybody.map((name) => ({ name, locale: 'en_us' })),
  chats: groups.map((name) => ({ name })),
  patienceMs,
});
const trouble = new Trouble(double.faults, {
  share: faultShare,
  random,
  faults: feishuFaults,
  methods: [
    'POST im/v1/messages',
    'POST im/v1/messages/:message_id/reply',
    'PATCH im/v1/messages/:message_id',
    'GET im/v1/messages',
  ],
  channelOf: () => undefined,
});
const chats = groups.map((name) => double.chat(name));
const people = new Map(everybody.map((name) => [name, new FeishuPerson(double, double.person(name), chats)]));
const address: FeishuAddress = {
  domain: double.url,
  people: Object.fromEntries(everybody.map((name) => [name, double.openId(name)])),
  groups: Object.fromEntries(groups.map((name) => [name, double.chat(name)])),
};

serve(
  {
    random,
    act: (kept) => people.get(kept.event.personId)?.willDo(kept),
    calm: () => trouble.calm(),
    async record(deliveries) {
      // A changed card carries the mark of the change.
      const keyOf = new Map(deliveries.map(({ key, messageKey }) => [markOf(key), messageKey]));
      const locale = 'en_us';
      const inGroups = groups.map((name) =>
        keptIn(`group:${name}`, double.messages(double.chat(name), { locale }), keyOf),
      );
      const direct = everybody.map((name) => keptIn(`person:${name}`, double.directMessages(name, { locale }), keyOf));
      const messages = [...inGroups, ...direct].flat();
      return { messages, impatientCalls: trouble.impatientCalls, problems: double.takeProblems() };
    },
  },
  address,
);

/** What came out of the outbox, told by the mark that its card carries. */
function keptIn(channel: string, messages: readonly SeenMessage[], keys: ReadonlyMap<string, string>): KeptMessage[] {
  return messages
    .flatMap((message) => [message, ...message.replies])
    .map((message) => ({ key: keys.get(markIn(message)) ?? '', channel, text: message.text }))
    .filter(({ key }) => key !== '');
}

function markIn({ raw }: SeenMessage): string {
  if (raw.type !== 'interactive') return '';
  const card: unknown = JSON.parse(raw.content);
  return isJson(card) ? word(parts(part(card, 'body'), 'elements')[0], 'element_id') : '';
}
