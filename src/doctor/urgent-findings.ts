// What the doctor says of calls for somebody's attention (飞书加急) that did not work. The message itself stands: nothing was
// lost, but its reader may not have noticed. Pure.

import type { UrgentRefusal } from '../chat/adapter.ts';
import type { Bilingual } from '../lib/language.ts';
import { clean } from '../messages/clean.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import type { UrgentTrouble } from '../store/reads/urgent-calls.ts';
import type { Finding } from './finding.ts';
import type { DoctorReport } from './report.ts';

const meansWords: Readonly<Record<UrgentTrouble['means'], Bilingual>> = {
  app: { zh: '应用内加急', en: 'urgent notice in the app' },
  sms: { zh: '短信加急', en: 'urgent text message' },
  phone: { zh: '电话加急', en: 'urgent phone call' },
};

const advice: Readonly<Record<UrgentRefusal, Bilingual>> = {
  no_quota: {
    zh: '企业的加急额度已用完。请飞书管理员在管理后台增加额度，或在策略文件 escalation.steps 里把 urgent 改成 app',
    en: 'the company’s quota for urgent messages is used up. Have the Feishu administrator add to it, or write urgent: app under escalation.steps in the policy file',
  },
  too_many_unread: {
    zh: '对方的未读加急已满 200 条。请对方在飞书里处理旧的加急消息',
    en: 'this person has 200 unread urgent messages. Ask them to look through these in Feishu',
  },
  not_allowed_here: {
    zh: '这个会话只允许群主或管理员加急。请群主在群设置里放开',
    en: 'only owners and admins may make messages urgent in this conversation. Ask its owner to allow it',
  },
  folded: {
    zh: '对方折叠了与机器人的会话，只有应用内加急能送到。请对方取消折叠，或在策略文件里把 urgent 改成 app',
    en: 'this person keeps the conversation with the bot folded, where only the notice in the app arrives. Ask them to unfold it, or write urgent: app in the policy file',
  },
  not_reached: {
    zh: '联系不到对方。请确认对方在职、在应用可用范围内，短信和电话还要在飞书绑定手机号',
    en: 'this person could not be reached. See that they are active and within the app’s availability; text messages and calls need a phone number bound in Feishu',
  },
  no_permission: {
    zh: '应用没有加急权限。请开通 im:message.urgent（短信、电话另需 im:message.urgent:sms、im:message.urgent:phone），再发布新版本',
    en: 'the app may not do this. Add the permission im:message.urgent (im:message.urgent:sms or im:message.urgent:phone for text messages or calls) and publish a new version',
  },
  told_in_group: {
    zh: '私信送不到，消息改发在群里，无法对他加急。请按群里那条消息上的说明处理',
    en: 'the private message could not be delivered and stands in the group, where it cannot be made urgent. Do what is said above it there',
  },
  refused: { zh: '被飞书拒绝', en: 'it was refused' },
};

const unclearAdvice: Bilingual = {
  zh: '不确定是否送出，不会自动再试，以免重复打扰。请直接联系对方',
  en: 'nobody knows whether it was made, and it is not made again by itself. Please talk to them directly',
};

/** One line for each way and reason, with the newest of them as its example. */
export function urgentFindings({ urgent }: DoctorReport): Finding[] {
  const alike = ({ means, reason, unclear }: UrgentTrouble) => `${means} ${unclear ? 'unclear' : reason}`;
  const kinds = [...new Set(urgent.map(alike))];
  return kinds.flatMap((kind) => {
    const [newest, ...others] = urgent.filter((each) => alike(each) === kind);
    return newest ? [finding(newest, 1 + others.length)] : [];
  });
}

function finding({ toId, means, caseIds, unclear, reason }: UrgentTrouble, count: number): Finding {
  const what = meansWords[means];
  const example = `${caseIds.slice(0, 3).map(caseNumber).join(', ')} → ${clean(toId, 40)}`;
  const why = unclear ? unclearAdvice : advice[refusalIn(reason)];
  const given = clean(reason ?? '–', 80);
  return {
    area: 'queue',
    level: 'warning',
    text: {
      zh: `近 7 天${what.zh}未成功 ${count} 次（最近：${example}）：${why.zh}（${given}）。消息本身已送达。`,
      en: `${what.en} not made, ${count} in the last 7 days (the newest: ${example}): ${why.en} (${given}). The message itself stands.`,
    },
  };
}

function refusalIn(reason: string | null): UrgentRefusal {
  const [word = ''] = (reason ?? '').split(' ');
  return word in advice ? (word as UrgentRefusal) : 'refused';
}
