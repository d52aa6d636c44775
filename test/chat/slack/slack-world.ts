// The whole program on Slack in one test: real database, simulated clock, the Slack adapter over a real connection to the
// double. Sales come in as files, people act in their client, time is played.

import { homeMessages } from '../../../src/commands/home.ts';
import type { RawValues } from '../../../src/forms/form.ts';
import type { Log } from '../../../src/lib/log.ts';
import type { StoredCase } from '../../../src/store/cases.ts';
import type { Db } from '../../../src/store/db.ts';
import { type DoubleOptions, openSlackDouble, type SlackDouble } from '../../support/slack-double/open.ts';
import type { Done, Person } from '../../support/slack-double/person.ts';
import type { SeenMessage } from '../../support/slack-double/reading.ts';
import { testPolicy } from '../../support/team.ts';
import { makeWorld, type World, wholeAnswer } from '../../support/world.ts';
import type { Shown } from '../conformance.ts';
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
  readonly connected: Connected;
  /** The channel of the team. */
  readonly channel: string;

  constructor(world: World, slack: SlackDouble, connected: Connected) {
    this.world = world;
    this.slack = slack;
    this.connected = connected;
    this.channel = slack.channel('team');
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
    return shownAfter(this.slack, person, () => person.types('/skuwatch', text, this.channel));
  }

  /** Somebody presses the button with this action on a message and is shown what comes of it. */
  presses(name: string, message: SeenMessage, action: string, value?: string): Promise<Shown & Done> {
    const person = this.person(name);
    const button = message.buttons.find(
      (each) => each.actionId.startsWith(`skw:${action}`) && (value === undefined || each.value.includes(value)),
    );
    if (!button) throw new Error(`No button ${action} on: ${message.text}`);
    return shownAfter(this.slack, person, () => person.clicks(message, button.actionId, this.channel));
  }

  /** Somebody fills in the open form as an honest operator would, but for `changes`, and sends it. */
  async answers(name: string, stored: StoredCase, changes: RawValues = {}): Promise<Shown & Done> {
    const person = this.person(name);
    const values = { ...wholeAnswer(stored), ...changes };
    await this.chooses(name, values);
    const { modal } = person;
    if (!modal) throw new Error(`No form is open before ${name}`);
    return shownAfter(this.slack, person, () => person.submits(entered(modal, values)));
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
  let connected: Connected | undefined;
  const world = await makeWorld(db, options.start, policy, (ctx) => {
    connected = connectSlack(slack, {
      transport: options.transport ?? 'socket',
      policy,
      home: (personId, language) => homeMessages(ctx, personId, language),
      ...(options.log && { log: options.log }),
      ...(options.rate && { rate: options.rate }),
    });
    return connected.slack.adapter;
  });
  if (!connected) throw new Error('Slack was not opened');
  await connected.slack.adapter.start(world.app.handle);
  await connected.listens();
  return new SlackWorld(world, slack, connected);
}
