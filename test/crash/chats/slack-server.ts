// Slack in a process of its own, so that nothing it does waits for the test: the double, with the people of the plan in
// it. Prints where it is to be found; ends with whoever started it.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Inbound } from '../../../src/chat/inbound.ts';
import { type Json, part, word } from '../../support/json.ts';
import { openSlackDouble, type SlackDouble } from '../../support/slack-double/open.ts';
import type { SeenMessage } from '../../support/slack-double/reading.ts';
import { everybody, groupOf, storeIds } from '../plan.ts';
import { seededRandom } from '../random.ts';
import { areAnswered, type Behaviour, type ChatRecord, type KeptEvent, type KeptMessage } from './chat.ts';
import { SlackPerson } from './slack-person.ts';
import { SlackTrouble } from './slack-trouble.ts';

export interface ServerAddress {
  /** Where the test is heard. */
  url: string;
  apiUrl: string;
  /** Slack's ids by the names of the plan. */
  people: Record<string, string>;
  groups: Record<string, string>;
}

const groups = storeIds.map((storeId) => groupOf(storeId, 'slack'));
const mostDeliveries = 3;

class SlackUnderTest {
  readonly double: SlackDouble;
  private readonly random: () => number;
  private readonly trouble: SlackTrouble;
  private readonly people: ReadonlyMap<string, SlackPerson>;
  private readonly events: KeptEvent[] = [];

  constructor(double: SlackDouble, behaviour: Behaviour) {
    this.double = double;
    this.random = seededRandom(behaviour.seed);
    this.trouble = new SlackTrouble(double.faults, { share: behaviour.faultShare, random: this.random });
    const channels = groups.map((name) => double.channel(name));
    this.people = new Map(everybody.map((name) => [name, new SlackPerson(double, double.person(name), channels)]));
  }

  async answer(request: IncomingMessage): Promise<unknown> {
    switch (request.url) {
      case '/say':
        return this.say((await json(request)) as Inbound);
      case '/calm':
        return this.trouble.calm();
      case '/answered':
        return areAnswered(this.events);
      case '/record':
        return this.record();
      default:
        throw new Error(`Nothing is called ${request.url}`);
    }
  }

  private say(event: Inbound): true {
    const kept = { event, deliveries: 1 + Math.floor(this.random() * mostDeliveries), replies: [] };
    this.events.push(kept);
    this.people.get(event.personId)?.willDo(kept);
    return true;
  }

  private async record(): Promise<ChatRecord> {
    const inGroups = groups.map(async (name) =>
      keptIn(`group:${name}`, await this.double.messages(this.double.channel(name))),
    );
    const direct = everybody.map(async (name) => keptIn(`person:${name}`, await this.double.directMessages(name)));
    const messages = (await Promise.all([...inGroups, ...direct])).flat();
    const problems = this.double.takeProblems();
    return { messages, events: this.events, impatientCalls: this.trouble.impatientCalls, problems };
  }
}

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

function respond(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const behaviour = JSON.parse(process.argv[2] ?? '') as Behaviour;
const double = await openSlackDouble({
  people: everybody.map((name) => ({ name })),
  channels: groups.map((name) => ({ name })),
});
const slack = new SlackUnderTest(double, behaviour);
const server = createServer((request, response) => {
  slack.answer(request).then(
    (body) => respond(response, 200, body ?? null),
    (error: unknown) => respond(response, 500, String(error)),
  );
});
server.listen(0, '127.0.0.1', () => {
  const address: ServerAddress = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiUrl: double.apiUrl,
    people: Object.fromEntries(everybody.map((name) => [name, double.workspace.userId(name)])),
    groups: Object.fromEntries(groups.map((name) => [name, double.channel(name)])),
  };
  process.stdout.write(`${JSON.stringify(address)}\n`);
});
// The test is gone.
process.stdin.on('end', () => process.exit(0)).resume();
