// Feishu's side of the long connection: discovery, frames, pings and acks over real WebSockets; splits what it sends, drops
// a link, or goes silent.

import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { isJson, type Json, word } from '../shared/json.ts';
import { type Link, LinkKeeper } from '../shared/link-keeper.ts';
import type { Answer } from './answers.ts';
import { type Ack, type Delivery, type OpenDelivery, openDelivery } from './delivery.ts';
import { decodeFrame, encodeFrame, type Frame } from './frames.ts';

/** Feishu refuses what is more than that. */
const mostLinks = 50;
const service = 33_554_678;
const control = 0;
const data = 1;

export class LongConnection extends LinkKeeper {
  /** Into how many frames an event is split. */
  fragments = 1;
  /** What discovery answers instead of an address. */
  refusal: { code: number; msg?: string; status?: number; data?: Json } | undefined;
  /** Seconds, as discovery and pongs tell the app; quick, so that a test need not wait for the usual two minutes. */
  config = { PingInterval: 120, ReconnectCount: -1, ReconnectInterval: 0.02, ReconnectNonce: 0 };
  private readonly server: WebSocketServer;
  private readonly app: { id: string; secret: string };
  private readonly tickets = new Set<string>();
  private readonly underWay = new Map<string, OpenDelivery & { link: Link }>();

  private constructor(server: WebSocketServer, app: { id: string; secret: string }) {
    super();
    this.server = server;
    this.app = app;
    server.on('connection', (socket, request) => {
      const ticket = new URL(request.url ?? '/', 'ws://double').searchParams.get('ticket') ?? '';
      if (!this.tickets.delete(ticket)) return socket.close(4001, 'ticket is used or unknown');
      this.welcome(socket, () => request.socket.pause());
    });
  }

  static async open(app: { id: string; secret: string }): Promise<LongConnection> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise((resolve) => server.once('listening', resolve));
    return new LongConnection(server, app);
  }

  /** Answers `POST callback/ws/endpoint`: an address good for one connection, and how to keep it up. */
  discover(body: Json): Answer {
    if (this.refusal) {
      const { status = 200, ...said } = this.refusal;
      return { status, body: { msg: 'refused', ...said } };
    }
    if (word(body, 'AppID') !== this.app.id || word(body, 'AppSecret') !== this.app.secret)
      return { status: 200, body: { code: 514, msg: 'auth failed', data: {} } };
    if (this.links.length >= mostLinks)
      return { status: 200, body: { code: 1000040350, msg: 'exceed conn limit', data: {} } };
    const ticket = randomUUID();
    this.tickets.add(ticket);
    const port = (this.server.address() as AddressInfo).port;
    const asks = new URLSearchParams({ fpid: '493', device_id: '73', service_id: String(service), ticket });
    const URL = `ws://127.0.0.1:${port}/ws/v2?${asks.toString()}`;
    return { status: 200, body: { code: 0, msg: '', data: { URL, ClientConfig: this.config } } };
  }

  /** Sends an event over one of the links, in turn, as Feishu does where an app holds several. */
  deliver(payload: Json): Delivery {
    const link = this.nextLink();
    const opened = openDelivery();
    const id = randomUUID();
    this.underWay.set(id, { ...opened, link });
    if (!link.isDeaf) for (const frame of this.framesOf(payload, id)) link.socket.send(encodeFrame(frame));
    return opened.delivery;
  }

  async close(): Promise<void> {
    for (const client of this.server.clients) client.terminate();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private framesOf(payload: Json, id: string): Frame[] {
    const bytes = Buffer.from(JSON.stringify(payload));
    const size = Math.ceil(bytes.length / this.fragments);
    return Array.from({ length: this.fragments }, (_, seq) => ({
      seqId: seq + 1,
      logId: 7,
      service,
      method: data,
      headers: { type: 'event', message_id: id, trace_id: id, sum: String(this.fragments), seq: String(seq) },
      payload: bytes.subarray(seq * size, (seq + 1) * size),
    }));
  }

  private welcome(socket: WebSocket, pause: () => void): void {
    const link: Link = { socket, pause, isDeaf: false };
    // A client that has sent its first ping listens; before that, what is sent may fall between.
    socket.once('message', () => this.stands(link));
    socket.on('message', (bytes) => this.hear(socket, bytes as Buffer));
    socket.on('error', () => {});
    socket.on('close', () => {
      this.ended(link);
      for (const each of this.underWay.values()) if (each.link === link) each.lose();
    });
  }

  private hear(socket: WebSocket, bytes: Buffer): void {
    const frame = decodeFrame(bytes);
    if (frame.method === control && frame.headers.type === 'ping') {
      const payload = Buffer.from(JSON.stringify(this.config));
      socket.send(encodeFrame({ ...frame, headers: { ...frame.headers, type: 'pong' }, payload }));
      return;
    }
    this.underWay.get(frame.headers.message_id ?? '')?.settle(ackIn(frame.payload));
  }
}

/** `{ code, data }`, where data is the app's answer as JSON in base64, or nothing. */
function ackIn(payload: Buffer): Ack {
  const said: unknown = JSON.parse(payload.toString('utf8'));
  const { code, data: answer } = isJson(said) ? said : {};
  const body: unknown = typeof answer === 'string' ? JSON.parse(Buffer.from(answer, 'base64').toString('utf8')) : {};
  return { status: typeof code === 'number' ? code : 0, body: isJson(body) ? body : { text: body } };
}
