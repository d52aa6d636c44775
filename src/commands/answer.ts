// `answer N`: the form of a case. In a chat it opens; in a terminal its fields are listed; with "field=value" it is
// submitted, and held to the same rules as everywhere.

import { requireCase } from '../cases/apply-event.ts';
import { requireCaseRight } from '../cases/rights.ts';
import { submitAnswer } from '../cases/submit-answer.ts';
import { loadCaseView, teamView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import type { Field, FieldErrors } from '../forms/form.ts';
import { askedFields, formFor } from '../forms/index.ts';
import { type Bilingual, type Language, texts } from '../lib/language.ts';
import { heading, list, text } from '../messages/blocks.ts';
import { formMessage } from '../messages/form-message.ts';
import type { Reply } from '../messages/inbound.ts';
import type { Block, Inline, Message } from '../messages/message.ts';
import type { CaseView } from '../messages/views.ts';
import { alsoOf } from './also.ts';
import { parseFieldValues } from './args/field-values.ts';
import { parseCaseNumber } from './args/numbers.ts';
import type { Command } from './command.ts';
import { inBoth, said } from './replies.ts';

const answerTexts = texts({
  en: {
    required: '*',
    how: 'How to fill it in',
    howText: (number: string) =>
      `Fields with * must be filled in; the others arrive filled in or may stay empty. For example: answer ${number} cause=other detail="one large order" nature=one_off`,
    choices: (choices: string) => ` (${choices})`,
    yes: ' (yes when done)',
    day: ' (2026-10-25)',
    separator: ', ',
    only: (condition: string) => ` – only with ${condition}`,
  },
  zh: {
    required: '*',
    how: '怎么填',
    howText: (number) =>
      `带 * 的必填，其余已预填或可不填。例如：answer ${number} cause=other detail="客户一次性大单采购" nature=one_off`,
    choices: (choices) => `（${choices}）`,
    yes: '（已核对填 yes）',
    day: '（如 2026-10-25）',
    separator: '，',
    only: (condition) => `，仅当 ${condition}`,
  },
});

export const answerCommand: Command = {
  name: 'answer',
  aliases: ['答复', '填写', '填表', '回复'],
  usage: { zh: 'answer 异常单编号 [字段=内容 …]', en: 'answer N [field=value …]' },
  summary: { zh: '填写异常单的表单', en: 'fill in the form of a case' },
  example: { zh: 'answer 1042', en: 'answer 1042' },
  role: 'operator',
  run: async (ctx, { args, language, surface }) => {
    const [number, ...pairs] = args;
    const stored = await requireCase(ctx, parseCaseNumber(number));
    await requireCaseRight(ctx, 'answer', stored);
    const view = await loadCaseView(ctx, stored.id);
    if (!view) throw new Error(`Case ${stored.id} has no view`);
    if (pairs.length > 0) return submit(ctx, view, pairs);
    const also = await alsoOf(ctx, view, { stored, checked: false });
    const form = formMessage(view, teamView(ctx), { language, also });
    return surface === 'terminal' ? said(listed(form, view, language)) : { type: 'form', message: form };
  },
};

async function submit(ctx: Context, view: CaseView, pairs: readonly string[]): Promise<Reply> {
  const fields = askedFields(formFor(view.formKind), view.facts);
  const given = parseFieldValues(pairs, fields);
  const values = { ...view.prefill, ...given };
  const result = await submitAnswer(ctx, { caseId: view.caseId, round: view.round, values });
  if (!result.ok) return { type: 'field_errors', errors: result.errors, text: incomplete(result.errors, fields) };
  const id = view.number;
  const text: Bilingual = result.corrected
    ? {
        zh: `已更正 ${id} 的答复，记录已发到群里。`,
        en: `The answer to ${id} is corrected; the record is in the group.`,
      }
    : { zh: `已收到 ${id} 的答复，记录已发到群里。`, en: `The answer to ${id} is in; the record is in the group.` };
  return { type: 'done', text };
}

function incomplete(errors: FieldErrors, fields: readonly Field[]): Bilingual {
  return inBoth((language) => {
    const lines = Object.entries(errors).map(([name, error]) => {
      const label = fields.find((field) => field.name === name)?.label[language];
      return label === undefined ? `  ${error[language]}` : `  ${name}（${label}）：${error[language]}`;
    });
    const first = language === 'zh' ? '答复还不完整，没有提交：' : 'The answer is not complete; nothing was submitted:';
    return [first, ...(language === 'zh' ? lines : lines.map(halfWidth))].join('\n');
  });
}

function halfWidth(line: string): string {
  return line.replace('（', ' (').replace('）：', '): ');
}

/** The form with every field under the name by which it is filled in. */
function listed(form: Message, view: CaseView, language: Language): Message {
  const words = answerTexts[language];
  const blocks = form.blocks.flatMap((block): (Block | undefined)[] => {
    if (block.type !== 'form') return [block];
    return block.form.parts.flatMap(({ part, title }) => {
      const fields = block.fields.filter((field) => field.part === part);
      const items = fields.map((field) => fieldLine(field, block.values[field.name] ?? '', language));
      return items.length === 0 ? [] : [heading(title[language]), list(items, items.length)];
    });
  });
  const how = [heading(words.how), text(words.howText(String(view.caseId)))];
  return { ...form, blocks: [...blocks, ...how].filter((block) => block !== undefined) };
}

function fieldLine(field: Field, value: string, language: Language): Inline[] {
  const words = answerTexts[language];
  const required = field.required ? words.required : '';
  return [
    { strong: `${field.name}=${value}` },
    ` ${field.label[language]}${required}${hintOf(field, language)}${conditionOf(field, language)}`,
  ];
}

function conditionOf({ when, requiredWhen }: Field, language: Language): string {
  const condition = when ?? requiredWhen;
  return condition ? answerTexts[language].only(`${condition.field}=${condition.is.join('|')}`) : '';
}

function hintOf(field: Field, language: Language): string {
  const words = answerTexts[language];
  switch (field.kind) {
    case 'choice':
      return words.choices(field.options.map((each) => `${each.value} ${each.label[language]}`).join(words.separator));
    case 'tick':
      return words.yes;
    case 'day':
      return words.day;
    case 'whole_number':
    case 'text':
      return '';
  }
}
