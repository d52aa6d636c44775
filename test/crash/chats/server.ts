// A double of a platform in a process of its own, so that nothing it does waits for the test: both ends of the line between.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Inbound } from '../../../src/messages/inbound.ts';
import { startProgram } from '../processes.ts';
import {
  type Behaviour,
  type ChatRecord,
  type DeliveryKey,
  type Double,
  type KeptEvent,
  type Names,
  unansweredOf,
} from './chat.ts';

const mostDeliveries = 3;

/** What the process has to do. */
export interface Served {
  random: () => number;
  /** Lets a person do something, as often as it is to be answered. */
  act(kept: KeptEvent): void;
  calm(): void;
  record(deliveries: readonly DeliveryKey[]): Promise<Omit<ChatRecord, 'events'>>;
}

/** Starts the process; it prints the settings for the workers, and `line`, where it is heard. */
export async function openServer(file: URL, behaviour: Behaviour): Promise<Double> {
  const program = startProgram(file, behaviour);
  const settings = JSON.parse(await program.firstLine) as Names & { line: string };
  const ask = async (what: string, body: unknown = null) => {
    const response = await fetch(`${settings.line}/${what}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  return {
    settings,
    say: async (event) => void (await ask('say', event)),
    calm: async () => void (await ask('calm')),
    unanswered: async () => (await ask('unanswered')) as string[],
    record: async (deliveries) => (await ask('record', deliveries)) as ChatRecord,
    stop: () => program.signal('SIGKILL'),
  };
}

/** What the process was started with. */
export function behaviourGiven(): Behaviour {
  return JSON.parse(process.argv[2] ?? '') as Behaviour;
}

/** Listens, and prints `settings`; ends with whoever started it. */
export function serve(served: Served, settings: Names): void {
  const events: KeptEvent[] = [];
  const server = createServer((request, response) => {
    answer(served, events, request).then(
      (body) => respond(response, 200, body ?? null),
      (error: unknown) => respond(response, 500, String(error)),
    );
  });
  server.listen(0, '127.0.0.1', () => {
    const line = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.stdout.write(`${JSON.stringify({ ...settings, line })}\n`);
  });
  process.stdin.on('end', () => process.exit(0)).resume();
}

async function answer(served: Served, events: KeptEvent[], request: IncomingMessage): Promise<unknown> {
  const body: unknown = await json(request);
  switch (request.url) {
    case '/say': {
      const kept: KeptEvent = {
        event: body as Inbound,
        deliveries: 1 + Math.floor(served.random() * mostDeliveries),
        replies: [],
      };
      events.push(kept);
      return served.act(kept);
    }
    case '/calm':
      return served.calm();
    case '/unanswered':
      return unansweredOf(events);
    case '/record':
      return { ...(await served.record(body as DeliveryKey[])), events };
    default:
      throw new Error(`Nothing is called ${request.url}`);
  }
}

function respond(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
