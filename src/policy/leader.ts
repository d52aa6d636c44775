// Whom the directory of a chat platform names as somebody's manager. Pure types and words; the rights of that person come
// from the policy file alone.

/**
 * known: they are a manager of the policy file; none: the directory shows nobody (or may not); unlisted: they are not in the
 * policy file; not_manager: they are an operator there; resigned: they have left; out_of_range: the app may not see this
 * person; no_account: the directory does not know them; no_permission: the app may not look.
 */
export const leaderStandings = [
  'known',
  'none',
  'unlisted',
  'not_manager',
  'resigned',
  'out_of_range',
  'no_account',
  'no_permission',
] as const;
export type LeaderStanding = (typeof leaderStandings)[number];

export interface Leader {
  standing: LeaderStanding;
  /** The person of the policy file; null unless known or not_manager. */
  managerId: string | null;
  /** Their id and name on the platform, where it names anybody. */
  account: string | null;
  name: string | null;
}
