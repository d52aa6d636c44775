// The whole program on Slack in one test: real database, simulated clock, the Slack adapter over a real connection to the
// double. Sales come in as files, people act in their client, time is played.

import { type DoubleOptions, openSlackDouble, type SlackDouble } from '../../../doubles/slack/open.ts';
import type { Done, Person } from '../../../doubles/slack/person.ts';
import type { SeenMessage } from '../../../doubles/slack/reading.ts';
import { homeMessages } from '../../../src/commands/home.ts';
import type { Context } from '../../../src/context.ts';
import type { RawValues } from '../../../src/forms/form.ts';
import type { Log } from '../../../src/lib/log.ts';
import type { StoredCase } from '../../../src/store/cases.ts';
import type { Db } from '../../../src/store/db.ts';
import { testPolicy } from '../../support/team.ts';
import { makeWorld, type World, wholeAnswer } from '../../support/world.ts';
import type { Shown } from '../conformance.ts';
import { standingAdapter } from '../standing-adapter.ts';
import { entered, shownAfter } from './acting.ts';
import { type Connected, connectSlack, type TransportKind } from './connect.ts';

export interface SlackWorldOptions {
  start: string;
  transport?: TransportKind;
  /** Changes to the team's policy; the group and the people's e-mail addresses are there already. */
  policy?: Record<string, unknown>;
  double?: Partial<DoubleOptions>;
  log?: Log;
  rate?: Parameters<typeof connectSlack>[1]['rate'];
}

/** Li and Wang answer, Chen manages them, Liu manages Chen; Wang reads Chinese. Sam is nobody's colleague. */
const people = [
  { id: 'li', name: 'Li', manager: 'chen', deputy: 'wang' },
  { id: 'wang', name: 'Wang', manager: 'chen' },
  { id: 'chen', name: 'Chen', role: 'manager', manager: 'liu' },
  { id: 'liu', name: 'Liu', role: 'admin' },
].map((person) => ({ ...person, email: `${person.id}@lumora.example` }));
const members = [...people.map(({ id, name }) => ({ name: id, realName: name })), { name: 'sam', realName: 'Sam' }];

export class SlackWorld {
  readonly world: World;
  readonly slack: SlackDouble;
  private connected: Connected;
  private readonly connectAnew: () => Promise<Connected>;
  /** The channel of the team. */
  readonly channel: string;

  /** Home tabs that must be updated after an action, and those that were. */
  private readonly homes: { owed: number; shown: number };

  constructor(made: {
    world: World;
    slack: SlackDouble;
    connected: Connected;
    connectAnew: () => Promise<Connected>;
    homes: { owed: number; shown: number };
  }) {
    this.world = made.world;
    this.slack = made.slack;
    this.connected = made.connected;
    this.connectAnew = made.connectAnew;
    this.homes = made.homes;
    this.channel = made.slack.channel('team');
  }

  person(name: string): Person {
    return this.slack.person(name);
  }

  /** What stands in the team's channel, oldest first. */
  inChannel(): Promise<SeenMessage[]> {
    return this.slack.messages(this.channel);
  }

  /** The only message of the channel that says this. */
  async card(says: RegExp): Promise<SeenMessage> {
    const found = (await this.inChannel()).filter(({ text }) => says.test(text));
    const [card] = found;
    if (!card || found.length > 1) throw new Error(`${found.length} messages say ${says}`);
    return card;
  }

  /** Somebody types `/skuwatch …` and is shown the answer. */
  types(name: string, text: string): Promise<Shown & Done> {
    const person = this.person(name);
    return this.acts(person, () => person.types('/skuwatch', text, this.channel));
  }

  /** Somebody presses the button with this action on a message and is shown what comes of it. */
  presses(name: string, message: SeenMessage, action: string, value?: string): Promise<Shown & Done> {
    const person = this.person(name);
    const button = message.buttons.find(
      (each) => each.actionId.startsWith(`skw:${action}`) && (value === undefined || each.value.includes(value)),
    );
    if (!button) throw new Error(`No button ${action} on: ${message.text}`);
    return this.acts(person, () => person.clicks(message, button, this.channel));
  }

