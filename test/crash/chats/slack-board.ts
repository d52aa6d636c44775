// The buttons that stand in Slack's channels, as people find them again: read anew at most once a second, because reading
// all channels takes the double longer than anything else.

import { parts } from '../../../doubles/shared/json.ts';
import type { SlackDouble } from '../../../doubles/slack/open.ts';
import { type SeenMessage, seenMessage } from '../../../doubles/slack/reading.ts';

export interface FoundButton {
  channel: string;
  message: SeenMessage;
  actionId: string;
  value: string;
}

const newsMs = 1_000;

export class SlackBoard {
  /** Where everybody may type. */
  readonly home: string;
  private readonly double: SlackDouble;
  private readonly channels: readonly string[];
  private readonly found = new Map<string, FoundButton>();
  private readAtMs = 0;
  private reading: Promise<void> = Promise.resolve();

  constructor(double: SlackDouble, channels: readonly string[]) {
    this.double = double;
    this.channels = channels;
    this.home = channels[0] ?? '';
  }

  /** The button for this action on a case; undefined where none has been posted. */
  async buttonOf(action: string, caseId: number): Promise<FoundButton | undefined> {
    const known = this.found.get(`skw:${action} ${caseId}`);
    if (known) return known;
    if (Date.now() - this.readAtMs > newsMs) {
      this.readAtMs = Date.now();
      this.reading = this.read();
    }
    await this.reading;
    return this.found.get(`skw:${action} ${caseId}`);
  }

  /** What was found did not do: the message has changed since, perhaps. */
  forget(action: string, caseId: number): void {
    this.found.delete(`skw:${action} ${caseId}`);
  }

  private async read(): Promise<void> {
    for (const channel of this.channels) {
      const history = await this.double.workspace.must('conversations.history', { channel, limit: 500 });
      for (const raw of parts(history, 'messages')) {
        const message = seenMessage(raw, { user: (id) => id, channel: (id) => id });
        for (const { actionId, value } of message.buttons) {
          if (value !== '')
            this.found.set(`${actionId} ${(JSON.parse(value) as { c: number }).c}`, {
              channel,
              message,
              actionId,
              value,
            });
        }
      }
    }
  }
}
