// People as others name them: "@li", "li", "李雷", an e-mail address, "me". Pure.

import { distance } from 'fastest-levenshtein';
import { accountPlatforms } from '../../policy/platforms.ts';
import type { Person, Policy } from '../../policy/policy.ts';
import { malformed, missing, quoted } from '../malformed.ts';

const selfWords = new Set(['me', 'self', '我', '自己', '本人']);

/** The one person a word names; refuses nobody and several, naming whom there is. `selfId` is who "me" is. */
export function parsePerson(word: string | undefined, policy: Policy, selfId: string | undefined): Person {
  if (word === undefined) throw missing({ zh: '人员（如 @li）', en: 'person (such as @li)' });
  const wanted = normalized(word);
  const found = policy.people.filter((person) =>
    selfWords.has(wanted) ? person.id === selfId : namesOf(person).includes(wanted),
  );
  const [person] = found;
  if (person && found.length === 1) return person;
  if (found.length > 1) {
    const ids = found.map((each) => `@${each.id}`).join(', ');
    throw malformed({
      zh: `${quoted(word)}对应多个人：${ids}。请用其中一个。`,
      en: `${quoted(word)} could be ${ids}. Use one of these.`,
    });
  }
  const near = nearestIds(wanted, policy.people).join(', ');
  throw malformed({
    zh: `团队里没有${quoted(word)}。可用：${near}。`,
    en: `Nobody here is called ${quoted(word)}. There is ${near}.`,
  });
}

/** Does the word name somebody, by "@" or by a known name? */
export function namesPerson(word: string, policy: Policy): boolean {
  return /^[@＠<]/.test(word) || policy.people.some((person) => namesOf(person).includes(normalized(word)));
}

function namesOf(person: Person): string[] {
  return [person.id, person.name, person.email, ...accountPlatforms.map((platform) => person[platform])]
    .filter((name) => name !== undefined)
    .map(normalized);
}

/** Without "@" in front, and without the brackets and label of a mention as it is written in some chats: "<@U123|li>". */
function normalized(word: string): string {
  const text = word.normalize('NFKC').trim().toLowerCase();
  return text.replace(/^<@([^|>]+)(?:\|[^>]*)?>$/, '$1').replace(/^@/, '');
}

function nearestIds(wanted: string, people: readonly Person[]): string[] {
  const short = wanted.slice(0, 40);
  return [...people]
    .sort((a, b) => farness(short, a) - farness(short, b))
    .slice(0, 5)
    .map((person) => `@${person.id}`);
}

function farness(wanted: string, person: Person): number {
  return Math.min(...namesOf(person).map((name) => distance(wanted, name) / Math.max(wanted.length, name.length, 1)));
}
