// Slack for the crash test: the double, with the people of the plan in it. Runs in a process of its own.

import { type Json, part, word } from '../../../doubles/shared/json.ts';
import { openSlackDouble } from '../../../doubles/slack/open.ts';
import type { SeenMessage } from '../../../doubles/slack/reading.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { everybody, groupOf, storeIds } from '../plan.ts';
import type { KeptMessage, Names } from './chat.ts';
import { behaviourGiven, serve } from './server.ts';
import { SlackBoard } from './slack-board.ts';
import { SlackPerson } from './slack-person.ts';
import { slackFaults, Trouble } from './trouble.ts';

/** What a worker needs. */
export interface SlackAddress extends Names {
  apiUrl: string;
}

const groups = storeIds.map((storeId) => groupOf(storeId, 'slack'));
const { seed, faultShare } = behaviourGiven();
const random = seededRandom(seed);
const double = await openSlackDouble({
  people: everybody.map((name) => ({ name })),
  channels: groups.map((name) => ({ name })),
});
const trouble = new Trouble(double.faults, {
  share: faultShare,
  random,
  faults: slackFaults,
  methods: ['chat.postMessage', 'chat.update', 'conversations.history'],
  // What carries no key comes from no outbox, and waits for nothing.
  channelOf: (args) => (args.metadata === undefined ? undefined : word(args, 'channel')),
});
const board = new SlackBoard(
  double,
  groups.map((name) => double.channel(name)),
);
const people = new Map(everybody.map((name) => [name, new SlackPerson(double.person(name), board)]));
const address: SlackAddress = {
  apiUrl: double.apiUrl,
  people: Object.fromEntries(everybody.map((name) => [name, double.workspace.userId(name)])),
  groups: Object.fromEntries(groups.map((name) => [name, double.channel(name)])),
};

serve(
  {
    random,
    act: (kept) => people.get(kept.event.personId)?.willDo(kept),
    calm: () => trouble.calm(),
    async record() {
      const inGroups = groups.map(async (name) => keptIn(`group:${name}`, await double.messages(double.channel(name))));
      const direct = everybody.map(async (name) => keptIn(`person:${name}`, await double.directMessages(name)));
      const messages = (await Promise.all([...inGroups, ...direct])).flat();
      return { messages, impatientCalls: trouble.impatientCalls, problems: double.takeProblems() };
    },
  },
  address,
);

/** What came out of the outbox; private words and files have no key. */
function keptIn(channel: string, messages: readonly SeenMessage[]): KeptMessage[] {
  return messages
    .flatMap((message) => [message, ...message.replies])
    .map(({ raw, text }) => ({ key: keyOf(raw), channel, text }))
    .filter(({ key }) => key !== '');
}

function keyOf(message: Json): string {
  return word(part(part(message, 'metadata'), 'event_payload'), 'key');
}
