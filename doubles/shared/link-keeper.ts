// The WebSockets that an app holds to a double of a platform: counted, waited for, dropped, and made to go silent or deaf.

import type { WebSocket } from 'ws';

export interface Link {
  socket: WebSocket;
  pause: () => void;
  /** What is sent over it does not arrive. */
  isDeaf: boolean;
}

export class LinkKeeper {
  /** Every link there ever was; for "how often did it connect". */
  linksOpened = 0;
  protected links: Link[] = [];
  private watchers: (() => void)[] = [];
  private turn = 0;

  get linkCount(): number {
    return this.links.length;
  }

  /** Resolves when so many links stand. */
  async untilLinks(count: number): Promise<void> {
    while (this.links.length !== count) await new Promise<void>((resolve) => this.watchers.push(resolve));
  }

  /** Resolves when so many links have been opened in all. */
  async untilOpened(count: number): Promise<void> {
    while (this.linksOpened < count) await new Promise<void>((resolve) => this.watchers.push(resolve));
  }

  /** The line is cut without a word; the oldest one unless told which. */
  drop(index = 0): void {
    this.retire(index).socket.terminate();
  }

  /** Half open: the link stands, and nothing comes over it any more, not even pongs. */
  silence(index = 0): void {
    this.retire(index).pause();
  }

  /** What is sent next over the oldest link gets lost on the way. */
  deafen(index = 0): void {
    this.linkAt(index).isDeaf = true;
  }

  protected stands(link: Link): void {
    this.linksOpened += 1;
    this.links.push(link);
    this.tell();
  }

  protected ended(link: Link): void {
    this.links = this.links.filter((each) => each !== link);
    this.tell();
  }

  /** One of the links, in turn. */
  protected nextLink(): Link {
    const link = this.linkAt(this.turn % Math.max(1, this.links.length));
    this.turn += 1;
    return link;
  }

  /** Nothing new goes over a link that is given up. */
  protected retire(index: number): Link {
    const link = this.linkAt(index);
    this.ended(link);
    return link;
  }

  private linkAt(index: number): Link {
    const link = this.links[index];
    if (!link) throw new Error(`No link ${index}: the app holds ${this.links.length}`);
    return link;
  }

  private tell(): void {
    for (const watcher of this.watchers.splice(0)) watcher();
  }
}
