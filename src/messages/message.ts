// A message independent of the platform: blocks of plain text in one language. Text is data here; each platform's
// renderer escapes it.

import type { Field, FieldErrors, Form, RawValues } from '../forms/form.ts';

/** A run of text; `mention` is a person's id in the policy file, `mentionAll` the whole group. */
export type Inline =
  | string
  | { strong: string }
  /** Something to type, without the platform's prefix ("/skuwatch"). */
  | { command: string }
  | { mention: string; name: string }
  | { mentionAll: true }
  | { link: string; label: string };

export type Tone = 'plain' | 'good' | 'warning' | 'alarm';

/** A click that a platform turns back into a command. */
export interface Button {
  action: 'answer' | 'acknowledge' | 'return' | 'approve' | 'open' | 'same_cause';
  label: string;
  style: 'primary' | 'plain' | 'danger';
  caseId: number;
  round: number;
  /** The same thing in the console. */
  path: string;
}

/** Where a form is filled in: in a window of its own, inside the message, or on a page of the console. */
export type FormPlace = 'modal' | 'in-message' | 'page';

export interface FormBlock {
  type: 'form';
  caseId: number;
  round: number;
  form: Form;
  fields: readonly Field[];
  values: RawValues;
  errors: FieldErrors;
  /** Other cases of the same person that may be answered with the same cause. */
  also?: readonly AlsoCase[];
}

export interface AlsoCase {
  caseId: number;
  label: string;
  checked: boolean;
}

export type Block =
  | { type: 'text'; text: readonly Inline[] }
  | { type: 'facts'; facts: readonly { label: string; value: string; tone?: Tone }[] }
  | { type: 'table'; columns: readonly string[]; rows: readonly (readonly string[])[]; more: number }
  | { type: 'list'; items: readonly (readonly Inline[])[]; more: number }
  /** One case among several: a line, its evidence in small print, and a button. */
  | { type: 'row'; text: readonly Inline[]; detail: readonly Inline[]; button: Button | null }
  | { type: 'buttons'; buttons: readonly Button[] }
  | { type: 'image'; attachmentId: string; alt: string }
  | { type: 'file'; attachmentId: string; name: string }
  | { type: 'heading'; text: string }
  | { type: 'small'; text: readonly Inline[] }
  | FormBlock;

export interface Message {
  tone: Tone;
  title: string;
  blocks: readonly Block[];
}
