// Moments as people type them, in the team's zone: "tomorrow 10:00", "明天10点半", "2026-10-26T10:00", "3h". Pure.

import { addDays, type Day, dayIn, instantAt } from '../../lib/day.ts';
import type { Team } from '../../policy/policy.ts';
import { malformed, missing, quoted } from '../malformed.ts';
import { readDay } from './days.ts';

/** A moment, and what was typed after it. */
export interface MomentRead {
  at: Date;
  rest: readonly string[];
}

const hourMs = 3_600_000;
const timePattern = '(?:上午|早上|中午|下午|晚上)?\\d{1,2}(?:(?::\\d{2})?(?:am|pm)|:\\d{2}|点(?:半|\\d{1,2}分?)?)';
const fillers = new Set(['until', 'till', 'to', '到', '至', '直到']);

/**
 * The moment at the beginning of `words`, which must lie after `now`. A day alone means the start of work on it, a time
 * alone the next moment at which the clock shows it.
 */
export function takeMoment(words: readonly string[], now: Date, team: Team): MomentRead {
  const [first, ...others] = words;
  if (first === undefined) {
    throw missing({ zh: '时间（如“明天10:00”）', en: 'moment (such as "tomorrow 10:00")' });
  }
  if (fillers.has(first.toLowerCase())) return takeMoment(others, now, team);
  const [second, ...rest] = others;
  const both = second === undefined ? undefined : readMoment(`${first} ${second}`, now, team);
  if (!both && second !== undefined && /^\d{1,2}[:：点]/.test(second.normalize('NFKC'))) throw notATime(second);
  const read: MomentRead | undefined = both ? { at: both, rest } : single(first, others, now, team);
  if (!read) {
    throw malformed({
      zh: `${quoted(first)}不是时间，应写成“明天10:00”、“周一 10:00”、“2026-10-26 10:00”或“3小时”。`,
      en: `${quoted(first)} is not a moment; write "tomorrow 10:00", "Mon 10:00", "2026-10-26 10:00" or "3h".`,
    });
  }
  if (read.at <= now) {
    throw malformed({
      zh: `${quoted(first)}已经过去，请写一个以后的时间。`,
      en: `${quoted(first)} has passed; write a moment that is still to come.`,
    });
  }
  return read;
}

/** A mistyped time must not become the first word of the reason. */
function notATime(word: string) {
  return malformed({
    zh: `${quoted(word)}不是钟点，应写成 10:00 或 下午3点。`,
    en: `${quoted(word)} is not a time of day; write 10:00 or 3pm.`,
  });
}

function single(word: string, rest: readonly string[], now: Date, team: Team): MomentRead | undefined {
  const at = readMoment(word, now, team);
  return at && { at, rest };
}

function readMoment(text: string, now: Date, team: Team): Date | undefined {
  const plain = text.normalize('NFKC').toLowerCase().trim();
  return readIso(plain, team) ?? readLength(plain, now) ?? readWallClock(plain, now, team);
}

function readIso(text: string, team: Team): Date | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})t(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(z|[+-]\d{2}:?\d{2})?$/.exec(text);
  if (!match) return undefined;
  if (match[3] !== undefined) {
    const at = new Date(text.toUpperCase());
    return Number.isNaN(at.getTime()) ? undefined : at;
  }
  return readWallClock(`${match[1]} ${match[2]}`, new Date(0), team);
}

function readLength(text: string, now: Date): Date | undefined {
  const match = /^(\d{1,3})\s?(h|hours?|小时|d|days?|天)$/.exec(text);
  if (!match) return undefined;
  const hours = /^(?:h|小)/.test(match[2] ?? '') ? 1 : 24;
  return new Date(now.getTime() + Number(match[1]) * hours * hourMs);
}

function readWallClock(text: string, now: Date, team: Team): Date | undefined {
  const today = dayIn(team.zone, now);
  const timeAlone = readTime(text);
  if (timeAlone !== undefined) return nextAt(team.zone, today, timeAlone, now);
  const match = new RegExp(`^(.+?)\\s*(${timePattern})$`).exec(text);
  const on = readDay(match?.[1] ?? text, today, 'coming');
  const minute = match ? readTime(match[2] ?? '') : team.workingHours.start;
  return on === undefined || minute === undefined ? undefined : instantAt(team.zone, on, minute);
}

function nextAt(zone: string, today: Day, minute: number, now: Date): Date {
  const at = instantAt(zone, today, minute);
  return at > now ? at : instantAt(zone, addDays(today, 1), minute);
}

/** Minutes since midnight from "10:00", "3pm", "下午3点半". */
function readTime(text: string): number | undefined {
  if (!new RegExp(`^${timePattern}$`).test(text)) return undefined;
  const [, half = '', hour = '', minute = '0'] = /^(\D*)(\d+)\D*(\d*)/.exec(text) ?? [];
  const hours = onDayClock(Number(hour), half, text);
  const minutes = text.includes('半') ? 30 : Number(minute);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : undefined;
}

/** The hour from 0 to 23 behind "下午3" or "3pm". */
function onDayClock(hour: number, half: string, text: string): number {
  if (half === '下午' || half === '晚上' || (half === '中午' && hour < 11) || text.endsWith('pm')) {
    return hour < 12 ? hour + 12 : hour;
  }
  return text.endsWith('am') && hour === 12 ? 0 : hour;
}
