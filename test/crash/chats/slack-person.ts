// Somebody of the plan in Slack: does one thing after the other, again until it is answered, and now and then once more.

import { setTimeout as pause } from 'node:timers/promises';
import { type Json, part, parts, word } from '../../../doubles/shared/json.ts';
import type { Person } from '../../../doubles/slack/person.ts';
import type { Ack } from '../../../doubles/slack/socket-server.ts';
import type { RawValues } from '../../../src/forms/form.ts';
import type { Inbound } from '../../../src/messages/inbound.ts';
import { entered } from '../../chat/slack/acting.ts';
import type { KeptEvent, KeptReply } from './chat.ts';
import type { SlackBoard } from './slack-board.ts';

/** What did not come within this time does not come any more: the worker is dead, or the machine is busy … */
const patienceMs = 3_000;
/** … so everybody waits longer the next time, up to so many times as long. */
const mostPatience = 20;
const lookMs = 20;
const breathMs = 200;
const preliminary = /Opening the form|Still saving/;
/** Trouble on our side is not an answer: people try again. */
const notNow = /cannot be reached just now|failed at this step/;

export class SlackPerson {
  private readonly person: Person;
  private readonly board: SlackBoard;
  private busy: Promise<void> = Promise.resolve();
  /** Whether the thing they are about reached the line: from then on it is repeated. */
  private said = false;
  private patience = 1;
  /** What the app said last, when it was no answer. */
  private lastWords: string | undefined;
  /** The window that was sent in. */
  private sentId: string | undefined;

  constructor(person: Person, board: SlackBoard) {
    this.person = person;
    this.board = board;
  }

  /** Once everything before it is done. */
  willDo(kept: KeptEvent): void {
    this.busy = this.busy.then(() => this.carryOut(kept));
  }

  private async carryOut(kept: KeptEvent): Promise<void> {
    const { event, deliveries, replies } = kept;
    this.said = false;
    this.patience = 1;
    while (replies.length < deliveries) {
      try {
        const isReady = this.said || event.type !== 'form' || (await this.fillsIn(event.caseId, event.values));
        const reply = isReady ? await this.say(event, replies.length) : undefined;
        if (reply) {
          replies.push(reply);
          continue;
        }
        kept.trouble = `${isReady ? 'said' : 'no form'}, heard: ${this.lastWords}`;
      } catch (error) {
        // No worker holds a line just now.
        kept.trouble = String(error);
      }
      this.patience = Math.min(mostPatience, this.patience + 1);
      await pause(breathMs);
    }
  }

  /** A form has to be open and filled in before it is sent; true when all is there. */
  private async fillsIn(caseId: number, values: RawValues): Promise<boolean> {
    if (!this.isOpen(caseId) && !(await this.opens(caseId))) return false;
    // Another window may have come meanwhile, of a click that was taken for lost.
    return (await this.fills(values)) && this.isOpen(caseId);
  }

  /** Does it, or the very same again; undefined when nothing came of it. */
  private async say(event: Inbound, answeredBefore: number): Promise<KeptReply | undefined> {
    if (event.type === 'form') return this.sends(event.values);
    const { length } = this.person.answers;
    const isNew = !this.said && answeredBefore === 0;
    const before = isNew ? 0 : length;
    const act = isNew ? (await this.found(event))() : this.person.repeats();
    this.said = true;
    act.catch(() => {});
    const answer = await this.until(() => this.person.answers[before]);
    this.lastWords = answer?.text;
    if (!answer || notNow.test(answer.text)) return undefined;
    return { type: 'done', words: answer.text };
  }

  /** How to do it: with the button of a card where one stands, in words otherwise. */
  private async found(event: Exclude<Inbound, { type: 'form' }>): Promise<() => Promise<unknown>> {
    if (event.type === 'command') return () => this.person.types('/skuwatch', event.text, this.board.home);
    return this.touch(event.action, event.caseId, `ack ${event.caseId}`);
  }

