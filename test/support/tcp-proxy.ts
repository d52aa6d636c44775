// Stands between a client and a server and misbehaves on demand: forwards, swallows everything in silence, delays, or
// cuts all connections.

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /** Connections open now. */
  readonly open: number;
  /** Passes bytes on, each piece `delayMs` late. */
  forward(delayMs?: number): void;
  /** Swallows all bytes in both directions and says nothing. A connection that lived through it stays silent. */
  blackHole(): void;
  /** Resets all open connections; new ones are treated as before. */
  cut(): void;
  /** Refuses new connections from now on, or accepts them again. */
  refuse(refusing: boolean): void;
  stop(): Promise<void>;
}

/** Listens on a free port and passes connections on to a port of this machine. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let mode: 'forward' | 'black-hole' = 'forward';
  let delay = 0;
  let refusing = false;

  const server = createServer((client) => {
    if (refusing) return void client.resetAndDestroy();
    const target = connect(targetPort, '127.0.0.1');
    let silent = false;
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (piece) => {
        if (mode === 'black-hole') silent = true;
        if (silent) return;
        if (delay === 0) to.write(piece);
        else setTimeout(() => !to.destroyed && to.write(piece), delay);
      });
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        if (!silent) to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port');

  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: address.port,
    get open() {
      return sockets.size / 2;
    },
    forward: (delayMs = 0) => {
      mode = 'forward';
      delay = delayMs;
    },
    blackHole: () => {
      mode = 'black-hole';
    },
    cut,
    refuse: (now) => {
      refusing = now;
    },
    stop: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
