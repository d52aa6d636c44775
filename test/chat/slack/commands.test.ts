// Every command there is, typed as /skuwatch …: answered, to whoever asked and to nobody else, within Slack's limits.

import { afterEach, describe, expect, it } from 'vitest';
import { commands } from '../../../src/commands/index.ts';
import { day } from '../../../src/lib/day.ts';
import { databaseKind, testDatabase } from '../../support/db.ts';
import { openSlackWorld, type SlackWorld } from './slack-world.ts';

const database = testDatabase();
const transport = databaseKind === 'postgres' ? 'http' : 'socket';

let team: SlackWorld;

afterEach(() => team.stop());

/** What an admin types, and a word of what they read; of a command that is not named here, its example. */
const lines: Readonly<Record<string, [line: string, answer: RegExp]>> = {
  help: ['help', /mine[\s\S]*doctor/],
  status: ['status', /waiting 1/],
  mine: ['mine', /No form waits/],
  case: ['case 1', /LAMP sales/],
  sku: ['sku LAMP', /LAMP/],
  explain: ['explain LAMP 2026-03-02', /150/],
  ack: ['ack 1', /is yours/],
  plan: ['plan LAMP', /LAMP/],
  assign: ['assign 1 @wang', /Wang/],
  return: ['return 1 please say more', /no answer yet/],
  snooze: ['snooze 1 tomorrow 10:00 waiting for the factory', /10:00/],
  silence: ['silence CABLE 2 a stock count', /CABLE/],
  threshold: ['threshold', /20\s?%/],
  policy: ['policy', /balanced/],
  rehearse: ['rehearse', /form|days|policy/i],
  summary: ['summary', /Inventory week/],
  leave: ['leave @li 2026-03-10 2026-03-11 @wang', /Li/],
  promo: ['promo CABLE 2026-03-10 2026-03-11', /CABLE/],
  check: ['check 2026-03-02', /LAMP|judged|150/],
  import: ['import', /Bringing data in/],
  export: ['export', /export sales/],
  login: ['login me', /Sign-in link for Liu/],
  doctor: ['doctor', /Database[\s\S]*Clock/],
  resend: ['resend 1', /No message 1 failed/],
  answer: ['answer 1', /LAMP sales/],
};

describe('commands', () => {
  it('are all answered in private, the last one with a form; unknown words get the nearest command', async () => {
    team = await openSlackWorld(database.db, { start: '2026-03-03T00:50+08:00', transport });
    const { world } = team;
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
    await world.settle();
    const before = await team.inChannel();
    const others = commands.filter(({ name }) => lines[name] === undefined);
    for (const [line, answer] of [
      ...others.map(({ example }) => [example.en, /./] as const),
      ...Object.values(lines),
    ]) {
      const shown = await team.types('liu', line);
      expect(shown.text, line).toMatch(answer);
      expect(shown.acks, line).toHaveLength(1);
    }
    expect(team.person('liu').modal?.fields).toHaveProperty('field:cause');
    expect((await team.types('liu', 'stauts')).text).toMatch(/status/);
    expect((await team.types('wang', 'zhuangtai')).text).toMatch(/指令|help/);
    expect((await team.types('wang', '状态')).text).toMatch(/待答复/);
    expect((await team.types('li', 'threshold cn-shop 30%')).text).toMatch(/^(Only|This needs)/);
    expect((await team.inChannel()).map(({ ts }) => ts)).toEqual(before.map(({ ts }) => ts));
    expect(team.person('chen').privately).toEqual([]);
  });
});
