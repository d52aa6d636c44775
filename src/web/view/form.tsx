// A form of a case: its parts, its fields with what was typed, and what is wrong at each of them. Pure.
// What may be left out and what must be said is decided by the core; the browser's own checks are off.

import { type Field, type RawValues, wholeForm } from '../../forms/form.ts';
import { type Language, texts } from '../../lib/language.ts';
import type { AlsoCase, FormBlock } from '../../messages/message.ts';
import { answerPath, returnPath } from '../../messages/paths.ts';
import { FieldView, fieldPrefix } from './form-field.tsx';

const words = texts({
  en: {
    submit: 'Send the answer',
    return: 'Return the answer',
    wrong: (count: number) =>
      count === 1 ? 'One answer is missing or wrong:' : `${count} answers are missing or wrong:`,
    also: 'The same cause holds for',
    alsoHint: 'Ticked cases are answered with the same cause; each keeps its own stock numbers.',
  },
  zh: {
    submit: '提交答复',
    return: '退回答复',
    wrong: (count) => `有 ${count} 处未填或有误：`,
    also: '同一原因也适用于',
    alsoHint: '勾选的异常单会按同一原因一并答复，库存数字各用各的。',
  },
});

export interface FormViewProps {
  block: FormBlock;
  language: Language;
  token: string;
  eventId: string;
  also?: readonly AlsoCase[];
}

export function FormView({ block, language, token, eventId, also = [] }: FormViewProps) {
  const prefix = `c${block.caseId}-`;
  const isReturn = block.form.kind === 'return';
  return (
    <form
      method="post"
      action={isReturn ? returnPath(block.caseId) : answerPath(block.caseId)}
      class="answer"
      data-form
      novalidate
      id={`answer-${block.caseId}`}
    >
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="event" value={eventId} />
      <input type="hidden" name="round" value={String(block.round)} />
      <ErrorSummary block={block} language={language} prefix={prefix} />
      {block.form.parts.map(({ part, title }) => {
        const fields = block.fields.filter((field) => field.part === part);
        if (fields.length === 0) return null;
        return (
          <fieldset class="part">
            <legend>{title[language]}</legend>
            {fields.map((field) => (
              <FieldView
                field={field}
                id={prefix + field.name}
                value={block.values[field.name] ?? ''}
                error={block.errors[field.name]}
                language={language}
              />
            ))}
          </fieldset>
        );
      })}
      {also.length > 0 && <AlsoCases also={also} language={language} />}
      <p class="submit">
        <button type="submit" data-style="primary">
          {isReturn ? words[language].return : words[language].submit}
        </button>
      </p>
    </form>
  );
}

/** What a browser sent back, by field name; browsers write line ends as CRLF, people type LF. */
export function valuesOf(form: Readonly<Record<string, string[]>>): RawValues {
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, values]) =>
      name.startsWith(fieldPrefix) ? [[name.slice(fieldPrefix.length), (values[0] ?? '').replace(/\r\n?/g, '\n')]] : [],
    ),
  );
}

/**
 * Style rules that show a field only while the field it hangs on has one of its values. They work without any script;
 * a browser that cannot read them shows every field.
 */
export function whenRules(fields: readonly Field[]): string {
  const controlling = new Map<string, Set<string>>();
  for (const { when } of fields) {
    if (!when) continue;
    const values = controlling.get(when.field) ?? new Set();
    for (const value of when.is) values.add(value);
    controlling.set(when.field, values);
  }
  const rules = [...controlling].flatMap(([field, values]) => [
    `form[data-form] [data-when="${field}"] { display: none; }`,
    ...[...values].map(
      (value) =>
        `form[data-form]:has([name="${fieldPrefix}${field}"][value="${value}"]:checked) [data-when="${field}"][data-is~="${value}"] { display: block; }`,
    ),
  ]);
  return `@supports selector(:has(*)) {\n${rules.join('\n')}\n}\n`;
}

function ErrorSummary({ block, language, prefix }: { block: FormBlock; language: Language; prefix: string }) {
  const entries = Object.entries(block.errors);
  if (entries.length === 0) return null;
  return (
    <div class="errors" role="alert" tabindex={-1} autofocus>
      <p>{words[language].wrong(entries.length)}</p>
      <ul>
        {entries.map(([name, error]) => {
          const label = block.fields.find((field) => field.name === name)?.label[language];
          if (name === wholeForm || label === undefined) return <li>{error[language]}</li>;
          return (
            <li>
              <a href={`#${prefix}${name}`}>{label}</a>
              {language === 'zh' ? '：' : ': '}
              {error[language]}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function AlsoCases({ also, language }: { also: readonly AlsoCase[]; language: Language }) {
  return (
    <fieldset class="part">
      <legend>{words[language].also}</legend>
      <p class="hint">{words[language].alsoHint}</p>
      {also.map(({ caseId, label, checked }) => (
        <label class="tick">
          <input type="checkbox" name="also" value={String(caseId)} checked={checked} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
