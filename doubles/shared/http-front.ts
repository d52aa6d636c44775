// An HTTP server on a free port of this machine, which hands every request to a double of a platform and survives what
// goes wrong in it.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export abstract class HttpFront {
  private readonly server: Server;
  private isClosing = false;

  /** `failed` is told when the double itself went wrong. */
  constructor(failed: (problem: string) => void) {
    this.server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => {
        if (!this.isClosing) failed(`the double itself failed: ${String(error)}`);
        response.destroy();
      });
    });
  }

  /** The address, without a slash at the end. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.isClosing = true;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  protected abstract handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}