  private async opens(caseId: number): Promise<boolean> {
    const click = await this.touch('answer', caseId, `answer ${caseId}`);
    let trouble = 'nothing';
    click().catch((error: unknown) => {
      trouble = String(error);
    });
    if ((await this.until(() => this.isOpen(caseId) || undefined)) === true) return true;
    this.board.forget('answer', caseId);
    this.lastWords = this.person.answers[0]?.text ?? this.person.modal?.text ?? trouble;
    return false;
  }

  private async touch(action: string, caseId: number, words: string): Promise<() => Promise<unknown>> {
    const button = await this.board.buttonOf(action, caseId);
    return button
      ? () => this.person.clicks(button.message, button, button.channel)
      : () => this.person.types('/skuwatch', words, this.board.home);
  }

  private isOpen(caseId: number): boolean {
    const metadata = word(this.person.modal?.raw, 'private_metadata');
    return metadata !== '' && (JSON.parse(metadata) as { c?: number }).c === caseId;
  }

  /** Enters what makes other fields appear, and waits for them. */
  private async fills(values: RawValues): Promise<boolean> {
    for (;;) {
      const { modal } = this.person;
      if (!modal) return false;
      const missing = Object.entries(entered(modal, values)).find(
        ([id, value]) =>
          typeof value === 'string' &&
          value !== '' &&
          !this.person.hasEntered(modal, id, value) &&
          isListenedTo(modal.raw, id),
      );
      if (!missing) return true;
      const [id, value] = missing;
      this.person.fills(id, String(value)).catch(() => {});
      if (!(await this.until(() => (this.person.modal?.raw !== modal.raw ? true : undefined)))) return false;
    }
  }

  private async sends(values: RawValues): Promise<KeptReply | undefined> {
    const { modal } = this.person;
    if (!this.said) this.sentId = modal?.id;
    const sent: Promise<Ack> =
      this.said || !modal
        ? this.person.repeats()
        : this.person.submits(entered(modal, values)).then(({ ack, heldBack }) => {
            const [held] = Object.values(heldBack);
            return held === undefined ? ack : { status: 200, body: { held } };
          });
    this.said = true;
    let ack: Ack | undefined;
    sent.then(
      (each) => {
        ack = each;
      },
      () => {},
    );
    const answer = await this.until(() => ack);
    return answer && this.verdict(answer.body);
  }

  private async verdict(body: Json): Promise<KeptReply | undefined> {
    const words = body.response_action === 'update' ? await this.windowText(part(body, 'view')) : JSON.stringify(body);
    this.lastWords = words;
    if (words === undefined || notNow.test(words)) return undefined;
    return { type: body.response_action === 'update' ? 'done' : 'refused', words };
  }

  /** What stands in the window in the place of the form; over it comes what is said when it takes longer. */
  private windowText(view: Json): Promise<string | undefined> {
    const { sentId } = this;
    return this.until(() => {
      const { modal } = this.person;
      return verdictIn(view) ?? (modal?.id === sentId && modal ? verdictIn(modal.raw) : undefined);
    });
  }

  private async until<T>(found: () => T | undefined): Promise<T | undefined> {
    const end = Date.now() + this.patience * patienceMs;
    for (;;) {
      const now = found();
      if (now !== undefined || Date.now() > end) return now;
      await pause(lookMs);
    }
  }
}

/** The words of a window that holds no form; undefined while they are not the last ones. */
function verdictIn(view: Json): string | undefined {
  const blocks = parts(view, 'blocks');
  const words = blocks.map((block) => word(part(block, 'text'), 'text')).join('\n');
  return preliminary.test(words) || blocks.some(({ type }) => type === 'input') ? undefined : words;
}

/** Is the app told at once when this field changes? */
function isListenedTo(view: Json, blockId: string): boolean {
  return parts(view, 'blocks').some((block) => block.block_id === blockId && block.dispatch_action === true);
}
