// The chat platforms as the policy file and its readers know them. How each works is in its folder under `src/chat`.

import type { Bilingual } from '../lib/language.ts';

interface PlatformFacts {
  /** How people call it. */
  name: Bilingual;
  /** Do people have accounts of their own there, which the policy file names? If not, everybody on the team is known. */
  hasAccounts: boolean;
  /** Does its directory say who reports to whom? */
  hasManagers: boolean;
}

const facts = {
  console: { name: { zh: '控制台', en: 'the console' }, hasAccounts: false, hasManagers: false },
  slack: { name: { zh: 'Slack', en: 'Slack' }, hasAccounts: true, hasManagers: false },
  feishu: { name: { zh: '飞书', en: 'Feishu' }, hasAccounts: true, hasManagers: true },
} as const satisfies Readonly<Record<string, PlatformFacts>>;

export type Platform = keyof typeof facts;
export type AccountPlatform = { [P in Platform]: (typeof facts)[P]['hasAccounts'] extends true ? P : never }[Platform];

export const platformFacts: Readonly<Record<Platform, PlatformFacts>> = facts;
export const platforms = Object.keys(facts) as [Platform, ...Platform[]];
/** Where a person of the policy file may have an account. */
export const accountPlatforms = platforms.filter(hasAccounts);

/** Does the policy file name people's accounts on this platform? */
export function hasAccounts(platform: Platform): platform is AccountPlatform {
  return facts[platform].hasAccounts;
}
