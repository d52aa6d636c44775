// Looks at the set-up now and then: token, bot ability, groups, people. What is missing is named with what to do.

import type { Bilingual } from '../../lib/language.ts';
import type { Group, Person, Policy } from '../../team/policy.ts';
import type { LinkState, PlatformCheck } from '../checks.ts';
import { alarm, type Check, type Finding, findEach, linkDown, lookNowAndThen, warning } from '../findings.ts';
import { adviceFor } from './advice.ts';
import type { BotMemory } from './bot.ts';
import type { Directory } from './directory.ts';
import type { FeishuGateway } from './gateway.ts';
import type { Places } from './places.ts';
import { readTrouble } from './trouble.ts';

interface Tools {
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
      ...(await findEach(groups, (group) => groupFinding(tools, group))),
      ...(await findEach(tools.policy.people, (person) => personFinding(tools, person))),
    ];
    return (found.length > 0 ? found : [allSet]).map(ofFeishu);
  } catch (error) {
    return [ofFeishu(alarm(adviceFor(readTrouble(error).code)))];
  }
}

async function groupFinding({ gateway }: Omit<Tools, 'links'>, group: Group): Promise<Finding | undefined> {
  const named = (advice: Bilingual): Bilingual => ({
    zh: `群 ${group.channel}（${group.id}）：${advice.zh}`,
    en: `group ${group.channel} (${group.id}): ${advice.en}`,
  });
  try {
    const { data } = await gateway.call('im.chat.is_in_chat', (client) =>
      client.im.v1.chatMembers.isInChat({ path: { chat_id: group.channel } }),
    );
    return data?.is_in_chat === false ? alarm(named(adviceFor('230002'))) : undefined;
  } catch (error) {
    return alarm(named(adviceFor(readTrouble(error).code)));
  }
}

async function personFinding(
  { directory, places }: Omit<Tools, 'links'>,
  person: Person,
): Promise<Finding | undefined> {
  const named = (advice: Bilingual) => warning({ zh: `${person.id}：${advice.zh}`, en: `${person.id}: ${advice.en}` });
  try {
    await directory.openIdOf(person.id);
    const refusal = places.refusalOf(person.id);
    return refusal === undefined ? undefined : named(adviceFor(refusal));
  } catch (error) {
    const { code, retryAfterMs } = readTrouble(error);
    // Too many at once says nothing about the person; the next look goes on from here.
    return retryAfterMs === undefined ? named(adviceFor(code)) : undefined;
  }
}

function linkFinding(link: LinkState): Finding[] {
  if (link.isUp) return [];
  const { trouble } = link;
  return [linkDown(link, trouble === undefined || trouble === 'closed' ? undefined : adviceFor(trouble))];
}

const allSet: Finding = {
  level: 'ok',
  text: { zh: '凭证、机器人、群和人员都已就绪', en: 'credentials, bot, groups and people are all set' },
};

function ofFeishu(finding: Finding): PlatformCheck {
  return {
    ...finding,
    platform: 'feishu',
    text: { zh: `飞书：${finding.text.zh}。`, en: `Feishu: ${finding.text.en}.` },
  };
}
