// What the people of the demo's story do: the first operator answers in the morning, the second takes the case and
// answers in the afternoon, the third says nothing all day.

import type { App } from '../app.ts';
import { loadCaseView } from '../cases/views.ts';
import type { Field, RawValues } from '../forms/form.ts';
import { askedFields, formFor, visibleFields } from '../forms/index.ts';
import { addDays, dayIn } from '../lib/day.ts';
import type { Language } from '../lib/language.ts';
import { caseNumber, isAnswerOwed } from '../model/anomaly-case.ts';
import { liveCases, type StoredCase } from '../store/cases.ts';
import type { StoryPrinter } from './story-printer.ts';

/** Everybody who is owed an answer, in the order in which they were asked. */
export async function peopleAsked(app: App): Promise<string[]> {
  const owed = (await liveCases(app.ctx.db)).filter((each) => each.status === 'open');
  return [...new Set(owed.flatMap((each) => each.assigneeId ?? []))];
}

/** `personId` takes each of their cases. */
export async function takeAll(app: App, personId: string, print: StoryPrinter, language: Language): Promise<void> {
  for (const stored of await openOf(app, personId)) {
    await app.handle({
      platform: 'console',
      eventId: `demo-take-${stored.id}-${stored.round}`,
      personId,
      language,
      type: 'button',
      action: 'acknowledge',
      caseId: stored.id,
      round: stored.round,
    });
    print.line(
      nameOf(app, personId),
      inLanguage(language, `认领 ${caseNumber(stored.id)}`, `takes ${caseNumber(stored.id)}`),
    );
  }
}

/** `personId` fills in the form of each of their cases, first without looking, then whole. */
export async function answerAll(app: App, personId: string, print: StoryPrinter, language: Language): Promise<void> {
  for (const stored of await openOf(app, personId)) {
    const number = caseNumber(stored.id);
    const hasty = await submit(app, stored, personId, { ...(await prefillOf(app, stored)), cause: 'other' });
    if (hasty.type === 'field_errors') {
      const missing = Object.keys(hasty.errors).length;
      print.line(
        nameOf(app, personId),
        inLanguage(
          language,
          `随手答了 ${number}：还缺 ${missing} 项，没有通过`,
          `answers ${number} with half a sentence: refused, ${missing} fields missing`,
        ),
      );
    }
    const whole = await submit(app, stored, personId, await wholeAnswer(app, stored));
    const told = inLanguage(language, `补全后再提交：`, `fills in the rest: `);
    print.line(nameOf(app, personId), told + (whole.type === 'done' ? whole.text[language] : JSON.stringify(whole)));
  }
}

async function openOf(app: App, personId: string): Promise<StoredCase[]> {
  return (await liveCases(app.ctx.db)).filter((each) => each.assigneeId === personId && isAnswerOwed(each));
}

let submissions = 0;

function submit(app: App, stored: StoredCase, personId: string, values: RawValues) {
  submissions += 1;
  return app.handle({
    platform: 'console',
    eventId: `demo-form-${submissions}`,
    personId,
    language: undefined,
    type: 'form',
    caseId: stored.id,
    round: stored.round,
    values,
    alsoCaseIds: [],
  });
}

async function prefillOf(app: App, stored: StoredCase): Promise<RawValues> {
  return (await loadCaseView(app.ctx, stored.id))?.prefill ?? {};
}

/** A complete, plausible answer: what the form arrives with, and sensible words where it wants some. */
async function wholeAnswer(app: App, stored: StoredCase): Promise<RawValues> {
  const form = formFor(stored.formKind);
  const today = dayIn(app.ctx.policy.team.zone, app.ctx.clock.now());
  const values: Record<string, string> = { ...(await prefillOf(app, stored)) };
  for (const field of askedFields(form, stored.facts)) {
    if (visibleFields([field], values).length === 0 || (values[field.name] ?? '') !== '') continue;
    const value = plausible(field, today);
    if (field.required || field.name === 'reason' || field.name === 'detail') values[field.name] = value;
  }
  return values;
}

function plausible(field: Field, today: ReturnType<typeof dayIn>): string {
  switch (field.kind) {
    case 'choice':
      return field.options[field.name === 'cause' ? 4 : field.name === 'nature' ? 1 : 0]?.value ?? '';
    case 'tick':
      return 'yes';
    case 'whole_number':
      return String(Math.max(field.min, 0));
    case 'day':
      return addDays(today, 14);
    case 'text':
      return field.name === 'reason'
        ? '演示：先观察两天，再决定是否补货 / demo: watch two days, then decide'
        : '演示答复：节前需求上升，已与客户确认 / demo answer: demand before the holidays';
  }
}

function inLanguage(language: Language, zh: string, en: string): string {
  return language === 'zh' ? zh : en;
}

function nameOf(app: App, personId: string): string {
  return app.ctx.policy.people.find((each) => each.id === personId)?.name ?? personId;
}
