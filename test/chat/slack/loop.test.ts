// A team's days on Slack: asked in the channel, answered in a window, reminded, escalated, summed up. Each database takes
// one transport, so that both are walked through.

import { afterEach, describe, expect, it } from 'vitest';
import type { SeenMessage } from '../../../doubles/slack/reading.ts';
import { importFiles } from '../../../src/ingest/import-files.ts';
import { day } from '../../../src/lib/day.ts';
import { databaseKind, testDatabase } from '../../support/db.ts';
import { openSlackWorld, type SlackWorld } from './slack-world.ts';

const database = testDatabase();
const transport = databaseKind === 'postgres' ? 'http' : 'socket';

let team: SlackWorld;

afterEach(() => team.stop());

/** Tuesday 3 March 2026, ten past one in the morning: yesterday these SKUs of Li's sold otherwise than usual. */
async function yesterday(sold: Record<string, number>, stock: Record<string, number> = {}): Promise<SlackWorld> {
  team = await openSlackWorld(database.db, { start: '2026-03-03T00:50+08:00', transport });
  const { world } = team;
  const usual = Object.fromEntries([...Object.keys(sold), 'CABLE'].map((sku) => [sku, 100]));
  await world.soldSteadily('cn-shop', day('2026-03-01'), usual);
  await world.settle();
  for (const sku of Object.keys(sold)) await team.types('liu', `assign ${sku} @li`);
  if (Object.keys(stock).length > 0) await stockIs(stock);
  await world.sells('cn-shop', day('2026-03-02'), { ...usual, ...sold });
  await world.settle();
  return team;
}

/** Full reports come in: so many units can be sold, nothing is on its way, and new ones take two months. */
async function stockIs(available: Record<string, number>): Promise<void> {
  const skus = Object.keys(available);
  await comesIn('stock', [
    'store_id,sku,as_of,available,reserved_customer,reserved_transfer,reserved_processing,inbound_shipped,on_order',
    ...skus.map((sku) => `cn-shop,${sku},2026-03-03T00:40:00+08:00,${available[sku]},0,0,0,0,0`),
  ]);
  await comesIn('suppliers', [
    'store_id,sku,supplier,production_days,sea_days,air_days,receiving_days',
    ...skus.map((sku) => `cn-shop,${sku},Factory,30,25,10,5`),
  ]);
}

async function comesIn(name: string, lines: readonly string[]): Promise<void> {
  const bytes = new TextEncoder().encode([...lines, ''].join('\n'));
  const [report] = await importFiles(team.world.ctx, { uploads: [{ name: `${name}.csv`, bytes }] });
  expect(report?.status).toBe('accepted');
}

const text = (messages: readonly SeenMessage[]) => messages.map((message) => message.text).join('\n---\n');
const mentions = (message: SeenMessage | undefined, of: string) =>
  message?.live.filter((each) => each === `mention ${team.person(of).userId}`).length;

