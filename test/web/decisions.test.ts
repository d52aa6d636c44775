// The ledger of decisions: on its page, with the formulas behind each suggestion, and as a file.

import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, test } from 'vitest';
import { exportTable } from '../../src/export/export-table.ts';
import { day } from '../../src/lib/day.ts';
import { formulaVersion } from '../../src/rules/inventory/hindsight.ts';
import { insertDecision, newestDecisions, saveOutcome } from '../../src/store/decisions.ts';
import { testDatabase } from '../support/db.ts';
import { bottle } from '../support/example-plan.ts';
import { addCase } from './console-rows.ts';
import { consoleWorld } from './web-world.ts';

const database = testDatabase();
let world: ReturnType<typeof consoleWorld>;
let caseId: number;

const decided = {
  ...{ round: 1, storeId: 'amz-us', sku: 'LM-LAMP-S', decidedBy: 'li', formulaVersion, suggestedUnits: 1260 },
  ...{ inputs: bottle, nature: 'one_off', action: 'replenish', quantity: 1500, transport: 'air' },
  ...{ arriveBy: day('2026-03-25'), reason: '<b>the factory offers this lot</b>', outcomeDueOn: day('2026-04-09') },
};

beforeEach(async () => {
  world = consoleWorld(database.db);
  caseId = (await addCase(world.ctx)).caseId;
  const at = (minute: number) => new Date(world.ctx.clock.now().getTime() + minute * 60_000);
  await insertDecision(database.db, { ...decided, caseId, revision: 1, decidedAt: at(0), approval: 'approved' });
  await insertDecision(database.db, {
    ...decided,
    caseId,
    revision: 2,
    decidedAt: at(5),
    approval: 'waiting',
    quantity: 900,
  });
});

const pageFor = async (person: string) => (await (await world.signedIn(person)).get('/decisions')).text;

describe('the page', () => {
  test('shows what was suggested and decided, by whom and why, superseded ones among them', async () => {
    const text = await pageFor('li');
    expect(text).toContain(`SW-${caseId}`);
    for (const said of [
      '1,260',
      '1,500',
      '900',
      'Wed 25 Mar',
      'waits',
      'approved',
      'superseded',
      'told after Thu 9 Apr',
    ])
      expect(text).toContain(said);
    expect(text).toContain('&lt;b&gt;the factory offers this lot&lt;/b&gt;');
  });

  test('explains each suggestion with its formulas and their version', async () => {
    const text = await pageFor('li');
    expect(text).toContain(`Formulas, version ${formulaVersion}`);
    expect(text).toMatch(
      /Gross need<\/dt><dd>forecast \+ reorder line − available, never below 0: [\d,.]+ \+ [\d,.]+ − 180 = [\d,.]+/,
    );
  });

  test('does not explain an old suggestion with new formulas', async () => {
    await insertDecision(database.db, {
      ...{
        ...decided,
        caseId,
        round: 2,
        revision: 1,
        formulaVersion: formulaVersion - 1,
        approval: 'not_needed' as const,
      },
      decidedAt: world.ctx.clock.now(),
    });
    expect(await pageFor('li')).toContain('Made by earlier formulas');
  });

  test('tells the outcome once it is known', async () => {
    const [newest] = await newestDecisions(database.db, 1);
    await saveOutcome(
      database.db,
      newest?.id ?? 0,
      {
        ...{ arrivedOn: day('2026-03-30'), inTime: false, outOfStockDays: 4, soldUnits: 900, soldDays: 33 },
        ...{ hindsightUnits: 2100, size: 'under' },
      },
      world.ctx.clock.now(),
    );
    expect(await pageFor('li')).toContain(
      'arrived Mon 30 Mar, too late, out of stock on 4 days, ordered too little, hindsight: 2,100',
    );
  });

  test('without any decision says what will be here', async () => {
    await database.db.execute('delete from decisions');
    expect(await pageFor('li')).toContain('Nothing has been decided yet.');
  });
});

describe('the export', () => {
  test('holds every row with formula version, inputs and approval', async () => {
    const parts: Uint8Array[] = [];
    const { content } = await exportTable(world.ctx, { table: 'decisions', format: 'csv' });
    for await (const part of content) parts.push(part);
    const rows = parse(Buffer.concat(parts), { columns: true }) as Record<string, string>[];
    expect(rows).toMatchObject([
      {
        ...{ case_id: String(caseId), revision: '1', sku: 'LM-LAMP-S', decided_by: 'li', suggested_units: '1260' },
        ...{ formula_version: String(formulaVersion), quantity: '1500', approval: 'approved', superseded: 'true' },
      },
      { revision: '2', quantity: '900', approval: 'waiting', superseded: 'false', arrive_by: '2026-03-25' },
    ]);
    expect(JSON.parse(rows[0]?.inputs ?? '')).toMatchObject({ available: 180, settings: { horizonDays: 30 } });
  });
});
