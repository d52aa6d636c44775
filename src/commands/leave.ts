// `leave`: who is away and who stands in; entering leave, and coming back.

import { personName } from '../cases/display-names.ts';
import type { Context } from '../context.ts';
import { dayIn } from '../lib/day.ts';
import { type Language, texts } from '../lib/language.ts';
import { list, message, text } from '../messages/blocks.ts';
import { spanText } from '../messages/format.ts';
import type { Message } from '../messages/message.ts';
import { actorName } from '../policy/actor.ts';
import type { Person } from '../policy/policy.ts';
import { casesOwedBy } from '../store/cases.ts';
import { comingLeave, endLeave, setLeave } from '../team/set-leave.ts';
import { requireDay } from './args/days.ts';
import { namesPerson, parsePerson } from './args/people.ts';
import type { Command } from './command.ts';
import { done, expectNoMore, said } from './replies.ts';

const backWords = new Set(['back', 'end', 'cancel', 'off', '回来', '销假', '取消']);
const fillers = new Set(['to', 'until', 'till', '到', '至', '-', '~']);

const leaveTexts = texts({
  en: {
    title: 'Leave',
    none: 'Nobody is on leave, and none is planned.',
    line: (name: string, range: string, deputy: string) => `${name}: ${range}, deputy ${deputy}`,
    noDeputy: 'nobody: their manager is asked',
  },
  zh: {
    title: '请假',
    none: '没有人请假，也没有登记未来的假期。',
    line: (name, range, deputy) => `${name}：${range}，代理人 ${deputy}`,
    noDeputy: '未设置，由主管答复',
  },
});

export const leaveCommand: Command = {
  name: 'leave',
  aliases: ['请假', '休假'],
  usage: {
    zh: 'leave [@人员] 开始日期 [结束日期] [@代理人]，或 leave @人员 销假',
    en: 'leave [@USER] FROM [TO] [@DEPUTY], or leave @USER back',
  },
  summary: { zh: '登记请假和代理人；不带参数查看谁在休假', en: 'enter leave with a deputy; alone, who is away' },
  example: { zh: 'leave 我 明天 后天', en: 'leave me tomorrow' },
  role: 'operator',
  run: async (ctx, { args, language }) => {
    if (args.length === 0) return said(await overview(ctx, language));
    const { person, rest } = takePerson(ctx, args);
    const [word, ...others] = rest;
    if (word !== undefined && backWords.has(word.toLowerCase())) {
      expectNoMore(others);
      const changed = await endLeave(ctx, { personId: person.id });
      return done(changed === 0 ? notAway(person) : isBack(person));
    }
    return enter(ctx, person, rest);
  },
};

async function enter(ctx: Context, person: Person, words: readonly string[]) {
  const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
  const [first, second, third, ...rest] = words.filter((word) => !fillers.has(word.toLowerCase()));
  const from = requireDay(first, today, 'coming');
  const single = second === undefined || namesPerson(second, ctx.policy);
  const to = single ? from : requireDay(second, today, { nearestTo: from });
  const deputyWord = single ? second : third;
  expectNoMore(single && third !== undefined ? [third] : rest);
  const deputy = deputyWord === undefined ? undefined : parsePerson(deputyWord, ctx.policy, actorName(ctx.actor));
  await setLeave(ctx, { personId: person.id, from, to, deputyId: deputy?.id ?? null });
  const standIn = deputy?.name ?? personName(ctx.policy, person.deputy ?? null);
  const owed = (await casesOwedBy(ctx.db, person.id)).length;
  return done({
    zh: `已登记：${person.name} ${spanText({ from, to, today }, 'zh')}休假，新表单由${standIn ?? '主管'}答复。${owed > 0 ? `手上还有 ${owed} 张未答复，请用 assign 转给代理人。` : ''}`,
    en: `${person.name} is away ${spanText({ from, to, today }, 'en')}; new forms go to ${standIn ?? 'their manager'}.${owed > 0 ? ` ${owed} open ${owed === 1 ? 'form stays' : 'forms stay'} with them: hand them over with assign.` : ''}`,
  });
}

/** The person in front, or whoever asks when the line begins with a day. */
function takePerson(ctx: Context, args: readonly string[]): { person: Person; rest: readonly string[] } {
  const [first = '', ...rest] = args;
  const selfId = actorName(ctx.actor);
  const beginsWithDay = /^\d/.test(first.normalize('NFKC')) || backWords.has(first.toLowerCase());
  if (beginsWithDay && !namesPerson(first, ctx.policy)) {
    return { person: parsePerson('me', ctx.policy, selfId), rest: args };
  }
  return { person: parsePerson(first, ctx.policy, selfId), rest };
}

async function overview(ctx: Context, language: Language): Promise<Message> {
  const words = leaveTexts[language];
  const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
  const lines = (await comingLeave(ctx)).map((row) => {
    const name = personName(ctx.policy, row.personId) ?? row.personId;
    const standing = ctx.policy.people.find((each) => each.id === row.personId)?.deputy ?? null;
    const deputy = personName(ctx.policy, row.deputyId ?? standing) ?? words.noDeputy;
    return words.line(name, spanText({ from: row.fromDay, to: row.toDay, today }, language), deputy);
  });
  return message('plain', words.title, [list(lines, 30), lines.length === 0 ? text(words.none) : undefined]);
}

function notAway(person: Person) {
  return { zh: `${person.name} 没有登记假期。`, en: `No leave is entered for ${person.name}.` };
}

function isBack(person: Person) {
  return {
    zh: `${person.name} 已销假，新表单重新发给本人。`,
    en: `${person.name} is back; new forms go to them again.`,
  };
}
