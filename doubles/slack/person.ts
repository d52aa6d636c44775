// Somebody in the workspace: types commands, clicks, fills in and sends forms, opens the Home tab, reads.

import { isJson, type Json, part, parts, word } from '../shared/json.ts';
import { followFormAck, hearCommandAck } from './ack-effects.ts';
import type { HttpSender, Signing } from './http-sender.ts';
import { type Filled, heldBack, inputsOf, stateOf } from './inputs.ts';
import type { Behind } from './methods.ts';
import type { Names } from './mrkdwn.ts';
import {
  actionOf,
  type Clicked,
  closedPayload,
  commandPayload,
  eventPayload,
  messageClickPayload,
  submissionPayload,
  viewClickPayload,
  type Who,
} from './payloads.ts';
import { type SeenMessage, type SeenView, seenMessage, seenView } from './reading.ts';
import type { Ack, Delivery, SocketServer } from './socket-server.ts';

/** How what people do reaches the app. */
export type Line = { kind: 'http'; sender: HttpSender } | { kind: 'socket'; server: SocketServer };

export interface Surroundings {
  behind: Behind;
  /** A stamp for something that happens now; each is later than the one before. */
  stamp: () => string;
  names: Names;
  line: () => Line;
  problems: string[];
  /** An address for a response_url. */
  responseUrl: (userId: string, channelId: string) => string;
  /** Writes down what was sent, so that it can be sent again. */
  sent: (again: () => Delivery) => void;
}

/** What came of something a person did. */
export interface Done {
  /** The app's first ack. */
  ack: Ack;
  /** All acks; there must be one. */
  acks: Ack[];
  /** block_id → what the app says is wrong with the field. */
  errors: Record<string, string>;
  /** block_id → why Slack did not let the form go; the app heard nothing then. */
  heldBack: Record<string, string>;
}

export class Person {
  readonly userId: string;
  readonly name: string;
  private readonly around: Surroundings;
  /** View id → what was entered in it so far; stays while its blocks change. */
  private readonly filled = new Map<string, Filled>();
  private lastEvent = 0;
  private sendAgain: (() => Delivery) | undefined;
  /** Where the app may answer what this person did last. */
  private lastUrl = '';
  /** As another team's member, where a test wants that. */
  teamId: string | undefined;
  /** How the next thing is signed; HTTP only. */
  signing: Signing | undefined;

  constructor(name: string, userId: string, around: Surroundings) {
    this.name = name;
    this.userId = userId;
    this.around = around;
  }

  /** Types a slash command in a channel; Slack sends `&`, `<` and `>` as entities. */
  async types(command: string, text: string, channelId: string): Promise<Done> {
    const { behind } = this.around;
    const said = {
      command,
      text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
      channelId,
      channelName: behind.workspace.channelName(channelId),
      responseUrl: this.newUrl(channelId),
      trigger: this.trigger(),
    };
    const done = await this.send('slash_commands', commandPayload(this.who(), said));
    hearCommandAck(done.ack, { userId: this.userId, channelId }, this.around);
    return done;
  }

  /** Clicks a button of a message; the newest version of it, as Slack has it. */
  async clicks(message: SeenMessage, button: Clicked, channelId: string): Promise<Done> {
    const { behind, stamp } = this.around;
    const payload = messageClickPayload(this.who(), {
      message: message.raw,
      channelId,
      channelName: behind.workspace.channelName(channelId),
      action: actionOf(parts(message.raw, 'blocks'), button, stamp()),
      responseUrl: this.newUrl(channelId),
      trigger: this.trigger(),
    });
    return this.send('interactive', payload);
  }

  /** Clicks a button in the open modal or in the Home tab. */
  async clicksIn(view: SeenView, button: Clicked, filled: Filled = {}): Promise<Done> {
    const action = actionOf(parts(view.raw, 'blocks'), button, this.around.stamp());
    const trigger = this.trigger(view.raw.type === 'modal' ? view.id : undefined);
    const state = stateOf(view.raw, filled);
    return this.send('interactive', viewClickPayload(this.who(), { view: view.raw, action, trigger, state }));
  }

  /** Chooses or types something in the open modal; Slack tells the app at once where the field says so. */
  async fills(blockId: string, value: string): Promise<Done | undefined> {
    const view = this.openModal();
    const filled = { ...this.filled.get(word(view, 'id')), [blockId]: value };
    const block = inputsOf(view).find((each) => each.block_id === blockId);
    const state = stateOf(view, filled);
    this.filled.set(word(view, 'id'), filled);
    if (block?.dispatch_action !== true) return undefined;
    const element = part(block, 'element');
    const entered = part(part(part(state, 'values'), blockId), word(element, 'action_id'));
    const action = { ...entered, action_id: element.action_id, block_id: blockId, action_ts: this.around.stamp() };
    return this.send('interactive', viewClickPayload(this.who(), { view, action, trigger: this.trigger(), state }));
  }