describe('one SKU that moved', () => {
  it('is asked in the channel, answered in a window, and the record stays in the thread', async () => {
    const { world } = await yesterday({ LAMP: 150 });
    const [stored] = await world.cases();
    if (!stored) throw new Error('No case');

    // The card: what happened, a chart, the owner mentioned once, and a button.
    const asked = await team.card(/LAMP sales \+50\s%/);
    expect(asked.text).toContain('usual 100');
    expect(asked.pictures[0]).toMatch(/Sales of the last five weeks/);
    expect(asked.live).toEqual([`mention ${team.person('li').userId}`]);
    expect(asked.buttons.map(({ label }) => label)).toEqual(['Answer', "I'm on it", 'Details']);

    // The window arrives with the whole form and what is known already.
    const opened = await team.presses('li', asked, 'answer');
    expect(opened.fields).toEqual(
      expect.arrayContaining(['cause', 'nature', 'available', 'action', 'unshippedCounted']),
    );
    expect(opened.text).toContain('LAMP sales');

    // What is wrong stands at its field, nothing is lost, and the form stays.
    const wrong = await team.answers('li', stored, { available: 'many', unshippedCounted: 'yes' });
    expect(Object.keys(wrong.fieldErrors)).toEqual(['available']);
    expect(team.person('li').modal?.fields).toHaveProperty('field:cause');
    expect((await world.onlyCase()).status).toBe('open');

    // A good answer changes the card and stands in the thread.
    const taken = await team.answers('li', stored);
    expect(taken.text).toMatch(/received/);
    expect(taken.acks).toHaveLength(1);
    await world.settle();
    const answered = await team.card(/\[Answered\] LAMP/);
    expect(answered).toMatchObject({ ts: asked.ts, isEdited: true });
    expect(answered.buttons.map(({ label }) => label)).not.toContain('Answer');
    expect(text(answered.replies)).toMatch(/answer by Li[\s\S]*Available: 100 units[\s\S]*stock lasts until spring/);
    expect(await team.inChannel()).toHaveLength(1);
  });

  it('is taken with one button, and sent back by the manager with another', async () => {
    const { world } = await yesterday({ LAMP: 150 });
    const stored = await world.onlyCase();
    const asked = await team.card(/LAMP/);
    expect((await team.presses('li', asked, 'acknowledge')).text).toMatch(/is yours; the deadline stays/);
    await world.settle();
    expect((await team.card(/LAMP/)).buttons.map(({ label }) => label)).not.toContain("I'm on it");
    await team.presses('li', asked, 'answer');
    await team.answers('li', stored);
    await world.settle();

    const answered = await team.card(/\[Answered\] LAMP/);
    expect((await team.presses('li', answered, 'return')).text).toMatch(/Only Chen, Liu may return/);
    const remark = await team.presses('chen', answered, 'return');
    expect(remark.fields).toHaveLength(1);
    const [field = ''] = Object.keys(team.person('chen').modal?.fields ?? {});
    await team.person('chen').submits({ [field]: 'please name the arrival date of the stock' });
    await world.settle();
    expect((await world.onlyCase()).status).toBe('open');
    const back = await team.card(/LAMP/);
    expect(text(back.replies)).toContain('please name the arrival date');
    expect(back.buttons.map(({ label }) => label)).toContain('Answer');
    // The old round's button is on nobody's screen any more; a slow hand may press it all the same.
    expect((await team.presses('li', asked, 'answer')).fields).toEqual([]);
  });
});

describe('several SKUs of one owner', () => {
  it('stand in one message, and one answer may hold for all of them', async () => {
    const { world } = await yesterday(
      { LAMP: 150, MUG: 160, SHELF: 170 },
      { LAMP: 9000, MUG: 9000, SHELF: 9000, CABLE: 9000 },
    );
    const card = await team.card(/3 SKUs deviate/);
    expect(mentions(card, 'li')).toBe(1);
    expect(await team.inChannel()).toHaveLength(1);
    expect(card.buttons.filter(({ actionId }) => actionId.startsWith('skw:answer'))).toHaveLength(3);

    const opened = await team.presses('li', card, 'same_cause');
    expect(opened.text).toMatch(/MUG|SHELF/);
    const taken = await team.answers('li', await team.caseBefore('li'));
    expect(taken.text).toMatch(/received/);
    await world.settle();
    expect((await world.cases()).map(({ status }) => status)).not.toContain('open');
    const done = await team.card(/\[Answered\] 3 SKUs/);
    expect(text(done.replies).match(/answer by Li/g)).toHaveLength(3);
  });
});

describe('a case that nobody answers', () => {
  it('is reminded of in private and in the thread, told to the manager at 18:00, and marked late', async () => {
    const { world } = await yesterday({ LAMP: 150 });
    await world.passUntil('2026-03-03T16:59+08:00');
    expect(await team.slack.directMessages('li')).toEqual([]);
    await world.passUntil('2026-03-03T17:00+08:00');
    const [reminder] = await team.slack.directMessages('li');
    expect(reminder?.text).toMatch(/LAMP/);
    expect(reminder?.buttons.map(({ label }) => label)).toContain('Answer');
    expect(text((await team.card(/LAMP sales/)).replies)).toMatch(/18:00/);
    expect(await team.slack.directMessages('chen')).toEqual([]);

    await world.passUntil('2026-03-03T18:00+08:00');
    expect(text(await team.slack.directMessages('chen'))).toMatch(/LAMP[\s\S]*Li|Li[\s\S]*LAMP/);
    expect(await team.slack.directMessages('liu')).toEqual([]);
    await world.passUntil('2026-03-03T18:30+08:00');
    expect((await team.card(/LAMP sales/)).text).toMatch(/overdue|late/i);

    const stored = await world.onlyCase();
    const card = await team.card(/LAMP sales/);
    await team.presses('li', card, 'answer');
    await team.answers('li', stored);
    await world.settle();
    expect((await team.card(/\[Answered\]/)).text).toMatch(/late|after the deadline/i);
    const before = (await team.slack.directMessages('chen')).length;
    await world.passUntil('2026-03-04T12:00+08:00');
    expect(text((await team.slack.directMessages('chen')).slice(before))).not.toMatch(/has not answered/);
  });

  it('is withdrawn in its place when the sales are corrected', async () => {
    const { world } = await yesterday({ LAMP: 150 });
    await world.passUntil('2026-03-03T10:00+08:00');
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 101, CABLE: 100 });
    await world.settle();
    const card = await team.card(/LAMP sales/);
    expect(card.isEdited).toBe(true);
    expect(card.text).toMatch(/withdrawn/i);
    expect(card.buttons.map(({ label }) => label)).not.toContain('Answer');
  });
});

