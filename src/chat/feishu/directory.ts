// Who is who: people of the policy file and members of the tenant. All e-mail addresses are looked up in one call and kept,
// so that a burst of messages does not become a burst of look-ups.

import { monotonicMs } from '../../lib/clock.ts';
import type { Person, Policy } from '../../policy/policy.ts';
import type { FeishuGateway } from './gateway.ts';
import { FeishuCallError } from './trouble.ts';

export interface Directory {
  /** The open_id of a person of the policy file. Throws FeishuCallError when there is none, or Feishu fails. */
  openIdOf(personId: string): Promise<string>;
  /** The person behind an open_id; undefined for strangers. Throws when Feishu fails. */
  personOf(openId: string): Promise<Person | undefined>;
}

const keptMs = 60 * 60_000;
/** While an address is unknown, it may be corrected any minute. */
const missKeptMs = 5 * 60_000;
const lookUpLimitMs = 3_000;
/** Feishu takes so many addresses at once. */
const batchSize = 50;

export function openDirectory(gateway: FeishuGateway, policy: Policy): Directory {
  const emails = policy.people.flatMap(({ feishu, email }) =>
    feishu === undefined && email !== undefined ? [email.toLowerCase()] : [],
  );
  let kept: { answer: Promise<ReadonlyMap<string, string>>; untilMs: number } | undefined;
  /** open_id by e-mail address. */
  const byEmail = (): Promise<ReadonlyMap<string, string>> => {
    if (emails.length === 0) return Promise.resolve(new Map());
    if (kept && monotonicMs() < kept.untilMs) return kept.answer;
    const answer = lookUp(gateway, emails);
    const mine = { answer, untilMs: monotonicMs() + keptMs };
    kept = mine;
    answer.then(
      (found) => {
        if (found.size < emails.length) mine.untilMs = monotonicMs() + missKeptMs;
      },
      () => {
        mine.untilMs = 0;
      },
    );
    return answer;
  };
  return {
    async openIdOf(personId) {
      const person = policy.people.find(({ id }) => id === personId);
      if (person?.feishu !== undefined) return person.feishu;
      if (person?.email === undefined) throw new FeishuCallError({ code: 'no_feishu_id', outcome: 'again' });
      const openId = (await byEmail()).get(person.email.toLowerCase());
      if (openId === undefined) throw new FeishuCallError({ code: 'user_not_found', outcome: 'again' });
      return openId;
    },
    async personOf(openId) {
      const named = policy.people.find(({ feishu }) => feishu === openId);
      if (named) return named;
      const found = [...(await byEmail())].find(([, id]) => id === openId);
      return found && policy.people.find(({ email }) => email?.toLowerCase() === found[0]);
    },
  };
}

async function lookUp(gateway: FeishuGateway, emails: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let from = 0; from < emails.length; from += batchSize) {
    const batch = emails.slice(from, from + batchSize);
    const { data } = await gateway.call(
      'contact.user.batch_get_id',
      (client) =>
        client.contact.v3.user.batchGetId({ params: { user_id_type: 'open_id' }, data: { emails: [...batch] } }),
      { limitMs: lookUpLimitMs },
    );
    for (const { email, user_id: openId } of data?.user_list ?? []) {
      if (email && openId) found.set(email.toLowerCase(), openId);
    }
  }
  return found;
}
