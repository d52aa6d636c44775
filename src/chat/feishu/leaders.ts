// Who reports to whom, as the company's directory in Feishu has it. Asked seldom: the caller keeps the answers.

import type { Leader, LeaderStanding } from '../../policy/leader.ts';
import { remembered } from '../remember.ts';
import type { Directory } from './directory.ts';
import type { FeishuGateway } from './gateway.ts';
import { isAboutPerson, readTrouble } from './trouble.ts';

const lookUpLimitMs = 3_000;

/** The app's contact range does not include them. */
const outOfRangeCodes = ['41050', '40004', '40014'];
/** Nobody has this id (any more). */
const unknownCodes = ['41012', '40013'];
const noPermissionCode = '99991672';

/** The manager of a person of the policy file. Throws what a call throws, unless Feishu's refusal is an answer. */
export function openLeaders(gateway: FeishuGateway, directory: Directory): (personId: string) => Promise<Leader> {
  // Ten people of one manager ask about them once.
  const userOf = remembered(
    (openId) => look(gateway, openId),
    () => false,
  );
  return async (personId) => {
    try {
      const openId = await directory.openIdOf(personId);
      const { leader_user_id: account } = await userOf(openId);
      if (!account || account === openId) return nobody('none');
      return await leaderNamed(account, { userOf, directory });
    } catch (error) {
      const { code } = readTrouble(error);
      if (isAboutPerson(code) || unknownCodes.includes(code)) return nobody('no_account');
      if (outOfRangeCodes.includes(code)) return nobody('out_of_range');
      if (code === noPermissionCode) return nobody('no_permission');
      throw error;
    }
  };
}

async function leaderNamed(
  account: string,
  { userOf, directory }: { userOf: (openId: string) => Promise<User>; directory: Directory },
): Promise<Leader> {
  const [user, person] = [await visible(userOf(account)), await directory.personOf(account)];
  const about = { account, name: user === 'gone' || user === 'hidden' ? null : (user.name ?? null) };
  const left = user === 'gone' || (user !== 'hidden' && user.status?.is_resigned === true);
  if (left) return { ...about, standing: 'resigned', managerId: null };
  if (!person) return { ...about, standing: 'unlisted', managerId: null };
  return { ...about, standing: person.role === 'operator' ? 'not_manager' : 'known', managerId: person.id };
}

/** A manager whom the app may not see can still be one of the policy file. */
async function visible(asking: Promise<User>): Promise<User | 'gone' | 'hidden'> {
  try {
    return await asking;
  } catch (error) {
    const { code } = readTrouble(error);
    if (unknownCodes.includes(code)) return 'gone';
    if (outOfRangeCodes.includes(code)) return 'hidden';
    throw error;
  }
}

type User = Awaited<ReturnType<typeof look>>;

async function look(gateway: FeishuGateway, openId: string) {
  const { data } = await gateway.call(
    'contact.user.get',
    (client) => client.contact.v3.user.get({ path: { user_id: openId }, params: { user_id_type: 'open_id' } }),
    { limitMs: lookUpLimitMs },
  );
  return data?.user ?? {};
}

function nobody(standing: LeaderStanding): Leader {
  return { standing, managerId: null, account: null, name: null };
}
