// The commands that a client offers after a slash: registered at the start by what differs, where the tenant lets us.
// What others registered for the app is left as it is, and no trouble here keeps anything else from working.

import type { Bilingual } from '../../lib/language.ts';
import type { Log } from '../../lib/log.ts';
import type { FeishuGateway } from './gateway.ts';
import { readTrouble } from './trouble.ts';

export interface SlashCommand {
  /** Without the slash. */
  name: string;
  summary: Bilingual;
}

/** A command as Feishu keeps it. */
interface Standing {
  id: string;
  command: string;
  description: Description;
}

interface Description {
  default_value: string;
  i18n: { zh_cn: string; en_us: string };
}

interface Changes {
  remove: Standing[];
  change: { id: string; command: string; description: Description }[];
  add: { command: string; description: Description }[];
}

const path = '/open-apis/application/v7/app_slash_commands';
/** Feishu takes no more for one app. */
const most = 100;
/** Ends the descriptions that this program wrote, so that it knows them again. */
const mark = ' · Skuwatch';
/** Another replica was quicker. */
const existsCode = '40000000';

/** Brings what is registered in line with `wanted`. Never throws; what went wrong is in the log. */
export async function registerCommands(
  gateway: FeishuGateway,
  wanted: readonly SlashCommand[],
  { log, signal }: { log: Log; signal: AbortSignal },
): Promise<void> {
  const write = (method: string, url: string, data?: object) =>
    gateway.call(
      'application.slash_command.write',
      (client) => client.request<unknown>({ method, url, ...(data && { data }) }),
      { signal },
    );
  try {
    const { remove, change, add } = changesTo(await standingCommands(gateway, signal), wanted);
    for (const { id } of remove) await write('DELETE', `${path}/${encodeURIComponent(id)}`);
    for (const { id, ...data } of change) await write('PATCH', `${path}/${encodeURIComponent(id)}`, data);
    for (const data of add) {
      await write('POST', path, data).catch((error: unknown) => {
        if (readTrouble(error).code !== existsCode) throw error;
      });
    }
  } catch (error) {
    if (signal.aborted) return;
    log.info({ platform: 'feishu', code: readTrouble(error).code }, 'slash commands are not registered');
  }
}

/** What has to be done so that `wanted` stands. Pure. */
export function changesTo(standing: readonly Standing[], wanted: readonly SlashCommand[]): Changes {
  const ours = standing.filter(({ description }) => description.default_value.endsWith(mark));
  const remove = ours.filter(({ command }) => !wanted.some(({ name }) => name === command));
  const change = ours.flatMap(({ id, command, description }) => {
    const meant = wanted.find(({ name }) => name === command);
    const is = meant && descriptionOf(meant);
    return is && !isSame(is, description) ? [{ id, command, description: is }] : [];
  });
  const room = most - (standing.length - remove.length);
  const add = wanted
    .filter(({ name }) => !standing.some(({ command }) => command === name))
    .slice(0, Math.max(0, room))
    .map((each) => ({ command: each.name, description: descriptionOf(each) }));
  return { remove, change, add };
}

async function standingCommands(gateway: FeishuGateway, signal: AbortSignal): Promise<Standing[]> {
  const { data } = await gateway.call(
    'application.slash_command.list',
    (client) => client.request<{ data?: { items?: unknown } }>({ method: 'GET', url: path }),
    { signal },
  );
  return Array.isArray(data?.items) ? data.items.flatMap(standingIn) : [];
}

/** Data from outside, of which only a part is documented. */
function standingIn(item: unknown): Standing[] {
  const { command_id: id, command, description } = fieldsOf(item);
  if (typeof id !== 'string' || typeof command !== 'string') return [];
  const { default_value, i18n } = fieldsOf(description);
  const { zh_cn, en_us } = fieldsOf(i18n);
  const shown = { default_value: textOf(default_value), i18n: { zh_cn: textOf(zh_cn), en_us: textOf(en_us) } };
  return [{ id, command, description: shown }];
}

function descriptionOf({ summary }: SlashCommand): Description {
  const [zh, en] = [`${summary.zh}${mark}`, `${summary.en}${mark}`];
  return { default_value: zh, i18n: { zh_cn: zh, en_us: en } };
}

function isSame(one: Description, other: Description): boolean {
  return (
    one.default_value === other.default_value &&
    one.i18n.zh_cn === other.i18n.zh_cn &&
    one.i18n.en_us === other.i18n.en_us
  );
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
