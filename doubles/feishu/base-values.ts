// What stands in a field of a 多维表格: how it is read, what may be written into it, and what a filter says of it. Pure.

import { isJson, type Json } from '../shared/json.ts';
import type { FieldType } from './bases.ts';
import type { Tenant } from './tenant.ts';

/** A field as `records/search` gives it: texts in segments, people with their ids; undefined when it is empty. */
export function readValue(value: unknown, type: FieldType, tenant: Tenant): unknown {
  if (value === undefined || value === null || value === '') return undefined;
  switch (type) {
    case 'text':
      return segments(String(value));
    case 'formula':
      return { type: 1, value: segments(String(value)) };
    case 'url':
      return isJson(value) ? value : { link: String(value), text: String(value) };
    case 'person':
      return [value].flat().map((each) => {
        const person = isJson(each) ? tenant.person(String(each.id)) : tenant.named(String(each));
        return { id: person?.openId, name: person?.name, en_name: '', email: person?.email ?? '', avatar_url: '' };
      });
    default:
      return value;
  }
}

/** The code and words with which a value of the wrong type is refused. */
export function writeFault(value: unknown, type: FieldType): { code: number; msg: string } | undefined {
  if (value === null) return undefined;
  const fault = (code: number, name: string) => ({ code, msg: `${name}ConvFail` });
  switch (type) {
    case 'text':
      return typeof value === 'string' ? undefined : fault(1254060, 'TextField');
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : fault(1254061, 'NumberField');
    case 'select':
      return typeof value === 'string' ? undefined : fault(1254062, 'SingleSelectField');
    case 'multi select':
      return isTexts(value) ? undefined : fault(1254063, 'MultiSelectField');
    case 'date':
      return Number.isInteger(value) ? undefined : fault(1254064, 'DatetimeField');
    case 'checkbox':
      return typeof value === 'boolean' ? undefined : fault(1254065, 'CheckboxField');
    case 'person':
      return Array.isArray(value) && value.every((each) => isJson(each) && typeof each.id === 'string')
        ? undefined
        : fault(1254066, 'UserField');
    case 'url':
      return isJson(value) && typeof value.link === 'string' ? undefined : fault(1254068, 'URLField');
    default:
      return { code: 1254067, msg: 'a formula cannot be written' };
  }
}

/** Whether a row fits the filter of `records/search`. */
export function fits(fields: Json, filter: Json): boolean {
  const conditions = Array.isArray(filter.conditions) ? filter.conditions.filter(isJson) : [];
  const children = Array.isArray(filter.children) ? filter.children.filter(isJson) : [];
  const found = [...conditions.map((each) => holds(fields, each)), ...children.map((each) => fits(fields, each))];
  return filter.conjunction === 'or' ? found.some(Boolean) : found.every(Boolean);
}

function holds(fields: Json, { field_name: name, operator, value }: Json): boolean {
  const held = fields[String(name)];
  const texts = [held ?? []].flat().map(String);
  const asked = Array.isArray(value) ? value.map(String) : [];
  const bound = Number(asked.at(-1));
  switch (operator) {
    case 'is':
      return texts.length > 0 && texts.every((text) => asked.includes(text));
    case 'isNot':
      return !texts.some((text) => asked.includes(text));
    case 'contains':
      return asked.some((each) => texts.some((text) => text.includes(each)));
    case 'doesNotContain':
      return !asked.some((each) => texts.some((text) => text.includes(each)));
    case 'isEmpty':
      return texts.join('') === '';
    case 'isNotEmpty':
      return texts.join('') !== '';
    case 'isGreater':
      return typeof held === 'number' && held > bound;
    case 'isGreaterEqual':
      return typeof held === 'number' && held >= bound;
    case 'isLess':
      return typeof held === 'number' && held < bound;
    case 'isLessEqual':
      return typeof held === 'number' && held <= bound;
    default:
      throw new Error(`The double knows no filter ${String(operator)}`);
  }
}

/** Long texts come in several pieces. */
function segments(text: string): Json[] {
  const middle = text.length > 1 ? Math.ceil(text.length / 2) : text.length;
  return [text.slice(0, middle), text.slice(middle)]
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, type: 'text' }));
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
