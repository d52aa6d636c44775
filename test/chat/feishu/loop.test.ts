// A team's days on Feishu: asked in the group, answered in the card, reminded, escalated, summed up. Each database takes one
// transport, so that both are walked through.

import { afterEach, describe, expect, it } from 'vitest';
import type { SeenMessage } from '../../../doubles/feishu/reading.ts';
import { day } from '../../../src/lib/day.ts';
import { databaseKind, testDatabase } from '../../support/db.ts';
import { type FeishuWorld, openFeishuWorld } from './feishu-world.ts';

const database = testDatabase();
const transport = databaseKind === 'postgres' ? 'webhook' : 'long-connection';

let team: FeishuWorld;

afterEach(() => team.stop());

/** Tuesday 3 March 2026, ten past one in the morning: yesterday these SKUs of Li's sold otherwise than usual. */
async function yesterday(sold: Record<string, number>): Promise<FeishuWorld> {
  team = await openFeishuWorld(database.db, { start: '2026-03-03T00:50+08:00', transport });
  await team.soldYesterday(sold);
  return team;
}

const textOf = (messages: readonly SeenMessage[]) => messages.map(({ text }) => text).join('\n---\n');
const labels = (message: SeenMessage) => message.buttons.map(({ label }) => label);
const direct = (name: string) => team.feishu.directMessages(name).filter(({ from }) => from === 'Skuwatch');

describe('one SKU that moved', () => {
  it('is asked in the group, answered in the card itself, and the record stays in the thread', async () => {
    const { world } = await yesterday({ LAMP: 150 });
    const stored = await world.onlyCase();

    // The card: what happened, a chart, the owner mentioned once, and the whole form.
    const asked = team.card(/LAMP sales \+50\s%/);
    expect(asked.pictures[0]).toMatch(/Sales of the last five weeks/);
    expect(asked.live).toEqual([`mention ${team.feishu.openId('li')}`]);
    expect(asked.forms).toHaveLength(1);
    expect(team.inGroup('zh_cn')[0]?.text).toMatch(/LAMP[\s\S]*原因/);

    // What is wrong stands at its field, nothing is lost, and the form stays.
    const wrong = await team.answers('li', asked, stored, { available: 'many', unshippedCounted: 'yes' });
    expect(wrong.toast?.type).toBe('warning');
    const kept = wrong.card?.forms[0]?.fields.find(({ name }) => name.endsWith('_available'));
    expect(kept).toMatchObject({ value: 'many' });
    expect(wrong.card?.forms[0]?.text).toMatch(/whole number|number/i);
    expect((await world.onlyCase()).status).toBe('open');

    // A good answer is confirmed at once, changes the card and stands in the thread.
    const taken = await team.answers('li', asked, stored);
    expect(taken.toast).toMatchObject({ type: 'success', text: expect.stringMatching(/received/) });
    expect(taken.acks).toHaveLength(1);
    expect(taken.card?.forms).toEqual([]);
    await world.settle();
    const answered = team.card(/\[Answered\] LAMP/);
    expect(answered.id).toBe(asked.id);
    expect(textOf(answered.replies)).toMatch(/answer by Li[\s\S]*Available: 100 units[\s\S]*stock lasts until spring/);
    expect(team.inGroup()).toHaveLength(1);
  });

  it('is answered once: whoever is second is told that the first answer stands', async () => {
    const { world } = await yesterday({ LAMP: 150 });
    const stored = await world.onlyCase();
    const asked = team.card(/LAMP/);
    const both = await Promise.all([
      team.answers('li', asked, stored),
      team.answers('chen', asked, stored, { available: '90' }),
    ]);
    expect(both.map(({ toast }) => toast?.type).sort()).toEqual(['error', 'success']);
    expect(both.find(({ toast }) => toast?.type === 'error')?.toast?.text).toMatch(/the first answer stands/);
    await world.settle();
    expect(textOf(team.card(/LAMP/).replies).match(/answer by (Li|Chen)/g)).toHaveLength(1);
  });

  it('is taken with one button, and sent back by the manager with another', async () => {
    const { world } = await yesterday({ LAMP: 150 });
    const stored = await world.onlyCase();
    const asked = team.card(/LAMP/);
    const taken = await team.presses('li', asked, "I'm on it");
    expect(taken.toast?.text).toMatch(/is yours; the deadline stays/);
    expect(taken.card?.buttons.map(({ label }) => label)).not.toContain("I'm on it");
    await team.answers('li', asked, stored);
    await world.settle();

    const answered = team.card(/\[Answered\] LAMP/);
    const [back = ''] = labels(answered).filter((label) => /return/i.test(label));
    expect((await team.presses('li', answered, back)).toast?.text).toMatch(/Only Chen, Liu may return/);
    await team.presses('chen', answered, back);
    const remark = await formBelow(answered);
    const returned = await team.submits('chen', remark, { remark: 'please name the arrival date of the stock' });
    expect(returned.toast?.type).toBe('success');
    await world.settle();
    expect((await world.onlyCase()).status).toBe('open');
    expect(textOf(team.card(/LAMP/).replies)).toContain('please name the arrival date');
    expect(team.card(/LAMP/).forms).toHaveLength(1);
  });
});

