// Looks at the set-up now and then: token, bot ability, permissions, events, groups, people. What is missing is named with
// what to do.

import type { Bilingual } from '../../lib/language.ts';
import type { Group, Person, Policy } from '../../policy/policy.ts';
import type { LinkState, PlatformCheck } from '../checks.ts';
import { alarm, type Check, type Finding, findEach, linkDown, lookNowAndThen, warning } from '../findings.ts';
import { adviceFor } from './advice.ts';
import type { BotMemory } from './bot.ts';
import { adviceAbout, permissionFindings, subscriptionFindings } from './check-app.ts';
import type { Directory } from './directory.ts';
import type { FeishuGateway } from './gateway.ts';
import type { Places } from './places.ts';
import type { FeishuSettings } from './settings.ts';
import { readTrouble } from './trouble.ts';

interface Tools {
  settings: FeishuSettings;
  gateway: FeishuGateway;
  bot: BotMemory;
  directory: Directory;
  places: Places;
  policy: Policy;
  links(): readonly LinkState[];
}

/** A look costs a few calls of a monthly quota. */
const everyMs = 60 * 60_000;
/** After trouble, and after the start, when groups and people are being set up. */
const soonMs = 60_000;

export function openCheck(tools: Tools): Check {
  return lookNowAndThen({
    look: () => checkFeishu(tools),
    waitMs: (failures) => (failures === 0 ? everyMs : Math.min(everyMs, soonMs * failures)),
    links: () => tools.links().flatMap(linkFinding).map(ofFeishu),
  });
}

/** Everything about the set-up that can be found out, each with what to do; connections aside. Never throws. */
export async function checkFeishu(tools: Omit<Tools, 'links'>): Promise<PlatformCheck[]> {
  try {
    const { isOn } = await tools.bot.refresh();
    if (!isOn) return [ofFeishu(alarm(adviceFor('230006')))];
    const groups = tools.policy.groups.filter(({ platform }) => platform === 'feishu');
    const found = [
      ...(await permissionFindings(tools)),
      ...(await subscriptionFindings(tools)),
      ...(await findEach(groups, (group) => groupFinding(tools, group))),
      ...(await findEach(tools.policy.people, (person) => personFinding(tools, person))),
    ];
    const isWell = found.every(({ level }) => level === 'ok');
    return (isWell ? [allSet, ...found] : found).map(ofFeishu);
  } catch (error) {
    return [ofFeishu(alarm(adviceAbout(readTrouble(error), tools.settings)))];
  }
}

async function groupFinding({ gateway, settings }: Omit<Tools, 'links'>, group: Group): Promise<Finding | undefined> {
  const named = (advice: Bilingual): Bilingual => ({
    zh: `群 ${group.channel}（${group.id}）：${advice.zh}`,
    en: `group ${group.channel} (${group.id}): ${advice.en}`,
  });
  const path = { chat_id: group.channel };
  try {
    const inside = await gateway.call('im.chat.is_in_chat', (client) => client.im.v1.chatMembers.isInChat({ path }));
    if (inside.data?.is_in_chat === false) return alarm(named(adviceFor('230002')));
    const chat = await gateway.call('im.chat.get', (client) => client.im.v1.chat.get({ path }));
    return chat.data?.urgent_setting === 'only_owner' ? { level: 'ok', text: named(notUrgent) } : undefined;
  } catch (error) {
    return alarm(named(adviceAbout(readTrouble(error), settings)));
  }
}

async function personFinding(
  { directory, places, settings }: Omit<Tools, 'links'>,
  person: Person,
): Promise<Finding | undefined> {
  const named = (advice: Bilingual) => warning({ zh: `${person.id}：${advice.zh}`, en: `${person.id}: ${advice.en}` });
  try {
    await directory.openIdOf(person.id);
    const refusal = places.refusalOf(person.id);
    return refusal === undefined ? undefined : named(adviceFor(refusal));
  } catch (error) {
    const trouble = readTrouble(error);
    // Too many at once says nothing about the person; the next look goes on from here.
    return trouble.retryAfterMs === undefined ? named(adviceAbout(trouble, settings)) : undefined;
  }
}

function linkFinding(link: LinkState): Finding[] {
  if (link.isUp) return [];
  const { trouble } = link;
  return [linkDown(link, trouble === undefined || trouble === 'closed' ? undefined : adviceFor(trouble))];
}

const allSet: Finding = {
  level: 'ok',
  text: {
    zh: '凭证、机器人、权限、群和人员都已就绪；卡片要求飞书客户端 7.20 及以上',
    en: 'credentials, bot, permissions, groups and people are all set; cards need the Feishu client 7.20 or newer',
  },
};

const notUrgent: Bilingual = {
  zh: '只有群主和群管理员可以在这里加急；升级消息走私聊加急，不受影响',
  en: 'only its owner and admins may make messages urgent here; escalations are made urgent one-to-one and still arrive',
};

function ofFeishu(finding: Finding): PlatformCheck {
  return {
    ...finding,
    platform: 'feishu',
    text: { zh: `飞书：${finding.text.zh}。`, en: `Feishu: ${finding.text.en}.` },
  };
}
