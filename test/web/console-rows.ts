// Rows as a week of work leaves them: SKUs with verdicts, cases in several states, what was said in the group.

import { answerView, loadCardCases, loadCaseView, teamView } from '../../src/cases/views.ts';
import { consoleAdapter } from '../../src/chat/console/adapter.ts';
import { consoleKnows } from '../../src/chat/console/members.ts';
import type { Context } from '../../src/context.ts';
import type { RawValues } from '../../src/forms/form.ts';
import { addDays, day, dayRange } from '../../src/lib/day.ts';
import type { MessageRef } from '../../src/messages/destination.ts';
import type { View } from '../../src/messages/index.ts';
import { compose } from '../../src/messages/index.ts';
import type { NoteEvent } from '../../src/messages/note.ts';
import type { Verdict } from '../../src/rules/verdict.ts';
import {
  answersOfCases,
  appendCaseLog,
  insertAnswer,
  insertCases,
  putCaseDays,
  putOnCards,
} from '../../src/store/cases.ts';
import { consoleRoom } from '../../src/store/console-messages.ts';
import { cards, skus } from '../../src/store/schema/index.ts';
import { saveShopVerdict, saveVerdicts } from '../../src/store/verdicts.ts';
import { anomalyCase, verdict } from '../support/factories.ts';

const storeId = 'amz-us';
export const lastDay = day('2026-03-02');

/** A complete answer to a rise. */
export const wholeAnswer: RawValues = {
  cause: 'ads',
  nature: 'one_off',
  detail: 'Ran a coupon on Sunday, over now',
  available: '180',
  inbound: '400',
  unshippedCounted: 'yes',
  receivingChecked: 'yes',
  lockedChecked: 'yes',
  action: 'none',
};

/** A SKU with `days` days of verdicts; the last one is `last`. */
export async function addSku(
  ctx: Context,
  item: { sku: string; name?: string; days?: number; last?: Partial<Verdict>; usual?: number },
): Promise<void> {
  const { sku, name = null, days = 42, last = {}, usual = 34 } = item;
  await ctx.db.insert(skus).values({
    storeId,
    sku,
    name,
    ownerId: 'li',
    class: 'A',
    known: true,
    firstSeenOn: addDays(lastDay, -days),
    createdAt: ctx.clock.now(),
  });
  for (const [index, on] of dayRange(addDays(lastDay, 1 - days), lastDay).entries()) {
    const overrides = on === lastDay ? last : quiet(index, usual);
    const judged = verdict({ sku, day: on, ...overrides });
    const decided = { verdict: withOwnWindow(judged, usual), word: judged.word, caseId: null, unasked: null };
    await saveVerdicts(ctx.db, { storeId, day: on, judgedAt: ctx.clock.now() }, [decided], []);
  }
}

/** The shop as a whole on the last day. */
export async function addShopDay(ctx: Context, counts: Record<string, number>): Promise<void> {
  const shop = {
    day: lastDay,
    state: 'judged' as const,
    closedAsUsual: false,
    heldBecause: null,
    factor: 1.04,
    deviates: false,
    judgedSkus: 24,
    units: 812,
    baseline: 781,
  };
  await saveShopVerdict(ctx.db, storeId, shop, counts, ctx.clock.now());
}

/** A case on a card of its own (or on `cardId`), asked as the factories say. */
export async function addCase(
  ctx: Context,
  overrides: Parameters<typeof anomalyCase>[0] & { cardId?: number } = {},
): Promise<{ caseId: number; cardId: number }> {
  const { cardId: given, ...fields } = overrides;
  const { id: _id, version: _version, ...fresh } = anomalyCase({ firstDay: lastDay, lastDay, ...fields });
  const cardId = given ?? (await addCard(ctx, fresh.assigneeId));
  const [stored] = await insertCases(ctx.db, [{ ...fresh, dedupKey: `${fresh.sku}:${fresh.direction}`, cardId }]);
  if (!stored) throw new Error('A case with this key is open already');
  await putOnCards(ctx.db, [{ cardId, caseId: stored.id, round: stored.round }]);
  const numbers = { verdictRevision: null, units: 63, baseline: 34, deviation: fresh.lastDeviation };
  await putCaseDays(ctx.db, [{ caseId: stored.id, day: lastDay, ...numbers }]);
  const opened = { assigneeId: fresh.assigneeId, assignedBecause: 'owner', supplement: false };
  await addLog(ctx, stored.id, 'opened', { at: fresh.openedAt, data: opened });
  return { caseId: stored.id, cardId };
}

