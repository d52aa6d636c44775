// The team of the demo, and where its messages appear.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { readConfig, readPolicyFile, readSlack } from '../config.ts';
import type { Policy } from '../team/policy.ts';
import type { DemoOptions } from './options.ts';

/** The example that comes with the program. */
export const example = fileURLToPath(new URL('../../examples/uci-online-retail', import.meta.url));

export interface Cast extends Pick<Config, 'policy' | 'examplePolicy' | 'slack' | 'feishu' | 'publicUrl'> {}

/**
 * The example brings its own team; a folder of one's own is read with one's own policy file. Throws ConfigError with
 * every fault of either, and of the Slack settings where the story is told there.
 */
export function castOf({ data, chat, channel, me }: DemoOptions): Cast {
  if (data !== undefined) {
    const config = readConfig();
    return { ...config, slack: chat === 'slack' ? config.slack : undefined, feishu: undefined };
  }
  const policy = readPolicyFile(path.join(example, 'policy.yaml'));
  const shown = { examplePolicy: false, feishu: undefined, publicUrl: undefined };
  if (chat !== 'slack' || channel === undefined) return { policy, slack: undefined, ...shown };
  return { policy: inSlack(policy, channel, me), slack: readSlack(), ...shown };
}

/** The same team in a Slack channel; `me` is the operator who says nothing in the story. */
function inSlack(policy: Policy, channel: string, me: string | undefined): Policy {
  const silent = policy.people.findLast(({ role }) => role === 'operator')?.id;
  return {
    ...policy,
    groups: policy.groups.map((group) => ({ ...group, platform: 'slack', channel })),
    people: policy.people.map((person) =>
      me !== undefined && person.id === silent ? { ...person, slack: me } : person,
    ),
  };
}
