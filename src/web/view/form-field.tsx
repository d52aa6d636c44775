// One field of a form, of any kind. Pure.

import type { Field } from '../../forms/form.ts';
import type { Bilingual, Language } from '../../lib/language.ts';

const optional: Bilingual = { zh: '选填', en: 'optional' };

/** Field names stand behind a prefix, so that no field can be mistaken for a token. */
export const fieldPrefix = 'f.';

interface FieldProps {
  field: Field;
  id: string;
  value: string;
  error: Bilingual | undefined;
  language: Language;
}

/** A field with its label, hint, what was typed, and what is wrong with it. */
export function FieldView({ field, id, value, error, language }: FieldProps) {
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
      {!field.required && <span class="optional"> {optional[language]}</span>}
    </>
  );
}
