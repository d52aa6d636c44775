// A chat platform in a process of its own: it outlives the workers that tests kill, keeps every message with its key and
// the time it arrived, and misbehaves by a seeded table. Run as a program it prints its port and serves until it is told to stop.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Inbound, Reply } from '../../src/chat/inbound.ts';

export interface KeptMessage {
  id: string;
  key: string;
  /** "group:team", "person:li". */
  channel: string;
  parentId: string | null;
  arrivedAt: number;
  /** What it says now, and how often that was changed. */
  text: string;
  edits: number;
}

export interface KeptEvent {
  event: Inbound;
  /** How many answers it takes until the platform has understood: it delivers events again that were answered. */
  deliveries: number;
  /** How often a worker was given it; more often than answered when workers died over it. */
  handedOut: number;
  replies: Reply[];
}

/** All that the platform knows, for the checker. */
export interface ChatRecord {
  messages: KeptMessage[];
  events: KeptEvent[];
  calls: number;
  faults: Record<string, number>;
  /** Calls that came although the platform had asked for silence in that channel. */
  impatientCalls: number;
}

export interface ChatBehaviour {
  seed: number;
  /** Share of calls that go wrong, 0–1. */
  faultShare: number;
  /** How long after a connection broke its message can still be stored. */
  lateMs: number;
  /** Like Feishu, not like Slack: a key that is known shows nothing new. */
  oneMessagePerKey: boolean;
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
  parentId: string | null;
  text: string;
}

class FakeChat {
  readonly record: ChatRecord = { messages: [], events: [], calls: 0, faults: {}, impatientCalls: 0 };
  private readonly behaviour: ChatBehaviour;
  private readonly random: () => number;
  private readonly silentUntil = new Map<string, number>();
  private readonly openEvents = new Map<string, number>();

  constructor(behaviour: ChatBehaviour) {
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
        return answer(response, 200, this.closeEvent(body as { eventId: string; reply: Reply }));
      case '/events/add':
        return answer(response, 200, this.addEvent(body as Inbound));
      case '/calm':
        return answer(response, 200, this.calm());
      case '/record':
        return answer(response, 200, this.record);
      default:
        return answer(response, 404, {});
    }
  }

  private async mayFail(response: ServerResponse, channel: string, work: () => object): Promise<void> {
    this.record.calls += 1;
    const now = Date.now();
    if ((this.silentUntil.get(channel) ?? 0) > now) this.record.impatientCalls += 1;
    const kind =
      this.random() < this.behaviour.faultShare ? faultKinds[Math.floor(this.random() * faultKinds.length)] : undefined;
    if (kind) this.record.faults[kind] = (this.record.faults[kind] ?? 0) + 1;
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

  private store({ key, channel, parentId, text }: PostBody): { id: string } {
    const { messages } = this.record;
    const known = this.behaviour.oneMessagePerKey && messages.find((message) => message.key === key);
    if (known) return { id: known.id };
    const id = `m${messages.length + 1}`;
    messages.push({ id, key, channel, parentId, arrivedAt: Date.now(), text, edits: 0 });
    return { id };
  }

  private edit(response: ServerResponse, { id, text }: { id: string; text: string }): Promise<void> | void {
    const message = this.record.messages.find((candidate) => candidate.id === id);
    if (!message) return answer(response, 404, {});
    return this.mayFail(response, message.channel, () => {
      message.text = text;
      message.edits += 1;
      return { id };
    });
  }

  private find(search: URLSearchParams): { id?: string } {
    const found = this.record.messages.find(
      ({ key, channel }) => key === search.get('key') && channel === search.get('channel'),
    );
    return found ? { id: found.id } : {};
  }

  private addEvent(event: Inbound): object {
    const deliveries = 1 + Math.floor(this.random() * mostDeliveries);
    this.record.events.push({ event, deliveries, handedOut: 0, replies: [] });
    return {};
  }

  private nextEvent(): Inbound | null {
    const now = Date.now();
    const waiting = this.record.events.find(
      ({ event, deliveries, replies }) =>
        replies.length < deliveries && (this.openEvents.get(event.eventId) ?? 0) < now,
    );
    if (!waiting) return null;
    waiting.handedOut += 1;
    this.openEvents.set(waiting.event.eventId, now + redeliverMs);
    return waiting.event;
  }

  private closeEvent({ eventId, reply }: { eventId: string; reply: Reply }): object {
    const kept = this.record.events.find(({ event }) => event.eventId === eventId);
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

/** Mulberry32: small, and the same everywhere for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Serves a fake chat on a free port of this machine. */
export async function serveFakeChat(behaviour: ChatBehaviour): Promise<{ url: string; close(): void }> {
  const chat = new FakeChat(behaviour);
  const server = createServer((request, response) => {
    chat.handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const [, program, behaviourText] = process.argv;
if (program?.endsWith('fake-chat-server.ts') && behaviourText) {
  const { url } = await serveFakeChat(JSON.parse(behaviourText) as ChatBehaviour);
  process.stdout.write(`${url}\n`);
  process.stdin.on('end', () => process.exit(0)).resume();
}
