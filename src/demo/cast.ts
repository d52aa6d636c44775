// The team of the demo, and where its messages appear.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { readConfig, readFeishu, readPolicyFile, readSlack } from '../config.ts';
import type { Policy } from '../policy/policy.ts';
import type { DemoOptions } from './options.ts';

/** The example that comes with the program. */
export const example = fileURLToPath(new URL('../../examples/uci-online-retail', import.meta.url));

export interface Cast extends Pick<Config, 'policy' | 'examplePolicy' | 'slack' | 'feishu' | 'publicUrl'> {}

/**
 * The example brings its own team; a folder of one's own is read with one's own policy file. Throws ConfigError with
 * every fault of either, and of the settings of the platform where the story is told.
 */
export function castOf({ data, chat, channel, me }: DemoOptions): Cast {
  if (data !== undefined) {
    const config = readConfig();
    const only = (platform: typeof chat) => (chat === platform ? config : undefined);
    return { ...config, slack: only('slack')?.slack, feishu: only('feishu')?.feishu };
  }
  const policy = readPolicyFile(path.join(example, 'policy.yaml'));
  const shown = { examplePolicy: false, slack: undefined, feishu: undefined, publicUrl: undefined };
  if (chat === 'console' || channel === undefined) return { policy, ...shown };
  const moved = inGroup(policy, { platform: chat, channel, me });
  return { policy: moved, ...shown, ...(chat === 'slack' ? { slack: readSlack() } : { feishu: readFeishu() }) };
}

/** The same team in a group on `platform`; `me` is the operator who says nothing in the story. */
function inGroup(
  policy: Policy,
  { platform, channel, me }: { platform: 'feishu' | 'slack'; channel: string; me: string | undefined },
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
