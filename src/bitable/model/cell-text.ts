// A field of a record as `records/search` gives it → the text that a CSV file would have in that cell. Pure.

import { dayIn } from '../../lib/day.ts';

export interface CellReading {
  /** A number in this column is a moment, in milliseconds. */
  isDate: boolean;
  /** In which days begin. */
  zone: string;
  /** Ids of our people by open_id. */
  people: ReadonlyMap<string, string>;
}

/** A smaller number is a day written as one, such as 20261025. */
const firstMoment = 100_000_000_000;

/** What stands in the field; "" for an empty one, and for what has no text (a picture without a name). */
export function cellText(value: unknown, reading: CellReading): string {
  return oneLine(textOf(value, reading)).trim();
}

/** Without line breaks, and without what nobody can see. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ');
}

/** The open_ids that stand in a field. */
export function openIdsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(openIdsIn);
  if (!isJson(value)) return [];
  if ('value' in value) return openIdsIn(value.value);
  const openId = openIdOf(value);
  return openId === undefined ? [] : [openId];
}

function textOf(value: unknown, reading: CellReading): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return reading.isDate && value >= firstMoment ? dayOf(value, reading.zone) : numberText(value);
    case 'boolean':
      return String(value);
    default:
      if (Array.isArray(value)) return listText(value, reading);
      return isJson(value) ? objectText(value, reading) : '';
  }
}

/** A long text comes in pieces; everything else that comes as a list are several things. */
function listText(list: readonly unknown[], reading: CellReading): string {
  const isOneText = list.every((each) => isJson(each) && 'type' in each && !('record_ids' in each));
  const texts = list.map((each) => textOf(each, reading));
  return isOneText ? texts.join('') : texts.filter((text) => text !== '').join(', ');
}

/** Formulas and look-ups hold a value; people are who they are here; links, places and files are what they are called. */
function objectText(value: Json, reading: CellReading): string {
  if ('value' in value) return textOf(value.value, reading);
  const person = reading.people.get(openIdOf(value) ?? '');
  if (person !== undefined) return person;
  const known = [value.text, value.full_address, value.email, value.name, value.link];
  return known.find((each): each is string => typeof each === 'string' && each !== '') ?? '';
}

/** A person of a field for people, or one who is mentioned in a text. */
function openIdOf(value: Json): string | undefined {
  return [value.id, value.token].find((each): each is string => typeof each === 'string' && each.startsWith('ou_'));
}

/** Without the traces of binary fractions: 0.1 + 0.2 is 0.3. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : '';
}

function dayOf(milliseconds: number, zone: string): string {
  const at = new Date(milliseconds);
  return Number.isNaN(at.getTime()) ? String(milliseconds) : dayIn(zone, at);
}

type Json = Readonly<Record<string, unknown>>;

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
