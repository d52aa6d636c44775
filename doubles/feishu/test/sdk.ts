// The official SDK's client and long connection at the double, silent and with a token store of their own.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import * as lark from '@larksuiteoapi/node-sdk';
import type { Json } from '../../shared/json.ts';
import { type FeishuDouble, secrets } from '../open.ts';

const nothing = () => {};
const logger = { fatal: nothing, error: nothing, warn: nothing, info: nothing, debug: nothing, trace: nothing };
const quiet = { logger, loggerLevel: lark.LoggerLevel.fatal };

export function sdkClient(feishu: FeishuDouble): lark.Client {
  const { appId, appSecret } = secrets;
  return new lark.Client({ appId, appSecret, domain: feishu.url, cache: new lark.DefaultCache(), ...quiet });
}

/** The code with which a call was refused, whichever HTTP status it came with; 0 when it was not. */
export async function codeOf(answer: Promise<unknown>): Promise<number | string> {
  try {
    return ((await answer) as { code?: number }).code ?? 'no code';
  } catch (error) {
    const { response } = error as { response?: { data?: { code?: number } } };
    return response?.data?.code ?? String(error);
  }
}

type Listeners = Record<string, (data: Json) => Promise<unknown>>;

export interface Listening {
  close(): Promise<void>;
}

/** Hears what people do over the SDK's own long connection; resolves when it stands. */
export async function listenByLongConnection(
  feishu: FeishuDouble,
  listeners: Listeners,
  pingTimeout = 1,
  links = 1,
): Promise<Listening & { reconnected: number }> {
  const { appId, appSecret } = secrets;
  const eventDispatcher = new lark.EventDispatcher(quiet).register(listeners);
  const listening = { reconnected: 0, close: async () => socket.close({ force: true }) };
  let ready = () => {};
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const socket = new lark.WSClient({
    appId,
    appSecret,
    domain: feishu.url,
    ...quiet,
    handshakeTimeoutMs: 5_000,
    wsConfig: { pingTimeout },
    onReady: () => ready(),
    onReconnected: () => {
      listening.reconnected += 1;
    },
  });
  await socket.start({ eventDispatcher });
  await isReady;
  await feishu.connection.untilLinks(links);
  return listening;
}

/** Hears what people do over HTTP: signature, decryption and dispatch by the SDK. */
export async function listenByHttp(feishu: FeishuDouble, listeners: Listeners): Promise<Listening> {
  const { encryptKey, verificationToken } = secrets;
  const answering = Object.entries(listeners).map(([type, listen]) => {
    return [type, async (data: Json) => (await listen(data)) ?? {}] as const;
  });
  const dispatcher = new lark.EventDispatcher({ encryptKey, verificationToken, ...quiet });
  dispatcher.register(Object.fromEntries(answering));
  const server = createServer((request, response) => {
    const answer = async () => {
      const body: unknown = JSON.parse((await buffer(request)).toString('utf8'));
      const { isChallenge, challenge } = lark.generateChallenge(body, { encryptKey });
      if (isChallenge) return response.end(JSON.stringify(challenge));
      const signed = Object.assign(Object.create({ headers: request.headers }), body);
      const said: unknown = await dispatcher.invoke(signed);
      return response.writeHead(said === undefined ? 401 : 200).end(JSON.stringify(said ?? {}));
    };
    answer().catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  feishu.sendTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/feishu/events`);
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
}