describe('the Home tab', () => {
  it('shows what waits for whoever opens it, in their language, and lets them answer from there', async () => {
    const { world } = await yesterday({ LAMP: 150 });
    const li = team.person('li');
    await li.opensHome();
    await team.slack.until(() => li.home !== undefined);
    expect(li.home?.text).toMatch(/LAMP/);
    const answer = li.home?.buttons.find(({ actionId }) => actionId.startsWith('skw:answer'));
    if (!answer || !li.home) throw new Error('No button on the Home tab');
    await li.clicksIn(li.home, answer);
    await team.slack.until(() => li.modal?.fields['field:cause'] !== undefined);
    await team.answers('li', await world.onlyCase());
    await team.slack.until(() => /No form waits for you/.test(li.home?.text ?? ''));

    const wang = team.person('wang');
    await wang.opensHome();
    await team.slack.until(() => wang.home !== undefined);
    expect(wang.home?.text).toMatch(/没有|待填/);
  });
});

describe('the week in review', () => {
  const weekly = async () => (await team.inChannel()).filter((each) => /Inventory week/.test(each.text));

  it('stands in the channel on Monday with a picture and a workbook', async () => {
    const { world } = await yesterday({ LAMP: 150 }, { LAMP: 300, CABLE: 400 });
    await world.passUntil('2026-03-09T09:29+08:00');
    expect(await weekly()).toEqual([]);
    await world.passUntil('2026-03-09T09:31+08:00');
    const [summary, ...more] = await weekly();
    expect(more).toEqual([]);
    expect(summary?.pictures).toHaveLength(1);
    expect((await team.inChannel()).flatMap(({ files }) => files).join()).toMatch(/\.xlsx$/);
  });

  it('loses no word when neither picture nor workbook can be shown', async () => {
    const { world } = await yesterday({ LAMP: 150 });
    team.slack.faults.always('files.getUploadURLExternal', { is: 'refused', error: 'file_uploads_disabled' });
    await world.passUntil('2026-03-09T09:31+08:00');
    const [summary, ...more] = await weekly();
    expect(more).toEqual([]);
    expect(summary?.text).toMatch(/1 form/);
    expect(summary?.pictures).toEqual([]);
  });
});

describe('who is heard', () => {
  it('is everybody on the team in their own language, and nobody else', async () => {
    const { world } = await yesterday({ LAMP: 150 });
    expect((await team.types('wang', 'mine')).text).toMatch(/没有|待填/);
    expect((await team.types('chen', 'mine')).text).toMatch(/No form waits/);

    const asked = await team.card(/LAMP/);
    const before = await team.inChannel();
    expect((await team.presses('sam', asked, 'acknowledge')).text).toMatch(/Only people on the team list/);
    expect((await team.types('sam', `ack ${(await world.onlyCase()).id}`)).text).toMatch(/Only people/);
    team.person('li').teamId = 'T0SOMEBODY';
    expect((await team.presses('li', asked, 'acknowledge')).text).toMatch(/another Slack workspace/);
    await world.settle();
    expect((await world.onlyCase()).status).toBe('open');
    expect(await team.inChannel()).toEqual(before);
    expect(team.person('chen').privately).toHaveLength(1);
  });
});
