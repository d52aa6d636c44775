// The policy file: who the team is, when it works, what it sells and how it wants to be asked.
// This is its shape and its defaults; `config.ts` reads the file, `calendar.ts` and `people.ts` answer questions about it.

import { z } from 'zod';
import { type Day, isZone, parseDay } from '../lib/day.ts';
import { languages } from '../lib/language.ts';
import { readShare } from '../lib/percent.ts';
import { bitableSchema } from './bitable-policy.ts';
import { currency, written, writtenSo } from './checked-text.ts';
import { inventorySchema, transportSchema } from './inventory-policy.ts';
import { type AccountPlatform, accountPlatforms, platforms } from './platforms.ts';
import { readThreshold, type Side } from './threshold-limits.ts';

/** How strictly a deviation must be out of the ordinary before it asks (detection policies). */
export const detectionPolicies = ['literal', 'loose', 'balanced', 'strict'] as const;
export type DetectionPolicy = (typeof detectionPolicies)[number];

export const roles = ['operator', 'manager', 'admin'] as const;
export type Role = (typeof roles)[number];

const id = written(/^[a-z0-9][a-z0-9._-]{0,39}$/, {
  zh: '只用小写字母、数字、“.”、“_”、“-”，不超过 40 个字符，例如 "op-wang"',
  en: 'use a–z, 0–9, ".", "_" or "-", at most 40 characters, such as "op-wang"',
});
const zone = writtenSo(isZone, {
  zh: '写时区名称，例如 "Asia/Shanghai"',
  en: 'write a time zone such as "Asia/Shanghai"',
});
const minuteOfDay = written(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, {
  zh: '写 24 小时制时间，例如 "09:00"',
  en: 'write a time of day such as "09:00"',
}).transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
const asDay = writtenSo((text) => parseDay(text) !== undefined, {
  zh: '写日期，例如 2026-10-01',
  en: 'write a day such as 2026-10-01',
}).transform((text) => text as Day);

/** A threshold, as a fraction; written as 20%, "20 %", 20 or 0.2. */
const thresholdOf = (side: Side) =>
  z.unknown().transform((written, ctx): number => {
    const read = readThreshold(String(written), [side]);
    if (typeof read === 'number') return read;
    ctx.addIssue({ code: 'custom', message: read.en, params: { write: read } });
    return z.NEVER;
  });

/** A share of something, as a fraction; written in the same ways. */
const shareOfWhole = z.unknown().transform((written, ctx): number => {
  const read = readShare(String(written));
  if (read.is === 'share' && read.fraction > 0 && read.fraction <= 1) return read.fraction;
  // 1 alone can only be the whole here.
  if (read.is === 'unclear' && read.asFraction === 1) return 1;
  ctx.addIssue({ code: 'custom', message: shareText.en, params: { write: shareText } });
  return z.NEVER;
});
const shareText = { zh: '写 1% 到 100% 之间的百分比，例如 70%', en: 'write a percentage up to 100%, such as 70%' };

const workingHours = z.strictObject({
  start: minuteOfDay.prefault('09:00'),
  end: minuteOfDay.prefault('18:00'),
  breaks: z.array(z.strictObject({ from: minuteOfDay, to: minuteOfDay })).default([]),
});

const holidays = z.union([
  z.literal('china'),
  z.literal('none'),
  z.strictObject({
    country: written(/^[A-Z]{2}$/, {
      zh: '写两个大写字母的国家代码，例如 "DE"',
      en: 'write a country code of two capital letters, such as "DE"',
    }),
    state: z.string().optional(),
    region: z.string().optional(),
  }),
]);

export const teamSchema = z.strictObject({
  name: z.string().min(1),
  zone: zone.default('Asia/Shanghai'),
  language: z.enum(languages).default('zh'),
  workingHours: workingHours.prefault({}),
  /** ISO weekdays, 1 = Monday. */
  workweek: z.array(z.number().int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5]),
  holidays: holidays.default('china'),
  extraHolidays: z.array(asDay).default([]),
  extraWorkdays: z.array(asDay).default([]),
  /** Last day up to which the two lists above were completed by hand from the official notice. */
  holidaysKnownUntil: asDay.optional(),
});

/** What a person is called on each platform. */
const accounts = Object.fromEntries(accountPlatforms.map((platform) => [platform, z.string().optional()])) as Record<
  AccountPlatform,
  z.ZodOptional<z.ZodString>
>;

export const personSchema = z.strictObject({
  id,
  name: z.string().min(1),
  role: z.enum(roles).default('operator'),
  manager: id.optional(),
  deputy: id.optional(),
  email: z.email().optional(),
  language: z.enum(languages).optional(),
  ...accounts,
});

export const groupSchema = z.strictObject({
  id,
  platform: z.enum(platforms),
  /** The platform's own id of the channel or group; the console needs none. */
  channel: z.string().default('team'),
  name: z.string().optional(),
  /** Stores whose forms go to this group; all when left out. */
  stores: z.array(id).optional(),
});

