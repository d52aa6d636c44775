// The whole program on Feishu in one test: real database, simulated clock, the Feishu adapter over a real connection to the
// double. Sales come in as files, people act in their client, time is played.

import { type DoubleOptions, type FeishuDouble, openFeishuDouble } from '../../../doubles/feishu/open.ts';
import type { Done } from '../../../doubles/feishu/person.ts';
import type { SeenMessage } from '../../../doubles/feishu/reading.ts';
import type { RawValues } from '../../../src/forms/form.ts';
import { day } from '../../../src/lib/day.ts';
import type { StoredCase } from '../../../src/store/cases.ts';
import type { Db } from '../../../src/store/db.ts';
import { testPolicy } from '../../support/team.ts';
import { makeWorld, type World, wholeAnswer } from '../../support/world.ts';
import { standingAdapter } from '../standing-adapter.ts';
import { fieldOf, shownAfter } from './acting.ts';
import { type Connected, type ConnectOptions, connectFeishu, type TransportKind } from './connect.ts';

export interface FeishuWorldOptions extends Partial<Pick<ConnectOptions, 'log' | 'repairCards'>> {
  start: string;
  transport: TransportKind;
  /** Changes to the team's policy; the group and the people's accounts are there already. */
  policy?: Record<string, unknown>;
  double?: Partial<DoubleOptions>;
}

/** Li and Wang answer, Chen manages them, Liu manages Chen; Wang reads Chinese. Sam is nobody's colleague. */
const people = [
  { id: 'li', name: 'Li', manager: 'chen', deputy: 'wang' },
  { id: 'wang', name: 'Wang', manager: 'chen' },
  { id: 'chen', name: 'Chen', role: 'manager', manager: 'liu' },
  { id: 'liu', name: 'Liu', role: 'admin' },
].map((person) => ({ ...person, email: `${person.id}@lumora.example` }));
const members = [...people.map(({ id, email }) => ({ name: id, email })), { name: 'sam' }];

export class FeishuWorld {
  readonly world: World;
  readonly feishu: FeishuDouble;
  /** The chat of the team. */
  readonly chatId: string;
  private connected: Connected;
  private readonly connectAnew: () => Promise<Connected>;

  constructor(made: {
    world: World;
    feishu: FeishuDouble;
    connected: Connected;
    connectAnew: () => Promise<Connected>;
  }) {
    this.world = made.world;
    this.feishu = made.feishu;
    this.connected = made.connected;
    this.connectAnew = made.connectAnew;
    this.chatId = made.feishu.chat('team');
  }

  /** What stands in the team's chat for a reader of English, oldest first. */
  inGroup(locale: 'zh_cn' | 'en_us' = 'en_us'): SeenMessage[] {
    return this.feishu.messages(this.chatId, { locale });
  }

  /** On 2 March 2026 these SKUs of Li's sold otherwise than usual: the cards stand. */
  async soldYesterday(sold: Readonly<Record<string, number>>): Promise<void> {
    const { world } = this;
    const usual = Object.fromEntries([...Object.keys(sold), 'CABLE'].map((sku) => [sku, 100]));
    await world.soldSteadily('cn-shop', day('2026-03-01'), usual);
    await world.settle();
    for (const sku of Object.keys(sold)) await this.types('liu', `assign ${sku} @li`);
    await world.sells('cn-shop', day('2026-03-02'), { ...usual, ...sold });
    await world.settle();
  }

  /** The only message of the chat that says this. */
  card(says: RegExp): SeenMessage {
    const found = this.inGroup().filter(({ text }) => says.test(text));
    const [card] = found;
    if (!card || found.length > 1) throw new Error(`${found.length} messages say ${says}`);
    return card;
  }

  /** Somebody writes to the bot and is shown the answer. */
  types(name: string, text: string) {
    const person = this.feishu.person(name);
    return shownAfter(this.feishu, person, () => person.types(text));
  }

  presses(name: string, message: SeenMessage, label: string): Promise<Done> {
    return this.feishu.person(name).presses(message, { label });
  }

  /** Somebody fills in the form of a case as an honest operator would, but for `changes`, and sends it. */
  answers(name: string, message: SeenMessage, stored: StoredCase, changes: RawValues = {}): Promise<Done> {
    return this.submits(name, message, { ...wholeAnswer(stored), ...changes }, `f${stored.id}_`);
  }

  /** Somebody fills in the form whose inputs begin so, the only one when left out. */
  submits(name: string, message: SeenMessage, values: RawValues, prefix = ''): Promise<Done> {
    const person = this.feishu.person(name);
    const form = person.now(message).forms.find(({ fields }) => fields.some((field) => field.name.startsWith(prefix)));
    if (!form) throw new Error(`No such form on: ${message.text}`);
    const filled: Record<string, string | boolean> = {};
    for (const field of form.fields) {
      const value = values[fieldOf(field.name)];
      if (value !== undefined) filled[field.name] = field.tag === 'checker' ? value === 'yes' : value;
    }
    return person.submits(message, { form: form.name, values: filled });
  }

  /** The process dies and another one takes over. */
  async restarts(): Promise<void> {
    await this.connected.feishu.adapter.stop();
    await this.connected.close();
    this.connected = await this.connectAnew();
  }

  async stop(): Promise<void> {
    await this.connected.feishu.adapter.stop();
    await this.connected.close();
    await this.feishu.close();
  }
}

export async function openFeishuWorld(db: Db, options: FeishuWorldOptions): Promise<FeishuWorld> {
  const { start, transport, log, repairCards } = options;
  const feishu = await openFeishuDouble({
    people: members.map((each) => ({ ...each, locale: each.name === 'wang' ? 'zh_cn' : 'en_us' })),
    ...options.double,
  });
  const groups = [{ id: 'team', platform: 'feishu', channel: feishu.chat('team') }];
  const policy = testPolicy({ people, groups, ...options.policy });
  const connect = () =>
    connectFeishu(feishu, { transport, policy, ...(log && { log }), ...(repairCards && { repairCards }) });
  /** What speaks now; the program keeps this over a restart of the connection. */
  let current = connect();
  const world = await makeWorld(db, start, policy, () => standingAdapter('feishu', () => current.feishu.adapter));
  const listen = async (connected: Connected): Promise<Connected> => {
    current = connected;
    await connected.feishu.adapter.start(world.app.handle);
    await connected.listens();
    return connected;
  };
  if (log) Object.assign(world.ctx, { log });
  return new FeishuWorld({ world, feishu, connected: await listen(current), connectAnew: () => listen(connect()) });
}
