// What platforms share when they check their settings against each other and against the policy file. Pure.

import type { ConfigFault } from '../errors.ts';
import type { Bilingual } from '../lib/language.ts';
import type { Platform } from '../policy/platforms.ts';
import type { Group, Policy } from '../policy/policy.ts';

/** The policy file as it was read, and its name for people. */
export interface OpenedPolicy {
  policy: Policy;
  file: string;
}

/** The team's groups on a platform; none where the policy file could not be read. */
export function groupsOn(opened: OpenedPolicy | undefined, platform: Platform): readonly Group[] {
  return opened?.policy.groups.filter((group) => group.platform === platform) ?? [];
}

/** A fault of an environment variable. */
export function settingFault(name: string, text: Bilingual): ConfigFault {
  return { file: null, line: null, name, text };
}

/** A fault of the policy file. */
export function policyFault(opened: OpenedPolicy | undefined, name: string, text: Bilingual): ConfigFault {
  return { file: opened?.file ?? null, line: null, name, text };
}
