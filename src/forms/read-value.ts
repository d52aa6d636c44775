// Reads what somebody typed into one field: the tidied value to store, or what to write instead. Knows no other fields.

import { addDays, day, parseDay } from '../lib/day.ts';
import type { Bilingual } from '../lib/language.ts';
import type { Field } from './form.ts';

/** `value` is empty where nothing was filled in. Reading it again gives the same `value`. */
export type Reading = { ok: true; value: string } | { ok: false; error: Bilingual };

/** Longer than any field allows: such a text is not processed. */
const maxRawLength = 20_000;
/** Plans do not reach further. */
const maxDaysAhead = 730;

/** Reads what was typed into `field` on the team's day `today`; `raw` is untrusted. */
export function readValue(field: Field, raw: unknown, today: string): Reading {
  if (raw === undefined || raw === null) return { ok: true, value: '' };
  if (typeof raw !== 'string') return wrong('请填写文字。', 'Write a text here.');
  if (raw.length > maxRawLength) return wrong('内容太长，请缩短。', 'This is far too long: shorten it.');
  switch (field.kind) {
    case 'choice':
      return readChoice(field, tidy(raw));
    case 'tick':
      return readTick(tidy(raw));
    case 'whole_number':
      return readNumber(field, tidy(raw));
    case 'day':
      return readDay(tidy(raw), today);
    case 'text':
      return readText(field, raw);
  }
}

/** Visible characters without spaces; 0 for a text without a letter or digit. */
export function visibleLength(text: string): number {
  const seen = text.replace(/[\s\p{Cf}\u115F\u1160\u2800\u3164\uFFA0]/gu, '');
  return /[\p{L}\p{N}]/u.test(seen) ? [...seen].length : 0;
}

function readChoice(field: Field & { kind: 'choice' }, text: string): Reading {
  if (text === '' || field.options.some((each) => each.value === text)) return { ok: true, value: text };
  return wrong('请从列出的选项中选一个。', 'Choose one of the options listed.');
}

function readTick(text: string): Reading {
  const word = text.toLowerCase();
  if (['yes', 'on', 'true', '1'].includes(word)) return { ok: true, value: 'yes' };
  if (['', 'no', 'off', 'false', '0'].includes(word)) return { ok: true, value: '' };
  return wrong('请勾选或不勾选。', 'Tick this or leave it.');
}

function readNumber(field: Field & { kind: 'whole_number' }, text: string): Reading {
  if (text === '') return { ok: true, value: '' };
  const match = /^(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})\s*(?:件|个|只|套|pcs?|units?)?\.?$/i.exec(text);
  if (!match?.[1]) {
    return wrong(
      '请只填整数件数，例如 120（箱数请换算成件）。',
      'Write whole units, such as 120 (turn cartons into units).',
    );
  }
  const value = Number(match[1].replaceAll(',', ''));
  if (value >= field.min && value <= field.max) return { ok: true, value: String(value) };
  return wrong(
    `请填 ${field.min} 到 ${field.max} 之间的整数。`,
    `Write a whole number from ${field.min} to ${field.max}.`,
  );
}

function readDay(text: string, today: string): Reading {
  if (text === '') return { ok: true, value: '' };
  const match = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text);
  const [, year = '', month = '', date = ''] = match ?? [];
  const found = parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
  if (!found) return wrong(`请填写存在的日期，例如 ${today}。`, `Write a day that exists, such as ${today}.`);
  if (found < today) return wrong(`日期已过，请填 ${today} 或以后。`, `That day is over: write ${today} or later.`);
  const last = addDays(day(today), maxDaysAhead);
  if (found > last) return wrong(`日期太远，请填 ${last} 以前。`, `That is too far ahead: write a day up to ${last}.`);
  return { ok: true, value: found };
}

function readText(field: Field & { kind: 'text' }, raw: string): Reading {
  const text = tidyText(raw);
  // Everything invisible but the line break, lone surrogates, and marks that change the reading direction.
  if (/[^\P{Cc}\n]|\p{Cs}|[\u202A-\u202E\u2066-\u2069]/u.test(text)) {
    return wrong('内容含有不可见的控制字符，请删除后重填。', 'This holds invisible control characters: remove them.');
  }
  const length = [...text].length;
  if (length <= field.maxLength) return { ok: true, value: text };
  return wrong(
    `最多 ${field.maxLength} 个字，现在 ${length} 个，请缩短。`,
    `At most ${field.maxLength} characters, this has ${length}: shorten it.`,
  );
}

/** Full-width digits and letters become plain ones; zero-width marks are removed. */
function tidy(raw: string): string {
  return withoutZeroWidth(raw).normalize('NFKC').trim();
}

function tidyText(raw: string): string {
  const lines = withoutZeroWidth(raw)
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replaceAll('\t', ' ');
  return lines.normalize('NFC').trim();
}

/** Zero-width space, word joiner, byte order mark, soft hyphen; the joiners that hold emoji and scripts together stay. */
function withoutZeroWidth(raw: string): string {
  return raw.replace(/[\u200B\u2060\uFEFF\u00AD]/gu, '');
}

function wrong(zh: string, en: string): Reading {
  return { ok: false, error: { zh, en } };
}
