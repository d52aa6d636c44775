// Whether the hours, holidays and escalation times of a policy file make sense together.

import type { Bilingual } from '../../lib/language.ts';
import { unknownPlace } from '../holidays.ts';
import { policySchema, type Team, teamSchema } from '../policy.ts';
import { isRecord, type PathFault } from './fault.ts';

/** Country, state and region of the holidays must exist. */
export function checkPlace(raw: Record<string, unknown>): PathFault[] {
  const { holidays } = teamSchema.safeParse(raw.team).data ?? {};
  if (holidays === undefined || typeof holidays === 'string') return [];
  const path = ['team', 'holidays'];
  if (holidays.country === 'CN') return [{ path: [...path, 'country'], text: chinaText }];
  const unknown = unknownPlace(holidays);
  if (!unknown) return [];
  const known = unknown.known.length > 0 ? unknown.known : ['–'];
  return [
    {
      path: [...path, unknown.part],
      text: {
        zh: `节假日数据里没有这个值，可以写：${known.join('、')}`,
        en: `there are no holidays for this; known are: ${known.join(', ')}`,
      },
    },
  ];
}

/** Working hours must run forward, breaks lie inside them, and the time to answer must fit into a day. */
export function checkHours(raw: Record<string, unknown>): PathFault[] {
  const team = teamSchema.safeParse(raw.team).data;
  if (!team) return [];
  const { start, end, breaks } = team.workingHours;
  const path = ['team', 'workingHours'];
  const both = team.extraHolidays.filter((each) => team.extraWorkdays.includes(each));
  const faults: PathFault[] = both.map((each) => ({
    path: ['team', 'extraWorkdays', team.extraWorkdays.indexOf(each)],
    text: bothText,
  }));
  if (start >= end) return [...faults, { path: [...path, 'end'], text: backwardsText }];
  const sorted = [...breaks].sort((a, b) => a.from - b.from);
  sorted.forEach((pause, index) => {
    const at = [...path, 'breaks', breaks.indexOf(pause)];
    const previous = sorted[index - 1];
    if (pause.from >= pause.to) faults.push({ path: at, text: backwardsText });
    else if (pause.from <= start || pause.to >= end) faults.push({ path: at, text: outsideText });
    else if (previous && pause.from <= previous.to) faults.push({ path: at, text: overlapText });
  });
  if (faults.length === 0) faults.push(...checkAnswerTime(raw, team));
  return faults;
}

/** Steps must follow one another in time. */
export function checkEscalation(raw: Record<string, unknown>): PathFault[] {
  const steps = policySchema.shape.escalation.safeParse(raw.escalation).data?.steps ?? [];
  const minute = (at: (typeof steps)[number]['at']) => (at === 'deadline' ? 0 : at.workdaysLater * 1440 + at.time);
  return steps.flatMap((step, index) => {
    const previous = steps[index - 1];
    const late = previous !== undefined && minute(step.at) < minute(previous.at);
    return late ? [{ path: ['escalation', 'steps', index], text: orderText }] : [];
  });
}

function checkAnswerTime(raw: Record<string, unknown>, team: Team): PathFault[] {
  const answering = policySchema.shape.answering.safeParse(raw.answering).data;
  const { start, end, breaks } = team.workingHours;
  const dayLength = breaks.reduce((length, pause) => length - (pause.to - pause.from), end - start);
  if (!answering || answering.minAnswerMinutes <= dayLength) return [];
  const path = isRecord(raw.answering) ? ['answering', 'minAnswerMinutes'] : ['team', 'workingHours'];
  return [
    {
      path,
      text: {
        zh: `一个工作日只有 ${dayLength} 分钟，minAnswerMinutes 不能更长`,
        en: `a workday has ${dayLength} minutes only: minAnswerMinutes cannot be longer`,
      },
    },
  ];
}

const chinaText: Bilingual = {
  zh: '中国请写 holidays: china，这样才包含调休',
  en: 'for China write holidays: china, which knows the make-up workdays as well',
};
const backwardsText: Bilingual = {
  zh: '结束必须晚于开始，同一天之内（可写到 24:00）',
  en: 'the end must be later than the start, within one day (up to 24:00)',
};
const outsideText: Bilingual = {
  zh: '休息必须在上班时间之内，不能紧贴上下班',
  en: 'a break must lie inside the working hours, not at their start or end',
};
const overlapText: Bilingual = { zh: '与另一段休息重叠或相连', en: 'this overlaps or touches another break' };
const bothText: Bilingual = {
  zh: '同一天不能既是 extraHolidays 又是 extraWorkdays',
  en: 'a day cannot stand under extraHolidays and extraWorkdays at once',
};
const orderText: Bilingual = {
  zh: '升级步骤要按时间先后排列，这一步早于上一步',
  en: 'steps must be in order of time: this one comes before the one above it',
};
