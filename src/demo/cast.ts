// The team of the demo, and where its messages appear.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ChatSettings, onlyOn } from '../chat/index.ts';
import type { Config } from '../config.ts';
import { readChat, readConfig, readPolicyFile } from '../config.ts';
import type { Platform } from '../policy/platforms.ts';
import type { Policy } from '../policy/policy.ts';
import type { DemoOptions } from './options.ts';

/** The example that comes with the program. */
export const example = fileURLToPath(new URL('../../examples/uci-online-retail', import.meta.url));

export interface Cast extends Pick<Config, 'policy' | 'examplePolicy' | 'publicUrl'>, ChatSettings {}

/**
 * The example brings its own team; a folder of one's own is read with one's own policy file. Throws ConfigError with
 * every fault of either, and of the settings of the platform where the story is told.
 */
export function castOf({ data, chat, channel, me }: DemoOptions): Cast {
  if (data !== undefined) {
    const config = readConfig();
    return { ...config, ...onlyOn(chat, config) };
  }
  const policy = readPolicyFile(path.join(example, 'policy.yaml'));
  const moved = channel === undefined ? policy : inGroup(policy, { platform: chat, channel, me });
  return { policy: moved, examplePolicy: false, publicUrl: undefined, ...readChat(chat) };
}

/** The same team in a group on `platform`; `me` is the operator who says nothing in the story. */
function inGroup(
  policy: Policy,
  { platform, channel, me }: { platform: Platform; channel: string; me: string | undefined },
): Policy {
  const silent = policy.people.findLast(({ role }) => role === 'operator')?.id;
  return {
    ...policy,
    groups: policy.groups.map((group) => ({ ...group, platform, channel })),
    people: policy.people.map((person) =>
      me !== undefined && person.id === silent ? { ...person, [platform]: me } : person,
    ),
  };
}
