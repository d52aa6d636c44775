// A chat platform in a process of its own, so that nothing it does waits for the test: keeps every message with its key,
// hands out what people do, and misbehaves by a seeded table. Prints its address; ends with whoever started it.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Inbound } from '../../../src/chat/inbound.ts';
import { seededRandom } from '../random.ts';
import type { Behaviour, ChatRecord, KeptEvent, KeptMessage, KeptReply } from './chat.ts';

export interface ServerSettings extends Behaviour {
  /** Like Feishu, not like Slack: a key that is known shows nothing new. */
  oneMessagePerKey: boolean;
}

interface Stored extends KeptMessage {
  id: string;
}

const faultKinds = ['answer lost', 'request lost', 'stored late', 'slow', 'unavailable', 'throttled'] as const;
const slowMs = 150;
const silenceMs = 200;
/** An event that was handed out and not answered within this time goes to another worker. */
const redeliverMs = 1_500;
const mostDeliveries = 3;

interface PostBody {
  key: string;
  channel: string;
  text: string;
}

class FakeChat {
  private readonly messages: Stored[] = [];
  private readonly events: KeptEvent[] = [];
  private impatientCalls = 0;
  private readonly behaviour: ServerSettings;
  private readonly random: () => number;
  private readonly silentUntil = new Map<string, number>();
  private readonly openEvents = new Map<string, number>();

  constructor(behaviour: ServerSettings) {
    this.behaviour = behaviour;
    this.random = seededRandom(behaviour.seed);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    const body: unknown = request.method === 'POST' ? await json(request) : undefined;
    switch (pathname) {
      case '/post':
        return this.mayFail(response, (body as PostBody).channel, () => this.store(body as PostBody));
      case '/edit':
        return this.edit(response, body as { id: string; text: string });
      case '/find':
        return this.mayFail(response, String(searchParams.get('channel')), () => this.find(searchParams));
      case '/events/next':
        return answer(response, 200, { event: this.nextEvent() });
      case '/events/reply':
        return answer(response, 200, this.closeEvent(body as { eventId: string; reply: KeptReply }));
      case '/events/add':
        return answer(response, 200, this.addEvent(body as Inbound));
      case '/calm':
        return answer(response, 200, this.calm());
      case '/record':
        return answer(response, 200, this.record());
      default:
        return answer(response, 404, {});
    }
  }

  private async mayFail(response: ServerResponse, channel: string, work: () => object): Promise<void> {
    const now = Date.now();
    if ((this.silentUntil.get(channel) ?? 0) > now) this.impatientCalls += 1;
    const kind =
      this.random() < this.behaviour.faultShare ? faultKinds[Math.floor(this.random() * faultKinds.length)] : undefined;
    switch (kind) {
      case 'answer lost':
        work();
        return void response.destroy();
      case 'request lost':
        return void response.destroy();
      case 'stored late':
        response.destroy();
        await pause(this.random() * this.behaviour.lateMs);
        return void work();
      case 'slow':
        await pause(slowMs);
        return answer(response, 200, work());
      case 'unavailable':
        return answer(response, 503, {});
      case 'throttled':
        this.silentUntil.set(channel, now + silenceMs);
        return answer(response, 429, { retryAfterMs: silenceMs });
      case undefined:
        return answer(response, 200, work());
    }
  }

  private record(): ChatRecord {
    return { messages: this.messages, events: this.events, impatientCalls: this.impatientCalls, problems: [] };
  }

  private store({ key, channel, text }: PostBody): { id: string } {
    const known = this.behaviour.oneMessagePerKey && this.messages.find((message) => message.key === key);
    if (known) return { id: known.id };
    const id = `m${this.messages.length + 1}`;
    this.messages.push({ id, key, channel, text });
    return { id };
  }

  private edit(response: ServerResponse, { id, text }: { id: string; text: string }): Promise<void> | void {
    const message = this.messages.find((candidate) => candidate.id === id);
    if (!message) return answer(response, 404, {});
    return this.mayFail(response, message.channel, () => {
      message.text = text;
      return { id };
    });
  }

  private find(search: URLSearchParams): { id?: string } {
    const found = this.messages.find(
      ({ key, channel }) => key === search.get('key') && channel === search.get('channel'),
    );
    return found ? { id: found.id } : {};
  }

  private addEvent(event: Inbound): object {
    const deliveries = 1 + Math.floor(this.random() * mostDeliveries);
    this.events.push({ event, deliveries, replies: [] });
    return {};
  }

  private nextEvent(): Inbound | null {
    const now = Date.now();
    const waiting = this.events.find(
      ({ event, deliveries, replies }) =>
        replies.length < deliveries && (this.openEvents.get(event.eventId) ?? 0) < now,
    );
    if (!waiting) return null;
    this.openEvents.set(waiting.event.eventId, now + redeliverMs);
    return waiting.event;
  }

  private closeEvent({ eventId, reply }: { eventId: string; reply: KeptReply }): object {
    const kept = this.events.find(({ event }) => event.eventId === eventId);
    kept?.replies.push(reply);
    this.openEvents.delete(eventId);
    return {};
  }

  private calm(): object {
    this.behaviour.faultShare = 0;
    return {};
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const chat = new FakeChat(JSON.parse(process.argv[2] ?? '') as ServerSettings);
const server = createServer((request, response) => {
  chat.handle(request, response).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
// The test is gone.
process.stdin.on('end', () => process.exit(0)).resume();
