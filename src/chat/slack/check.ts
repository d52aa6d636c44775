// Looks at the workspace now and then: token, scopes, channels, people. What is missing is named with what to click.

import type { Bilingual } from '../../lib/language.ts';
import type { Group, Person, Policy } from '../../policy/policy.ts';
import type { LinkState, PlatformCheck } from '../checks.ts';
import { alarm, type Check, type Finding, findEach, linkDown, lookNowAndThen, warning } from '../findings.ts';
import type { Directory } from './directory.ts';
import type { SlackGateway } from './gateway.ts';
import type { Places } from './places.ts';
import type { SlackSettings } from './settings.ts';
import { adviceFor, readTrouble } from './trouble.ts';
import { lookUpScopes, mayHave, type Workspace, type WorkspaceMemory } from './workspace.ts';

interface Tools {
  gateway: SlackGateway;
  workspace: WorkspaceMemory;
  directory: Directory;
  places: Places;
  policy: Policy;
  links(): readonly LinkState[];
}

/** Without these something that the product promises does not work. */
export const neededScopes = [
  'chat:write',
  'commands',
  'files:write',
  'im:write',
  'users:read',
  'users:read.email',
  'channels:read',
  'groups:read',
] as const;

const everyMs = 10 * 60_000;
/** After trouble, and after the start, when tokens and channels are being set up. */
const soonMs = 60_000;

export function openCheck(tools: Tools): Check {
  return lookNowAndThen({
    look: () => checkSlack(tools),
    waitMs: (failures) => (failures === 0 ? everyMs : soonMs),
    links: () => tools.links().flatMap(linkFinding).map(ofSlack),
  });
}

/** Everything about the set-up that can be found out, each with what to do; connections aside. Never throws. */
export async function checkSlack(tools: Omit<Tools, 'links'>): Promise<PlatformCheck[]> {
  try {
    const workspace = await tools.workspace.refresh();
    const groups = tools.policy.groups.filter(({ platform }) => platform === 'slack');
    const found = [
      ...scopeFindings(workspace),
      ...(await findEach(groups, (group) => groupFinding(tools, group))),
      ...(await findEach(tools.policy.people, (person) => personFinding(tools, person))),
    ];
    return (found.length > 0 ? found : [allSet]).map(ofSlack);
  } catch (error) {
    return [ofSlack(alarm(adviceFor(readTrouble(error).code)))];
  }
}

/** Can the app token open a connection? Only for a process that has none of its own. Never throws. */
export async function checkAppToken(gateway: SlackGateway, { transport }: SlackSettings): Promise<PlatformCheck[]> {
  if (transport.kind !== 'socket') return [];
  try {
    await gateway.client().apps.connections.open({ token: transport.appToken });
    return [];
  } catch (error) {
    return [ofSlack(alarm(appTokenAdvice(readTrouble(error).code)))];
  }
}

function scopeFindings(workspace: Workspace): Finding[] {
  const missing = neededScopes.filter((scope) => !mayHave(workspace, [scope]));
  const lookUp = lookUpScopes.filter((scope) => !mayHave(workspace, [scope]));
  const list = (scopes: readonly string[]) => scopes.join(', ');
  return [
    ...(missing.length > 0
      ? [
          alarm({
            zh: `应用缺少权限：${list(missing)}。在 api.slack.com/apps → OAuth & Permissions → Bot Token Scopes 补上后重新安装`,
            en: `the app lacks scopes: ${list(missing)}. Add them at api.slack.com/apps → OAuth & Permissions → Bot Token Scopes and reinstall`,
          }),
        ]
      : []),
    ...(lookUp.length > 0
      ? [
          warning({
            zh: `没有 ${list(lookUp)} 权限：Slack 没有回应时查不到消息是否已发出，这条消息会标为“不明”，不再重发。补上权限后重新安装即可`,
            en: `without ${list(lookUp)} nobody can tell whether a message stands when Slack did not answer: it is marked unclear and not sent again. Add the scopes and reinstall`,
          }),
        ]
      : []),
  ];
}

async function groupFinding({ gateway }: Omit<Tools, 'links'>, group: Group): Promise<Finding | undefined> {
  const named = (advice: Bilingual): Bilingual => ({
    zh: `频道 ${group.channel}（${group.id}）：${advice.zh}`,
    en: `channel ${group.channel} (${group.id}): ${advice.en}`,
  });
  try {
    const { channel } = await gateway.client().conversations.info({ channel: group.channel });
    if (channel?.is_archived) return alarm(named(adviceFor('is_archived')));
    return channel?.is_member === false ? alarm(named(adviceFor('not_in_channel'))) : undefined;
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
    await places.directMessage(await directory.userIdOf(person.id));
    const refusal = places.refusalOf(person.id);
    return refusal === undefined ? undefined : named(adviceFor(refusal));
  } catch (error) {
    const { code, retryAfterMs } = readTrouble(error);
    // Too many at once says nothing about the person; the next look goes on from here.
    if (retryAfterMs !== undefined) return undefined;
    return named(adviceFor(code));
  }
}

function linkFinding(link: LinkState): Finding[] {
  if (link.isUp) return [];
  const { trouble } = link;
  return [linkDown(link, trouble === undefined || trouble === 'closed' ? undefined : appTokenAdvice(trouble))];
}

/** Slack's words about the other token: the advice differs, the words are the same. */
function appTokenAdvice(code: string): Bilingual {
  if (!['invalid_auth', 'not_authed', 'token_revoked', 'not_allowed_token_type', 'missing_scope'].includes(code)) {
    return adviceFor(code);
  }
  return {
    zh: 'SLACK_APP_TOKEN 无效：在 api.slack.com/apps → Basic Information → App-Level Tokens 新建一个，勾选 connections:write（以 xapp- 开头），写进 SLACK_APP_TOKEN 后重启',
    en: 'SLACK_APP_TOKEN is not accepted: create one at api.slack.com/apps → Basic Information → App-Level Tokens with connections:write (it begins with xapp-), put it into SLACK_APP_TOKEN and restart',
  };
}

const allSet: Finding = {
  level: 'ok',
  text: { zh: '令牌、权限、频道和人员都已就绪', en: 'token, scopes, channels and people are all set' },
};

function ofSlack(finding: Finding): PlatformCheck {
  return {
    ...finding,
    platform: 'slack',
    text: { zh: `Slack：${finding.text.zh}。`, en: `Slack: ${finding.text.en}.` },
  };
}
