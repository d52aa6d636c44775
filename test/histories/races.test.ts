// Two people, or a person and the clock, or a person and the data, at one case at the same moment: two workers on a real
// PostgreSQL, a hundred times each. Whoever comes first stands, and the other is told so. SKUWATCH_RACES=1000 runs more.

import { asc, eq } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { judgePending } from '../../src/cases/judge-pending.ts';
import { sweep } from '../../src/cases/remind-and-escalate.ts';
import type { Reply } from '../../src/messages/inbound.ts';
import type { StoredCase } from '../../src/store/cases.ts';
import { anomalyCases, answers, caseLog, deliveries } from '../../src/store/schema/index.ts';
import { databaseKind, testDatabase } from '../support/db.ts';
import { wholeAnswer } from '../support/world.ts';
import { Races } from './race.ts';
import { RaceCourse, type Worker } from './race-course.ts';

const database = testDatabase();
const races = Number(process.env.SKUWATCH_RACES ?? 100);
const timeout = 300_000 + 20_000 * races;
/** Each side comes first this often at least, or the test shows nothing. */
const leastWins = Math.ceil(races / 20);

describe.runIf(databaseKind === 'postgres')('at the same moment', { timeout }, () => {
  it('an answer is in time, or its silence is escalated: never both', async () => {
    const { course, cases } = await layOut();
    const deadlines = await course.spread(cases);
    const won = await raceAll(cases, async (stored, race, index) => {
      course.clock.set(deadlines[index] ?? new Date(Number.NaN));
      const [told] = await race(
        () => answer(course, course.one, stored, { by: 'li' }),
        () => sweep(course.other.ctx),
      );
      while ((await sweep(course.other.ctx)) > 0);
      expect(codeOf(told)).toBe('done');
      const [given, ...more] = await answersOf(stored);
      expect(more).toEqual([]);
      const events = await eventsOf(stored);
      const isEscalated = events.includes('escalated');
      expect(given?.late, `${events}`).toBe(isEscalated);
      expect(events.slice(events.indexOf('answered') + 1)).toEqual([]);
      expect(await escalationsOf(stored), `${events}`).toBe(isEscalated ? 1 : 0);
      return isEscalated ? 'the clock' : 'the answer';
    });
    expectBoth(won);
  });

  it('of two answers the first stands as it was given, and the other person is told whose it is', async () => {
    const { course, cases } = await layOut();
    const won = await raceAll(cases, async (stored, race) => {
      const told = await race(
        () => answer(course, course.one, stored, { by: 'li', note: 'of Li' }),
        () => answer(course, course.other, stored, { by: 'chen', note: 'of Chen' }),
      );
      const first = codeOf(told[0]) === 'done' ? { id: 'li', name: 'Li' } : { id: 'chen', name: 'Chen' };
      const [, second] = first.id === 'li' ? told : [told[1], told[0]];
      expect(second).toMatchObject({ type: 'refused', code: 'ALREADY_ANSWERED' });
      expect(second.type === 'refused' && second.text.en).toContain(`by ${first.name}`);
      expect(await answersOf(stored)).toMatchObject([{ answeredBy: first.id, values: { detail: `of ${first.name}` } }]);
      expect(await caseOf(stored)).toMatchObject({ status: 'answered', answeredBy: first.id });
      return first.id;
    });
    expectBoth(won);
  });

  it('a case is answered by who had it, or handed over unanswered', async () => {
    const { course, cases } = await layOut();
    const won = await raceAll(cases, async (stored, race) => {
      const [answered, handed] = await race(
        () => answer(course, course.one, stored, { by: 'li' }),
        () => course.say(course.other, { type: 'command', personId: 'chen', text: `assign ${stored.id} @zoe` }),
      );
      const now = await caseOf(stored);
      const given = await answersOf(stored);
      if (codeOf(answered) === 'done') {
        expect(codeOf(handed)).toBe('NOTHING_DUE');
        expect(now).toMatchObject({ status: 'answered', assigneeId: 'li' });
        expect(given).toHaveLength(1);
        return 'the answer';
      }
      expect([codeOf(answered), codeOf(handed)]).toEqual(['NOT_ALLOWED', 'done']);
      expect(now).toMatchObject({ status: 'open', assigneeId: 'zoe' });
      expect(given).toEqual([]);
      return 'the hand-over';
    });
    expectBoth(won);
  });

  it('a case is answered, or withdrawn by corrected data', async () => {
    const { course, cases } = await layOut();
    const restated: (string | null)[] = [];
    const won = await raceAll(cases, async (stored, race) => {
      restated.push(stored.sku);
      await course.restate(stored, restated);
      const [told] = await race(
        () => answer(course, course.one, stored, { by: 'li' }),
        () => judgePending(course.other.ctx),
      );
      await course.judge();
      const { status, resolution, trouble } = await caseOf(stored);
      expect(trouble).toBeNull();
      const given = await answersOf(stored);
      if (codeOf(told) === 'done') {
        expect([status, given.length]).toEqual(['answered', 1]);
        return 'the answer';
      }
      expect(codeOf(told)).toBe('CASE_CLOSED');
      expect([status, resolution, given.length]).toEqual(['closed', 'withdrawn', 0]);
      return 'the data';
    });
    expectBoth(won);
  });
});