const threshold = z.strictObject({ up: thresholdOf('up').default(0.2), down: thresholdOf('down').default(0.2) });

/** Kinds of files that bring sales; each is a source of its own. */
const salesSources = ['amazon-all-orders', 'daily-sales'] as const;

export const storeSchema = z.strictObject({
  id,
  name: z.string().optional(),
  platform: z.enum(['amazon', 'tiktok', 'shopify', 'other']).default('other'),
  zone,
  currency: currency.default('USD'),
  /** The name this store has in the "sales-channel" column of Amazon's All Orders reports. */
  salesChannel: z.string().optional(),
  /** Stores that name the same pool report the same stock; it is counted once. */
  pool: id.optional(),
  /** Which source's sales count, when several deliver; the first that delivered, when left out. */
  salesSource: z.enum(salesSources).optional(),
  /** Judged in units, or in orders where units are lumpy (wholesale). */
  measure: z.enum(['units', 'orders']).default('units'),
  /** Minutes after local midnight at which a sales day counts as over. */
  closeMarginMinutes: z.number().int().min(0).max(720).default(45),
  /** Team time at which yesterday's sales must be in; a notice goes to the data owner half an hour later. */
  expectedBy: minuteOfDay.optional(),
  /** Who answers for SKUs nobody owns. */
  owner: id.optional(),
  /** Who looks after the feed. */
  dataOwner: id.optional(),
  detection: z.enum(detectionPolicies).optional(),
  threshold: threshold.optional(),
  /** How goods travel to it; the usual days of each mode when left out. */
  transport: transportSchema.optional(),
});

/** How loudly somebody is told, where their platform can (飞书加急); "sms" and "phone" come on top of the notice in the app. */
const urgencies = ['none', 'app', 'sms', 'phone'] as const;
export type Urgency = (typeof urgencies)[number];
/** One way of calling somebody's attention to a message. */
export type UrgentMeans = Exclude<Urgency, 'none'>;

const escalationStep = z.strictObject({
  /** Manager levels above the owner: 1 = their manager, 2 = the manager's manager. */
  level: z.number().int().min(1).max(5),
  /** When: at the answer deadline, or at a team time on the n-th workday after it. */
  at: z.union([
    z.literal('deadline'),
    z.strictObject({ workdaysLater: z.number().int().min(1).max(10), time: minuteOfDay }),
  ]),
  /** Text messages and calls cost the company's quota, so a step has to ask for them. */
  urgent: z.enum(urgencies).default('app'),
});

const escalation = z.strictObject({
  graceMinutes: z.number().int().min(0).max(240).default(0),
  steps: z
    .array(escalationStep)
    .min(1)
    .prefault([
      { level: 1, at: 'deadline' },
      { level: 2, at: { workdaysLater: 1, time: '11:00' } },
    ]),
});

const answering = z.strictObject({
  /** Working minutes an operator has at least, however late in the day the form comes. */
  minAnswerMinutes: z.number().int().min(5).max(480).default(60),
  /** Working minutes to answer again after the manager returned the answer. */
  returnMinutes: z.number().int().min(5).max(480).default(60),
  reminderMinutesBefore: z.number().int().min(5).max(480).default(60),
  maxRemindersPerDay: z.number().int().min(0).max(10).default(2),
});

const detection = z.strictObject({
  policy: z.enum(detectionPolicies).default('balanced'),
  threshold: threshold.prefault({}),
  /** New forms for one operator and day; the rest is named in the digest. */
  maxFormsPerOperatorDay: z.number().int().min(1).max(1000).default(10),
  /** Share of the usual rows under which a file does not count as a complete day. */
  minFeedShare: shareOfWhole.default(0.7),
});

const schedule = z.strictObject({
  digest: minuteOfDay.prefault('09:00'),
  weekly: z
    .strictObject({ weekday: z.number().int().min(1).max(7).default(1), time: minuteOfDay.prefault('09:30') })
    .prefault({}),
});

export const policySchema = z.strictObject({
  team: teamSchema,
  people: z.array(personSchema).min(1),
  groups: z
    .array(groupSchema)
    .min(1)
    .prefault([{ id: 'team', platform: 'console' }]),
  stores: z.array(storeSchema).min(1),
  escalation: escalation.prefault({}),
  answering: answering.prefault({}),
  detection: detection.prefault({}),
  schedule: schedule.prefault({}),
  inventory: inventorySchema.prefault({}),
  bitable: bitableSchema.prefault({}),
});

export type Policy = z.infer<typeof policySchema>;
export type Team = Policy['team'];
export type Person = Policy['people'][number];
export type Group = Policy['groups'][number];
export type Store = Policy['stores'][number];
export type EscalationStep = Policy['escalation']['steps'][number];
