// What people do in a history, rightly or wrongly, and what they must be told.

import fc from 'fast-check';
import { expect } from 'vitest';
import type { FormKind, RawValues } from '../../src/forms/form.ts';
import { addDays, day } from '../../src/lib/day.ts';
import type { Failpoint } from '../../src/lib/failpoint.ts';
import { findCase, type StoredCase } from '../../src/store/cases.ts';
import { wholeAnswer } from '../support/world.ts';
import { dayMs, dayOf, minuteMs, zoneMs } from './calendar.ts';
import { Command, type Real } from './command.ts';
import type { Model, ModelCase, ReportRequest } from './model.ts';
import { skus, type Town } from './town.ts';

const person = fc.constantFrom('li', 'li', 'wang', 'chen', 'zoe');
const nth = fc.nat({ max: 3 });
const owed = ['open', 'acknowledged'] as const;

const natures = fc.constantFrom<Answer['said']>(
  { fields: { nature: 'one_off' } },
  { fields: { nature: 'short_term' }, until: 3 },
  { fields: { nature: 'short_term' }, until: 20 },
  { fields: { nature: 'lasting' } },
  { fields: { nature: 'data_error', cause: 'data_error' } },
);

interface Answer {
  which: number;
  by: string;
  said: { fields: RawValues; until?: number };
  flaw: 'none' | 'incomplete' | 'old round';
  twice: boolean;
  crash: Failpoint | null;
}

export const answer = fc
  .record<Answer>({
    which: nth,
    by: person,
    said: natures,
    flaw: fc.constantFrom('none', 'none', 'none', 'none', 'incomplete', 'old round'),
    twice: fc.boolean(),
    crash: fc.option(fc.constantFrom<Failpoint>('receive.before-commit', 'receive.after-commit', 'cases.after-save'), {
      freq: 5,
    }),
  })
  .map((given) =>
    onCase(`answer(${JSON.stringify(given)})`, { nth: given.which, fits: owed }, (known, model, real) =>
      answerCase(known, model, real, given),
    ),
  );

async function answerCase(known: ModelCase, model: Model, { town }: Real, given: Answer): Promise<void> {
  const stored = await storedCase(town, known);
  const values: RawValues = { ...wholeAnswer(stored), ...saidOf(stored.formKind, given, town) };
  const round = given.flaw === 'old round' ? known.round - 1 : known.round;
  const event = { type: 'form', personId: given.by, caseId: known.id, round, values, alsoCaseIds: [] } as const;
  const told = codeOf(await town.say(event, given.crash ?? undefined));
  const expected = model.answer(known, given.by, { round, whole: given.flaw !== 'incomplete', values });
  expect(told, `answer of ${given.by} to case ${known.id}`).toBe(expected);
  if (given.twice) expect(codeOf(await town.sayAgain(event)), 'the same event again').toBe(told);
}

const plain = { said: { fields: {} }, flaw: 'none' } as const;

/** Two answers come in at the same moment: the first stands, and whoever sent the other is told so. */
export const answeredAtOnce = fc.tuple(nth, person, person).map(([which, one, other]) =>
  onCase(
    `answer at once(${which}, ${one} and ${other})`,
    { nth: which, fits: owed },
    async (known, model, { town }) => {
      const stored = await storedCase(town, known);
      const values = { ...wholeAnswer(stored), ...saidOf(stored.formKind, plain, town) };
      const { id: caseId, round } = known;
      const told = await Promise.all(
        [one, other].map(async (by) => {
          return {
            by,
            code: codeOf(await town.say({ type: 'form', personId: by, caseId, round, values, alsoCaseIds: [] })),
          };
        }),
      );
      const inOrder = told[0]?.code === 'done' ? told : [...told].reverse();
      for (const { by, code } of inOrder) {
        expect(code, `answer of ${by} at the same time`).toBe(model.answer(known, by, { round, whole: true, values }));
      }
    },
  ),
);

async function storedCase(town: Town, { id }: ModelCase): Promise<StoredCase> {
  const stored = await findCase(town.db, id);
  if (!stored) throw new Error(`There is no case ${id}`);
  return stored;
}

/** What the answer says, in the fields of the form. */
function saidOf(kind: FormKind, { said, flaw }: Pick<Answer, 'said' | 'flaw'>, town: Town): RawValues {
  const { until, fields } = said;
  const inDays = (days: number) => addDays(day(dayOf(town.now().getTime())), days);
  const values: Record<string, string> = kind === 'out_of_stock' ? { backOn: inDays(until ?? 2) } : { ...fields };
  if (kind !== 'out_of_stock' && until) values.until = inDays(until);
  if (flaw === 'incomplete') values.cause = '';
  return values;
}