async function addLog(
  ctx: Context,
  caseId: number,
  event: string,
  entry: { at: Date; actor?: string; data?: Record<string, unknown> },
): Promise<void> {
  const { at, actor = 'system', data = {} } = entry;
  await appendCaseLog(ctx.db, { caseId, at, notedAt: at, event, actor, round: 1, data });
}

/** An accepted answer, as a row only: the case itself keeps its status. */
export async function addAnswer(ctx: Context, caseId: number, by: string, values: RawValues): Promise<void> {
  const answeredAt = ctx.clock.now();
  await insertAnswer(ctx.db, {
    caseId,
    round: 1,
    revision: 1,
    answeredBy: by,
    answeredAt,
    late: false,
    formKind: 'surge',
    formVersion: 1,
    values,
  });
  await addLog(ctx, caseId, 'answered', { at: answeredAt, actor: by });
}

/** Posts the card as the outbox would, in both languages. */
export async function postCard(ctx: Context, cardId: number): Promise<MessageRef> {
  const view: View = { kind: 'card', team: teamView(ctx), cases: await loadCardCases(ctx, cardId) };
  return chat(ctx).post({ kind: 'group', groupId: 'team' }, outgoing(`card:${cardId}`, view));
}

/** Says something under a card. */
export async function sayUnder(
  ctx: Context,
  card: MessageRef,
  caseId: number,
  note: NoteEvent | 'answer',
): Promise<void> {
  const view = await loadCaseView(ctx, caseId);
  const [row] = await answersOfCases(ctx.db, [caseId]);
  if (!view) throw new Error('No such case');
  const team = teamView(ctx);
  if (note !== 'answer') {
    await chat(ctx).reply(card, outgoing(`note:${caseId}:${note.event}`, { kind: 'note', team, case: view, note }));
    return;
  }
  if (!row) throw new Error('No answer to tell of');
  const record: View = { kind: 'answer_record', team, case: view, answer: answerView(ctx, row) };
  await chat(ctx).reply(card, outgoing(`answer:${caseId}`, record));
}

function chat(ctx: Context) {
  return consoleAdapter(consoleRoom(ctx.db, ctx.clock), consoleKnows(ctx.policy));
}

function outgoing(key: string, view: View) {
  return { key, message: (language: 'zh' | 'en') => compose(view, language), attachments: [] };
}

async function addCard(ctx: Context, assigneeId: string | null): Promise<number> {
  const [card] = await ctx.db
    .insert(cards)
    .values({ storeId, assigneeId, postedAt: ctx.clock.now() })
    .returning({ id: cards.id });
  if (!card) throw new Error('The card has no id');
  return card.id;
}

/** A day like the others, a little up or down. */
function quiet(index: number, usual: number): Partial<Verdict> {
  const units = Math.round(usual * (1 + 0.14 * Math.sin(index * 1.7)));
  const deviation = units / usual - 1;
  return { word: 'normal', direction: deviation < 0 ? 'down' : 'up', units, baseline: usual, deviation, chance: null };
}

function withOwnWindow(judged: Verdict, usual: number): Verdict {
  const { units, baseline, deviation, chance } = judged;
  if (units === null || baseline === null || deviation === null) return judged;
  const window = { days: 1, units, baseline, deviation, deviationBeyondShop: deviation, chance, spread: 1 };
  return { ...judged, evidence: { ...judged.evidence, level: usual, windows: [window] } };
}
