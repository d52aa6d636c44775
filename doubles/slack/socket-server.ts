// Slack's side of Socket Mode: hello, envelopes and acks over real WebSockets; asks for a refresh, drops a link, or goes silent.

import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { isJson, type Json, part, word } from '../shared/json.ts';
import { type Link, LinkKeeper } from '../shared/link-keeper.ts';

export interface Ack {
  /** Over HTTP 200 or another status; over Socket Mode always 200. */
  status: number;
  body: Json;
}

/** An envelope under way: `acks` holds all that came, also those too many. */
export interface Delivery {
  acks: Ack[];
  /** The first one. */
  acked: Promise<Ack>;
}

interface Sent {
  delivery: Delivery;
  resolve: (ack: Ack) => void;
  link: Link;
  envelope: Json;
}

/** Slack closes what is more than that. */
const mostLinks = 10;
const pingMs = 5_000;

export class SocketServer extends LinkKeeper {
  private readonly server: WebSocketServer;
  private readonly tickets = new Set<string>();
  private readonly sent = new Map<string, Sent>();

  private constructor(server: WebSocketServer) {
    super();
    this.server = server;
    server.on('connection', (socket, request) => {
      const ticket = new URL(request.url ?? '/', 'ws://double').searchParams.get('ticket') ?? '';
      if (!this.tickets.delete(ticket)) return socket.close(4001, 'ticket is used or unknown');
      this.greet(socket, () => request.socket.pause());
    });
  }

  static async open(): Promise<SocketServer> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise((resolve) => server.once('listening', resolve));
    return new SocketServer(server);
  }

  /** An address that is good for one connection. */
  newUrl(): string {
    const ticket = randomUUID();
    this.tickets.add(ticket);
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}/link?ticket=${ticket}`;
  }

  /** Asks the app to reconnect, as Slack does every few hours; the oldest link, unless told which. */
  refresh(index = 0): void {
    this.retire(index).socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
  }

  /**
   * Sends an envelope over one of the links, in turn. An event whose link breaks before its ack goes out once more over
   * another; a click or submission does not.
   */
  deliver(type: 'slash_commands' | 'interactive' | 'events_api', payload: Json, retry?: Json): Delivery {
    const answers = type !== 'events_api';
    const envelope = { envelope_id: randomUUID(), type, payload, accepts_response_payload: answers, ...retry };
    return this.send(envelope);
  }

  async close(): Promise<void> {
    for (const client of this.server.clients) client.terminate();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private send(envelope: Json): Delivery {
    const link = this.nextLink();
    const delivery: Delivery = { acks: [], acked: Promise.resolve({ status: 0, body: {} }) };
    let resolve: (ack: Ack) => void = () => {};
    delivery.acked = new Promise<Ack>((done) => {
      resolve = done;
    });
    this.sent.set(word(envelope, 'envelope_id'), { delivery, resolve, link, envelope });
    if (!link.isDeaf) link.socket.send(JSON.stringify(envelope));
    return delivery;
  }

  private greet(socket: WebSocket, pause: () => void): void {
    if (this.links.length >= mostLinks) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
      socket.close();
      return;
    }
    const link: Link = { socket, pause, isDeaf: false };
    const ping = setInterval(() => socket.ping(), pingMs).unref();
    socket.on('message', (data) => this.hear(String(data)));
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(ping);
      this.ended(link);
      this.sendAgain();
    });
    const about = { connection_info: { app_id: 'A0SKUWATCH' }, num_connections: this.links.length + 1 };
    socket.send(
      JSON.stringify({ type: 'hello', ...about, debug_info: { host: 'double', approximate_connection_time: 18_060 } }),
    );
    socket.ping();
    this.stands(link);
    this.sendAgain();
  }

  private hear(text: string): void {
    const message: unknown = JSON.parse(text);
    if (!isJson(message)) return;
    const found = this.sent.get(word(message, 'envelope_id'));
    if (!found) return;
    const ack = { status: 200, body: part(message, 'payload') };
    found.delivery.acks.push(ack);
    found.resolve(ack);
  }

  /** Events without an ack whose link is gone. */
  private sendAgain(): void {
    const [other] = this.links;
    const orphans = [...this.sent.values()].filter(
      ({ link, delivery, envelope }) =>
        envelope.type === 'events_api' && delivery.acks.length === 0 && !this.links.includes(link),
    );
    for (const each of other ? orphans : []) {
      each.link = other ?? each.link;
      each.link.socket.send(JSON.stringify({ ...each.envelope, retry_attempt: 1, retry_reason: 'timeout' }));
    }
  }
}