  /** Whether a field of a view holds this by now. */
  hasEntered(view: SeenView, blockId: string, value: string): boolean {
    const state = part(stateOf(view.raw, this.filled.get(view.id) ?? {}), 'values');
    const [entered] = Object.values(part(state, blockId)).filter(isJson);
    const chosen = part(entered, 'selected_option').value ?? entered?.selected_date ?? entered?.value ?? '';
    return chosen === value;
  }

  /** Fills in the open modal and sends it. What Slack checks by itself, it checks here too. */
  async submits(filled: Filled): Promise<Done> {
    const view = this.openModal();
    const state = stateOf(view, { ...this.filled.get(word(view, 'id')), ...filled });
    const held = heldBack(view, state);
    if (Object.keys(held).length > 0) return { ack: { status: 0, body: {} }, acks: [], errors: {}, heldBack: held };
    const done = await this.happensTo(view, state);
    const errors = await followFormAck(done.ack, { userId: this.userId, view }, this.around);
    return { ...done, errors };
  }

  /** Sends a modal that was open at some time, or never; nothing becomes of it in this person's client. */
  happensTo(view: Json, state: Json): Promise<Done> {
    const trigger = this.trigger(word(view, 'id'));
    return this.send('interactive', submissionPayload(this.who(), { view, state, trigger }));
  }

  /** Closes the open modal. */
  async closes(): Promise<Done | undefined> {
    const view = this.openModal();
    this.around.behind.views.popped(this.userId);
    return view.notify_on_close === true ? this.send('interactive', closedPayload(this.who(), view)) : undefined;
  }

  async opensHome(): Promise<Done> {
    const channel = await this.directChannel();
    return this.happens({ type: 'app_home_opened', user: this.userId, channel, tab: 'home' });
  }

  /** An event that this person caused. */
  happens(event: Json): Promise<Done> {
    const stamp = this.around.stamp();
    this.lastEvent += 1;
    const id = `Ev${this.userId}${this.lastEvent}`;
    return this.send('events_api', eventPayload({ ...event, event_ts: stamp }, { id, seconds: Number(stamp) }));
  }

  /** The modal before them. */
  get modal(): SeenView | undefined {
    const view = this.around.behind.views.top(this.userId);
    return view && seenView(view, this.around.names);
  }

  get home(): SeenView | undefined {
    const view = this.around.behind.views.home(this.userId);
    return view && seenView(view, this.around.names);
  }

  /** What only they were shown in channels, oldest first. */
  get privately(): SeenMessage[] {
    const { behind, names } = this.around;
    return behind.privateWords.all
      .filter(({ userId, inChannel }) => userId === this.userId && !inChannel)
      .map(({ body }) => seenMessage(body, names));
  }

  /** What the app answered to the command or click they did last, as often as it did. */
  get answers(): SeenMessage[] {
    const { behind, names } = this.around;
    return behind.privateWords.all
      .filter(({ url }) => url !== undefined && this.lastUrl.endsWith(`/${url}`))
      .map(({ body }) => seenMessage(body, names));
  }

  /** The very same thing reaches the app once more; nothing becomes of it in this person's client. */
  repeats(): Promise<Ack> {
    if (!this.sendAgain) throw new Error(`${this.name} did nothing yet`);
    return this.sendAgain().acked;
  }

  /** The conversation between them and the app. */
  async directChannel(): Promise<string> {
    const opened = await this.around.behind.workspace.must('conversations.open', { users: this.userId });
    return word(part(opened, 'channel'), 'id');
  }

  private newUrl(channelId: string): string {
    this.lastUrl = this.around.responseUrl(this.userId, channelId);
    return this.lastUrl;
  }

  private openModal(): Json {
    const view = this.around.behind.views.top(this.userId);
    if (!view) throw new Error(`No modal is open before ${this.name}`);
    return view;
  }

  private trigger(viewId?: string): string {
    return this.around.behind.triggers.give({ userId: this.userId, viewId });
  }

  private who(): Who {
    return { userId: this.userId, userName: this.name, ...(this.teamId !== undefined && { teamId: this.teamId }) };
  }

  private async send(type: 'slash_commands' | 'interactive' | 'events_api', payload: Json): Promise<Done> {
    const { signing } = this;
    this.signing = undefined;
    const deliver = (isRetry = false): Delivery => {
      const line = this.around.line();
      if (line.kind === 'http') {
        const again = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
        const retry: Record<string, string> = isRetry ? again : {};
        return line.sender.deliver(type, payload, { signing: signing ?? {}, retry });
      }
      return line.server.deliver(type, payload, isRetry ? { retry_attempt: 1, retry_reason: 'timeout' } : undefined);
    };
    this.sendAgain = () => deliver(type === 'events_api');
    this.around.sent(this.sendAgain);
    const delivery = deliver();
    return { ack: await delivery.acked, acks: delivery.acks, errors: {}, heldBack: {} };
  }
}
