// Named examples of forms as they are opened: every kind, half filled in, refused, and with other cases of the same cause.
// Renderers of chat platforms and the docs use the same ones.

import type { FieldErrors, RawValues } from '../../src/forms/form.ts';
import { formFor } from '../../src/forms/index.ts';
import { prefill, type Suggestion } from '../../src/forms/prefill.ts';
import { validateAnswer } from '../../src/forms/validate.ts';
import { day } from '../../src/lib/day.ts';
import type { Language } from '../../src/lib/language.ts';
import { formMessage, returnMessage } from '../../src/messages/form-message.ts';
import type { AlsoCase, Message } from '../../src/messages/message.ts';
import type { CaseView } from '../../src/messages/views.ts';
import { exampleAnswer, exampleCases } from './example-views.ts';
import { team } from './view-builders.ts';

interface ExampleForm {
  case: CaseView;
  /** What somebody has typed since the form was opened. */
  typed?: RawValues;
  /** The errors when that is submitted. */
  errors?: FieldErrors;
  also?: readonly AlsoCase[];
  /** The form for returning an answer, instead of the case's own form. */
  isReturn?: true;
}

const air: Suggestion = { units: 900, transport: 'air', arriveBy: day('2026-12-08') };

/** A case whose form is pre-filled with its stock and the suggestion. */
function asked(view: CaseView, suggestion: Suggestion | null): CaseView {
  return { ...view, prefill: prefill(view.formKind, { stock: view.stock, suggestion }) };
}

const surge = asked(exampleCases.surge, air);
const drop = asked(exampleCases.drop, { units: 0, transport: null, arriveBy: null });

/** In a hurry at 17:55: no nature, no ticks, cartons for units, far less than suggested without a reason. */
const hurried: RawValues = {
  ...surge.prefill,
  cause: 'other',
  detail: '不清楚',
  inbound: '4 箱',
  quantity: '200',
};

export const exampleForms: Readonly<Record<string, ExampleForm>> = {
  'form-surge': { case: surge },
  'form-surge-short-term': { case: surge, typed: { cause: 'deal', nature: 'short_term', action: 'none' } },
  'form-surge-refused': { case: surge, typed: hurried, errors: errorsOf(surge, hurried) },
  'form-drop': { case: drop },
  'form-drop-same-cause': {
    case: drop,
    typed: { cause: 'lost_buy_box', nature: 'one_off' },
    also: [
      { caseId: 1044, label: 'SW-1044 · LM-CABLE-2M · 编织数据线 2 米', checked: true },
      { caseId: 1045, label: 'SW-1045 · LM-RUG-S · 浴室防滑垫 小号', checked: true },
      { caseId: 1046, label: 'SW-1046 · LM-HOOK-4', checked: false },
    ],
  },
  'form-store-wide': { case: asked(exampleCases.storeWide, null) },
  'form-out-of-stock': { case: asked(exampleCases.outOfStock, air) },
  'form-return': { case: { ...exampleCases.surge, status: 'answered', answer: exampleAnswer }, isReturn: true },
  'form-exit-signal': { case: asked(exampleCases.exitSignal, { units: 0, transport: null, arriveBy: null }) },
};

/** The form's message as it is opened, before anything is typed. */
export function exampleFormMessage({ case: view, also, isReturn }: ExampleForm, language: Language): Message {
  if (isReturn) return returnMessage(view, team, language);
  return formMessage(view, team, { language, also: also ?? [] });
}

function errorsOf(view: CaseView, values: RawValues): FieldErrors {
  const result = validateAnswer(formFor(view.formKind), values, view.facts);
  return result.ok ? {} : result.errors;
}