export const acknowledge = fc.tuple(nth, person).map(([which, by]) =>
  onCase(`acknowledge(${which}, ${by})`, { nth: which, fits: ['open'] }, async (known, model, { town }) => {
    const reply = await town.say({
      type: 'button',
      personId: by,
      caseId: known.id,
      round: known.round,
      action: 'acknowledge',
    });
    expect(codeOf(reply), `acknowledged by ${by}`).toBe(model.acknowledge(known, by));
  }),
);

export const returned = fc.tuple(nth, fc.constantFrom('chen', 'chen', 'li')).map(([which, by]) =>
  typed(
    `return(${which}, ${by})`,
    { nth: which, fits: ['answered'] },
    by,
    ({ id }) => `return ${id} "how many are left?"`,
    (model, known, today) => model.returnAnswer(known, by, today),
  ),
);

export const reassigned = fc.tuple(nth, fc.constantFrom('chen', 'li'), person).map(([which, by, to]) =>
  typed(
    `reassign(${which}, by ${by} to ${to})`,
    { nth: which, fits: owed },
    by,
    ({ id }) => `assign SW-${id} @${to}`,
    (model, known) => model.reassign(known, by, to),
  ),
);

export const snoozed = fc
  .tuple(nth, fc.constantFrom('chen', 'chen', 'li'), fc.nat({ max: 3 }), fc.constantFrom(8, 12, 17, 20))
  .map(([which, by, days, hour]) =>
    onCase(
      `snooze(${which}, ${by}, ${days} days, ${hour}:00)`,
      { nth: which, fits: owed },
      async (known, model, { town }) => {
        const now = town.now().getTime();
        const until = Date.parse(`${dayOf(now + days * dayMs)}T00:00:00Z`) - zoneMs + hour * 60 * minuteMs;
        if (until <= now) return;
        const moment = new Date(until + zoneMs).toISOString().slice(0, 16).replace('T', ' ');
        const reply = await town.say({ type: 'command', personId: by, text: `snooze ${known.id} ${moment} "waiting"` });
        expect(codeOf(reply), `snoozed by ${by}`).toBe(model.snooze(known, by));
      },
    ),
  );

export const silenced = fc.tuple(fc.constantFrom(...skus), fc.integer({ min: 1, max: 3 })).map(
  ([which, days]) =>
    new Command(`silence(${which}, ${days} days)`, async (model, { town }) => {
      const reply = await town.say({
        type: 'command',
        personId: 'chen',
        text: `silence shop/${which} ${days} "clearing"`,
      });
      expect(codeOf(reply)).toBe('done');
      model.silences.push({ sku: which, to: dayOf(town.now().getTime() + (days - 1) * dayMs) });
    }),
);

export const leave = fc.tuple(fc.constantFrom('li', 'wang', 'chen'), fc.integer({ min: 0, max: 3 })).map(
  ([who, days]) =>
    new Command(`leave(${who}, ${days} more days)`, async (model, { town }) => {
      const now = town.now().getTime();
      const span = { from: dayOf(now), to: dayOf(now + days * dayMs) };
      const reply = await town.say({ type: 'command', personId: who, text: `leave @${who} ${span.from} ${span.to}` });
      expect(codeOf(reply)).toBe('done');
      model.leaves.push({ person: who, ...span });
    }),
);

/** Done to a case, often to one that it fits; nothing while there is none. */
function onCase(
  text: string,
  which: { nth: number; fits: readonly ModelCase['status'][] },
  act: (known: ModelCase, model: Model, real: Real) => Promise<void>,
): Command {
  return new Command(text, async (model, real) => {
    const known = model.pick(which.nth, which.fits);
    if (known) await act(known, model, real);
  });
}

function typed(
  text: string,
  which: Parameters<typeof onCase>[1],
  by: string,
  command: (known: ModelCase) => string,
  expected: (model: Model, known: ModelCase, today: string) => ReportRequest,
): Command {
  return onCase(text, which, async (known, model, { town }) => {
    const reply = await town.say({ type: 'command', personId: by, text: command(known) });
    expect(codeOf(reply), text).toBe(expected(model, known, dayOf(town.now().getTime())));
  });
}

/** What the person was told. That nobody at all may do it is one way of not being allowed to. */
function codeOf(reply: Awaited<ReturnType<Town['say']>>): ReportRequest {
  if (reply.type !== 'refused') return reply.type;
  return reply.code === 'NOBODY_MAY' ? 'NOT_ALLOWED' : reply.code;
}
