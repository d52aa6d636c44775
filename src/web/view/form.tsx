// A form of a case: its parts, its fields with what was typed, and what is wrong at each of them. Pure.
// What may be left out and what must be said is decided by the core; the browser's own checks are off.

import { type Field, type RawValues, wholeForm } from '../../forms/form.ts';
import type { Bilingual, Language } from '../../lib/language.ts';
import type { FormBlock } from '../../messages/message.ts';
import { texts } from '../../messages/texts.ts';

const words = texts({
  en: {
    submit: 'Send the answer',
    optional: 'optional',
    wrong: (count: number) =>
      count === 1 ? 'One answer is missing or wrong:' : `${count} answers are missing or wrong:`,
    also: 'The same cause holds for',
    alsoHint: 'Ticked cases are answered with the same cause; each keeps its own stock numbers.',
    pick: 'Choose',
  },
  zh: {
    submit: '提交答复',
    optional: '选填',
    wrong: (count) => `有 ${count} 处未填或有误：`,
    also: '同一原因也适用于',
    alsoHint: '勾选的异常单会按同一原因一并答复，库存数字各用各的。',
    pick: '请选择',
  },
});

/** Field names stand behind a prefix, so that no field can be mistaken for a token. */
const fieldPrefix = 'f.';

/** Cases that can be answered together with this one. */
export interface AlsoCase {
  caseId: number;
  label: string;
  checked: boolean;
}

export interface FormViewProps {
  block: FormBlock;
  language: Language;
  token: string;
  eventId: string;
  also?: readonly AlsoCase[];
}

export function FormView({ block, language, token, eventId, also = [] }: FormViewProps) {
  const prefix = `c${block.caseId}-`;
  return (
    <form
      method="post"
      action={`/cases/${block.caseId}/answer`}
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
          {words[language].submit}
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

interface FieldProps {
  field: Field;
  id: string;
  value: string;
  error: Bilingual | undefined;
  language: Language;
}

function FieldView({ field, id, value, error, language }: FieldProps) {
  const hint = field.hint?.[language];
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const wrapper = {
    class: `field kind-${field.kind}`,
    'data-when': field.when?.field,
    'data-is': field.when?.is.join(' '),
    'data-wrong': error ? 'yes' : undefined,
  };
  const notes = (
    <>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          {error[language]}
        </p>
      )}
    </>
  );
  if (field.kind === 'choice') {
    return (
      <fieldset {...wrapper} id={id} aria-describedby={described} aria-invalid={error ? 'true' : undefined}>
        <legend>
          <Label field={field} language={language} />
        </legend>
        {notes}
        <div class="choices">
          {field.options.map((option) => (
            <label>
              <input
                type="radio"
                name={fieldPrefix + field.name}
                value={option.value}
                checked={value === option.value}
              />
              <span>{option.label[language]}</span>
            </label>
          ))}
        </div>
      </fieldset>
    );
  }
  if (field.kind === 'tick') {
    return (
      <div {...wrapper}>
        <label class="tick">
          <input
            type="checkbox"
            id={id}
            name={fieldPrefix + field.name}
            value="yes"
            checked={value === 'yes'}
            aria-describedby={described}
            aria-invalid={error ? 'true' : undefined}
          />
          <span>
            <Label field={field} language={language} />
          </span>
        </label>
        {notes}
      </div>
    );
  }
  return (
    <div {...wrapper}>
      <label for={id}>
        <Label field={field} language={language} />
      </label>
      <Input
        field={field}
        id={id}
        value={value}
        described={described}
        wrong={error !== undefined}
        language={language}
      />
      {notes}
    </div>
  );
}

interface InputProps {
  field: Exclude<Field, { kind: 'choice' | 'tick' }>;
  id: string;
  value: string;
  described: string | undefined;
  wrong: boolean;
  language: Language;
}

function Input({ field, id, value, described, wrong, language }: InputProps) {
  const common = {
    id,
    name: fieldPrefix + field.name,
    'aria-describedby': described,
    'aria-invalid': wrong ? ('true' as const) : undefined,
    'aria-required': field.required ? ('true' as const) : undefined,
  };
  switch (field.kind) {
    case 'whole_number':
      return (
        <span class="with-unit">
          <input {...common} type="text" inputmode="numeric" autocomplete="off" value={value} />
          <span>{field.unit[language]}</span>
        </span>
      );
    case 'day':
      return <input {...common} type="date" value={value} />;
    case 'text':
      if (field.lines <= 1) return <input {...common} type="text" value={value} maxlength={field.maxLength} />;
      return (
        <textarea {...common} rows={field.lines} maxlength={field.maxLength}>
          {value}
        </textarea>
      );
  }
}

function Label({ field, language }: { field: Field; language: Language }) {
  return (
    <>
      {field.label[language]}
      {!field.required && <span class="optional"> {words[language].optional}</span>}
    </>
  );
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
