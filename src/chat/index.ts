// The chat platforms there are: one line for each.

import type { Platform } from '../policy/platforms.ts';
import { consolePlatform } from './console/platform.ts';
import { feishuPlatform } from './feishu/platform.ts';
import type { ChatPlatform, Surroundings } from './platform.ts';
import { slackPlatform } from './slack/platform.ts';

const records = {
  console: consolePlatform,
  slack: slackPlatform,
  feishu: feishuPlatform,
} satisfies Record<Platform, ChatPlatform>;

type Records = typeof records;
/** How each platform is set up; undefined where it is not. */
export type ChatSettings = { readonly [P in Platform]: ReturnType<Records[P]['settings']> };
export type OpenPlatforms = { readonly [P in Platform]?: Awaited<ReturnType<Records[P]['open']>> };

/** A platform by its id, with no types of its own. */
export const chatPlatforms: Readonly<Record<Platform, ChatPlatform>> = records;
export const platformList: readonly ChatPlatform[] = Object.values(chatPlatforms);

/** How each platform is set up, read from the values of all variables. */
export function chatSettings(values: Readonly<Record<string, unknown>>): ChatSettings {
  return Object.fromEntries(platformList.map((each) => [each.id, each.settings(values)])) as ChatSettings;
}

/** The same, with only the console and `platform` set up. */
export function onlyOn(platform: Platform, settings: ChatSettings): ChatSettings {
  const isKept = (id: Platform) => id === platform || id === consolePlatform.id;
  return Object.fromEntries(platformList.map(({ id }) => [id, isKept(id) ? settings[id] : undefined])) as ChatSettings;
}

/** Opens every platform that is set up, unconnected. */
export async function openChats(settings: ChatSettings, surroundings: Surroundings): Promise<OpenPlatforms> {
  const opened = await Promise.all(
    inUse(settings).map(async (each) => [each.id, await each.open(settings[each.id], surroundings)]),
  );
  return Object.fromEntries(opened) as OpenPlatforms;
}

/** The platforms that are set up. */
export function inUse(settings: ChatSettings): readonly ChatPlatform[] {
  return platformList.filter(({ id }) => settings[id] !== undefined);
}