/** The form that was posted below a card after a click. */
async function formBelow(card: SeenMessage): Promise<SeenMessage> {
  for (;;) {
    const found = team.feishu
      .person('chen')
      .now(card)
      .replies.find(({ forms }) => forms.length > 0);
    if (found) return found;
    await new Promise(setImmediate);
  }
}

describe('several SKUs of one owner', () => {
  it('stand in one message, with as many forms as fit and a button for the others', async () => {
    const { world } = await yesterday({ LAMP: 150, MUG: 160, SHELF: 170 });
    const card = team.card(/3 SKUs deviate/);
    expect(card.live.filter((each) => each === `mention ${team.feishu.openId('li')}`)).toHaveLength(1);
    expect(team.inGroup()).toHaveLength(1);
    const open = labels(card).filter((label) => label.startsWith('Answer'));
    expect(card.forms.length + open.length).toBe(3);
    for (const label of open) {
      await team.presses('li', card, label);
      await formBelow(card);
    }
    const inputs = (message: SeenMessage) => message.forms.flatMap(({ fields }) => fields.map(({ name }) => name));
    for (const stored of await world.cases()) {
      const holder = [card, ...team.feishu.person('li').now(card).replies].find((each) =>
        inputs(each).some((name) => name.startsWith(`f${stored.id}_`)),
      );
      if (!holder) throw new Error('No form');
      expect((await team.answers('li', holder, stored)).toast?.type).toBe('success');
    }
    await world.settle();
    expect(textOf(team.card(/\[Answered\] 3 SKUs/).replies).match(/answer by Li/g)).toHaveLength(3);
  });
});

describe('a case that nobody answers', () => {
  it('is reminded of in private, told to the manager at 18:00, and answered from the reminder', async () => {
    const { world } = await yesterday({ LAMP: 150 });
    await world.passUntil('2026-03-03T16:59+08:00');
    expect(direct('li')).toEqual([]);
    await world.passUntil('2026-03-03T17:00+08:00');
    const [reminder] = direct('li');
    expect(reminder?.text).toMatch(/LAMP/);
    await world.passUntil('2026-03-03T18:00+08:00');
    expect(textOf(direct('chen'))).toMatch(/LAMP[\s\S]*Li|Li[\s\S]*LAMP/);
    await world.passUntil('2026-03-03T18:30+08:00');
    expect(team.card(/LAMP sales/).text).toMatch(/overdue|late/i);

    // The process is another one by now: it knows neither the conversation nor the picture.
    await team.restarts();
    const stored = await world.onlyCase();
    const wrong = await team.answers('li', team.card(/LAMP sales/), stored, { available: 'many' });
    expect(wrong.card?.pictures).toHaveLength(1);
    expect((await team.answers('li', team.card(/LAMP sales/), stored)).toast?.type).toBe('success');
    await world.settle();
    expect(team.card(/\[Answered\]/).text).toMatch(/late|after the deadline/i);
  });

  it('is withdrawn in its place when the sales are corrected', async () => {
    const { world } = await yesterday({ LAMP: 150 });
    await world.passUntil('2026-03-03T10:00+08:00');
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 101, CABLE: 100 });
    await world.settle();
    const card = team.card(/LAMP sales/);
    expect(card.text).toMatch(/withdrawn/i);
    expect([card.forms, labels(card)]).toEqual([[], expect.not.arrayContaining(['Answer'])]);
  });
});

describe('the week in review', () => {
  it('stands in the group on Monday, some minutes beside the crowd, with a picture and a workbook', async () => {
    const { world } = await yesterday({ LAMP: 150 });
    await world.stockIs('cn-shop', '2026-03-03T00:40:00+08:00', { LAMP: 300, CABLE: 400 });
    const weekly = () => team.inGroup().filter(({ text }) => /Inventory week/.test(text));
    await world.passUntil('2026-03-09T09:31+08:00');
    expect(weekly()).toEqual([]);
    await world.passUntil('2026-03-09T09:40+08:00');
    const [summary, ...more] = weekly();
    expect(more).toEqual([]);
    expect(summary?.pictures).toHaveLength(1);
    expect(
      team
        .inGroup()
        .flatMap(({ files }) => files)
        .join(),
    ).toMatch(/\.xlsx$/);
  });
});

describe('who is heard', () => {
  it('is everybody on the team in their own language, and nobody else', async () => {
    const { world } = await yesterday({ LAMP: 150 });
    expect((await team.types('chen', 'mine')).text).toMatch(/No form waits/);
    const asked = team.card(/LAMP/);
    expect((await team.presses('sam', asked, "I'm on it")).toast?.text).toMatch(/Only people on the team list/);
    expect((await team.types('sam', `ack ${(await world.onlyCase()).id}`)).text).toMatch(/Only people/);
    await world.settle();
    expect((await world.onlyCase()).status).toBe('open');
  });
});
