// One thing that happens in a history: it is done to the town, the program does what follows from it, and everything is
// held against the model.

import type fc from 'fast-check';
import { expect } from 'vitest';
import { dayOf } from './calendar.ts';
import { check } from './checks.ts';
import type { Model } from './model.ts';
import { type LogRow, type Memory, readRows } from './records.ts';
import type { Town } from './town.ts';

export interface Real {
  town: Town;
  memory: Memory;
  /** Newest log entry that the model has taken in. */
  seen: number;
  /** Commands carried out. */
  count: number;
}

type Do = (model: Model, real: Real) => Promise<void>;

export class Command implements fc.AsyncCommand<Model, Real> {
  private readonly text: string;
  private readonly act: Do;

  constructor(text: string, act: Do) {
    this.text = text;
    this.act = act;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    real.count += 1;
    await this.act(model, real);
    await real.town.settle();
    await look(model, real);
  }

  toString(): string {
    return this.text;
  }
}

/** Takes what the program did by itself into the model, then holds everything against it. */
export async function look(model: Model, real: Real): Promise<void> {
  const rows = await readRows(real.town.db);
  for (const entry of rows.log.filter(({ id }) => id > real.seen)) takeIn(model, entry);
  const { town, memory, seen } = real;
  check(rows, memory, model, { now: town.now().getTime(), seen, chat: town.chat });
  real.seen = rows.log.at(-1)?.id ?? seen;
}

/** Sales and time bring about what no person does: new cases, new rounds, ends, another holder. */
function takeIn(model: Model, { caseId, event, round, data, notedAt }: LogRow): void {
  const today = dayOf(notedAt.getTime());
  const known = model.cases.get(caseId);
  if (event === 'opened') {
    const assignee = model.askedOn(today);
    model.cases.set(caseId, { id: caseId, round: 1, status: 'open', assignee, answeredBy: null, answers: [] });
  }
  if (!known) return;
  if (event === 'reopened') {
    expect(known.status, 'only what was answered is asked again').toBe('answered');
    Object.assign(known, {
      status: 'open',
      round: known.round + 1,
      answeredBy: null,
      assignee: model.holderOn(today, known.assignee),
    });
    expect(round).toBe(known.round);
  }
  if (event === 'closed') expect(known.status, 'only what was answered ends').toBe('answered');
  if (event === 'withdrawn') expect(['open', 'acknowledged'], 'only what is owed is withdrawn').toContain(known.status);
  if (event === 'closed' || event === 'withdrawn') known.status = 'closed';
  if (event === 'reassigned' && data.because) {
    expect(
      model.isAway(known.assignee, today) || known.assignee === null || data.to === known.assignee,
      'handed over for nothing',
    ).toBe(true);
    known.assignee = model.holderOn(today, known.assignee);
  }
}
