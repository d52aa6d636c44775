import { beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { runCommand } from '../../src/commands/run.ts';
import { withTransaction } from '../../src/context.ts';
import type { Reply } from '../../src/messages/inbound.ts';
import { roles } from '../../src/policy/policy.ts';
import { deliveries, leadTimes, settingChanges } from '../../src/store/schema/index.ts';
import { testDatabase } from '../support/db.ts';
import { as, codeOf, commandWorld, completeAnswer, firstCase, textOf, type World } from './world.ts';

// Case 1042 and LM-LAMP-S are li's (operator), whose deputy is wang; chen is their manager, zhao chen's, zhou the admin;
// meng is an operator with none of this. LM-MUG is wang's, LM-CAP nobody's.

const people = ['li', 'wang', 'meng', 'chen', 'zhao', 'zhou'] as const;
type Who = (typeof people)[number];

interface Row {
  line: string;
  /** Who may; everybody else is refused. */
  may: readonly Who[];
  /** Lines typed before, each by somebody who may. */
  before?: readonly [Who, string][];
}

const chat = { language: 'en', surface: 'chat' } as const;
const everybody = people;
/** li, the deputy, and those above li. */
const holders: readonly Who[] = ['li', 'wang', 'chen', 'zhao'];
const leaders: readonly Who[] = ['chen', 'zhao', 'zhou'];

/** A hundred a piece, so that a thousand are above the limit. */
const dear = { unitCost: '100', currency: 'CNY' };
const dearAnswer = `${completeAnswer.replace('action=none', 'action=replenish')} quantity=1000 transport=air arriveBy=2026-03-25`;

/** At least one row for every command: a new command without one fails the test below. */
const table: Readonly<Record<string, readonly Row[]>> = {
  help: [{ line: 'help', may: everybody }],
  status: [{ line: 'status', may: everybody }],
  mine: [{ line: 'mine', may: everybody }],
  case: [{ line: `case ${firstCase}`, may: everybody }],
  sku: [{ line: 'sku LM-LAMP-S', may: everybody }],
  plan: [{ line: 'plan LM-LAMP-S', may: everybody }],
  explain: [{ line: 'explain LM-LAMP-S', may: everybody }],
  answer: [
    { line: `answer ${firstCase}`, may: holders },
    { line: `answer ${firstCase} ${completeAnswer}`, may: holders },
  ],
  ack: [{ line: `ack ${firstCase}`, may: holders }],
  assign: [
    { line: `assign ${firstCase} @wang`, may: [...holders, 'zhou'] },
    { line: 'assign LM-LAMP-S @wang', may: [...holders, 'zhou'] },
    { line: 'assign LM-MUG @li', may: ['wang', 'li', 'chen', 'zhao', 'zhou'] },
    { line: 'assign LM-CAP @li', may: leaders },
  ],
  approve: [
    {
      line: `approve ${firstCase}`,
      may: leaders,
      before: [['li', `answer ${firstCase} ${dearAnswer}`]],
    },
  ],
  return: [
    {
      line: `return ${firstCase} name the arrival date`,
      may: leaders,
      before: [['li', `answer ${firstCase} ${completeAnswer}`]],
    },
  ],
  snooze: [{ line: `snooze ${firstCase} tomorrow 10:00 waiting for the factory`, may: leaders }],
  silence: [
    { line: 'silence', may: everybody },
    { line: 'silence LM-LAMP-S 7 clearing the rest', may: leaders },
    { line: 'silence amz-us 7 store is moving', may: leaders },
    { line: 'silence class A amz-us 7 season over', may: leaders },
  ],
  threshold: [
    { line: 'threshold', may: everybody },
    { line: 'threshold LM-LAMP-S', may: everybody },
    { line: 'threshold LM-LAMP-S 30%', may: leaders },
    { line: 'threshold amz-us 30%', may: leaders },
    { line: 'threshold class A +30%', may: leaders },
    { line: 'threshold 30%', may: leaders },
    { line: 'threshold LM-LAMP-S default', may: leaders, before: [['zhou', 'threshold LM-LAMP-S 30%']] },
  ],
  rehearse: [{ line: 'rehearse --days 14', may: everybody }],
  policy: [
    { line: 'policy', may: everybody },
    { line: 'policy LM-LAMP-S literal', may: leaders },
    { line: 'policy strict', may: leaders },
    { line: 'policy amz-us default', may: leaders, before: [['zhou', 'policy amz-us loose']] },
  ],
  summary: [{ line: 'summary', may: everybody }],
  leave: [
    { line: 'leave', may: everybody },
    { line: 'leave @li 2026-03-05 2026-03-06', may: ['li', 'chen', 'zhao', 'zhou'] },
    { line: 'leave @meng 2026-03-05', may: ['meng', 'zhou'] },
    {
      line: 'leave @li back',
      may: ['li', 'chen', 'zhao', 'zhou'],
      before: [['li', 'leave @li 2026-03-05 2026-03-06']],
    },
  ],
  promo: [
    { line: 'promo', may: everybody },
    { line: 'promo LM-LAMP-S 2026-03-10 2026-03-12', may: [...holders, 'zhou'] },
    { line: 'promo amz-us 2026-03-10', may: leaders },
  ],
  check: [{ line: 'check', may: everybody }],
  import: [{ line: 'import', may: everybody }],
  export: [{ line: 'export sales', may: everybody }],
  login: [
    { line: 'login me', may: everybody },
    { line: 'login @li', may: ['li', 'zhou'] },
  ],
  doctor: [{ line: 'doctor', may: leaders }],
  resend: [
    { line: 'resend 900057', may: leaders },
    { line: 'resend 900057 settled', may: leaders },
  ],
};

const database = testDatabase();
let world: World;

beforeEach(async () => {
  world = await commandWorld(database.db);
  // The only message there is could not be sent.
  await database.db.update(deliveries).set({ id: 900_057, state: 'failed' });
  await database.db.insert(leadTimes).values({ sku: 'LM-LAMP-S', ...dear, asOf: world.ctx.clock.now(), batchId: 1 });
});

describe('the table of rights', () => {
  it('has a row for every command, and none for a command that does not exist', () => {
    expect(Object.keys(table).sort()).toEqual(commands.map(({ name }) => name).sort());
  });

  it('holds for every person and line', async () => {
    const wrong: string[] = [];
    for (const [name, row] of Object.entries(table).flatMap(([name, rows]) =>
      rows.map((row) => [name, row] as const),
    )) {
      for (const who of people) {
        const reply = await undone(who, row);
        const expected = row.may.includes(who) ? ['message', 'form', 'done'] : [refusalOf(name, who)];
        const got = codeOf(reply) ?? reply.type;
        if (!expected.includes(got)) wrong.push(`${who}: ${row.line} → ${got}: ${textOf(reply)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** A command that needs a higher role says which; any other refusal names those who may. */
function refusalOf(name: string, who: Who): string {
  const needed = commands.find((each) => each.name === name)?.role ?? 'operator';
  const role = world.ctx.policy.people.find(({ id }) => id === who)?.role ?? 'operator';
  return roles.indexOf(role) < roles.indexOf(needed) ? 'ROLE_NEEDED' : 'NOT_ALLOWED';
}

describe('a refusal', () => {
  it('names who may, in both languages', async () => {
    const reply = await world.type('meng', `ack ${firstCase}`);
    expect(textOf(reply, 'en')).toContain('李强');
    expect(textOf(reply, 'zh')).toContain('李强');
  });

  it('meets whoever is not in the policy file any more, whatever their role was', async () => {
    const actor = { kind: 'person', personId: 'gone', role: 'admin' } as const;
    const reply = await runCommand({ ...world.ctx, actor }, 'threshold 30%', chat);
    expect(codeOf(reply)).toBe('NOT_IN_TEAM');
  });

  it('meets the program itself, which types nothing', async () => {
    expect(codeOf(await runCommand(world.ctx, 'doctor', chat))).toBe('ROLE_NEEDED');
  });

  it('changes nothing', async () => {
    await world.type('meng', 'threshold 30%');
    await world.type('meng', 'leave @li 2026-03-05');
    await world.type('meng', 'promo LM-LAMP-S 2026-03-10');
    await world.type('meng', 'assign LM-LAMP-S @meng');
    expect(await database.db.$count(settingChanges)).toBe(0);
  });
});

describe('a manager’s deputy', () => {
  it('may do what the manager may while the manager is away', async () => {
    const line = `snooze ${firstCase} tomorrow 10:00 waiting for the factory`;
    expect(codeOf(await world.type('meng', line))).toBe('NOT_ALLOWED');
    await world.type('chen', 'leave me today @meng');
    expect((await world.type('meng', line)).type).toBe('done');
  });
});

const rollback = new Error('rolled back');

/** What somebody is told for a line, with everything it did taken back. */
async function undone(who: Who, row: Row): Promise<Reply> {
  let reply: Reply | undefined;
  const work = withTransaction(world.ctx, async (tx) => {
    for (const [by, line] of row.before ?? []) {
      const before = await runCommand(as(tx, by), line, chat);
      expect(before.type, textOf(before)).toBe('done');
    }
    reply = await runCommand(as(tx, who), row.line, chat);
    throw rollback;
  });
  await expect(work).rejects.toBe(rollback);
  if (!reply) throw new Error('The command said nothing');
  return reply;
}