  /** Somebody fills in the open form as an honest operator would, but for `changes`, and sends it. */
  async answers(name: string, stored: StoredCase, changes: RawValues = {}): Promise<Shown & Done> {
    const person = this.person(name);
    const values = { ...wholeAnswer(stored), ...changes };
    await this.chooses(name, values);
    const { modal } = person;
    if (!modal) throw new Error(`No form is open before ${name}`);
    return this.acts(person, () => person.submits(entered(modal, values)));
  }

  /** The case of the form that is open before somebody. */
  async caseBefore(name: string): Promise<StoredCase> {
    const { c } = JSON.parse(String(this.person(name).modal?.raw.private_metadata ?? '{}')) as { c?: number };
    const found = (await this.world.cases()).find(({ id }) => id === c);
    if (!found) throw new Error(`No form of a case is open before ${name}`);
    return found;
  }

  /** Enters what makes other fields appear, one after the other, as a person has to. */
  async chooses(name: string, values: RawValues): Promise<void> {
    const person = this.person(name);
    for (let changed = true; changed; ) {
      changed = false;
      const { modal } = person;
      if (!modal) return;
      for (const [id, value] of Object.entries(entered(modal, values))) {
        if (typeof value !== 'string' || value === '' || person.hasEntered(modal, id, value)) continue;
        const before = modal.raw;
        if (await person.fills(id, value)) {
          await this.slack.until(() => person.modal?.raw !== before);
          changed = true;
          break;
        }
      }
    }
  }

  /** Lets somebody act, and waits until they were shown what came of it and the program has nothing left to do for them. */
  async acts(person: Person, act: () => Promise<Done>): Promise<Shown & Done> {
    const shown = await shownAfter(this.slack, person, act);
    await this.idle();
    return shown;
  }

  /** Resolves when the program has done all that people's acts asked of it; `owed`: so many are known to be under way. */
  async idle(owed = 0): Promise<void> {
    while (this.homes.owed < owed || this.homes.shown < this.homes.owed) await new Promise(setImmediate);
  }

  /** The process dies and another one takes over. */
  async restarts(): Promise<void> {
    await this.connected.slack.adapter.stop();
    await this.connected.close();
    this.connected = await this.connectAnew();
  }

  async stop(): Promise<void> {
    await this.connected.slack.adapter.stop();
    await this.connected.close();
    await this.slack.close();
  }
}

export async function openSlackWorld(db: Db, options: SlackWorldOptions): Promise<SlackWorld> {
  const slack = await openSlackDouble({
    people: members.map((each) => (each.name === 'wang' ? { ...each, locale: 'zh-CN' } : each)),
    ...options.double,
  });
  const groups = [{ id: 'team', platform: 'slack', channel: slack.channel('team') }];
  const policy = testPolicy({ people, groups, ...options.policy });
  const homes = { owed: 0, shown: 0 };
  /** What speaks now; the program keeps this over a restart of the connection. */
  let current: Connected | undefined;
  const connect = (ctx: Context): Connected => {
    current = connectSlack(slack, {
      transport: options.transport ?? 'socket',
      policy,
      home: async (personId, language) => {
        const messages = await homeMessages(ctx, personId, language);
        homes.shown += 1;
        return messages;
      },
      ...(options.log && { log: options.log }),
      ...(options.rate && { rate: options.rate }),
    });
    return current;
  };
  const adapterNow = () => {
    if (!current) throw new Error('Slack is not connected yet');
    return current.slack.adapter;
  };
  const world = await makeWorld(db, options.start, policy, (ctx) => {
    connect(ctx);
    return standingAdapter('slack', adapterNow);
  });
  const listen = async (connected: Connected): Promise<Connected> => {
    await connected.slack.adapter.start(async (event) => {
      const reply = await world.app.handle(event);
      if (reply.type === 'done') homes.owed += 1;
      return reply;
    });
    await connected.listens();
    return connected;
  };
  if (options.log) Object.assign(world.ctx, { log: options.log });
  if (!current) throw new Error('Slack was not opened');
  const connected = await listen(current);
  return new SlackWorld({ world, slack, connected, connectAnew: () => listen(connect(world.ctx)), homes });
}