type Race = <A, B>(one: () => Promise<A>, other: () => Promise<B>) => Promise<[A, B]>;

async function layOut(): Promise<{ course: RaceCourse; cases: StoredCase[] }> {
  const course = new RaceCourse(database.url, races);
  onTestFinished(() => course.close());
  const cases = (await course.open()).slice(0, races);
  expect(cases).toHaveLength(races);
  return { course, cases };
}

/** One race for each case, with a head start that shifts from one side to the other; gives who won how often. */
async function raceAll(
  cases: readonly StoredCase[],
  run: (stored: StoredCase, race: Race, index: number) => Promise<string>,
): Promise<Map<string, number>> {
  const course = new Races();
  const won = new Map<string, number>();
  for (const [index, stored] of cases.entries()) {
    const winner = await run(stored, (one, other) => course.race(one, other), index);
    won.set(winner, (won.get(winner) ?? 0) + 1);
  }
  return won;
}

function expectBoth(won: ReadonlyMap<string, number>): void {
  const wins = [...won.values()];
  if (process.env.SKUWATCH_RACES) process.stdout.write(`won: ${[...won]}\n`);
  expect(wins.length, `won: ${[...won]}`).toBe(2);
  expect(Math.min(...wins), `won: ${[...won]}`).toBeGreaterThanOrEqual(leastWins);
}

function answer(
  course: RaceCourse,
  worker: Worker,
  stored: StoredCase,
  { by, note = '' }: { by: string; note?: string },
): Promise<Reply> {
  const values = { ...wholeAnswer(stored), detail: note };
  const { id: caseId, round } = stored;
  return course.say(worker, { type: 'form', personId: by, caseId, round, values, alsoCaseIds: [] });
}

function codeOf(reply: Reply): string {
  return reply.type === 'refused' ? reply.code : reply.type;
}

async function caseOf({ id }: StoredCase) {
  const [row] = await database.db.select().from(anomalyCases).where(eq(anomalyCases.id, id));
  if (!row) throw new Error(`Case ${id} is gone`);
  return row;
}

function answersOf({ id }: StoredCase) {
  return database.db.select().from(answers).where(eq(answers.caseId, id)).orderBy(asc(answers.id));
}

async function eventsOf({ id }: StoredCase): Promise<string[]> {
  const rows = await database.db.select().from(caseLog).where(eq(caseLog.caseId, id)).orderBy(asc(caseLog.id));
  return rows.map(({ event }) => event);
}

async function escalationsOf({ id }: StoredCase): Promise<number> {
  const rows = await database.db.select().from(deliveries).where(eq(deliveries.kind, 'escalation'));
  return rows.filter(({ content }) => content.kind === 'escalation' && content.caseIds.includes(id)).length;
}
