// What stands above a message that was meant for one person and is told in the group, because nothing can be told to them
// privately: to whom, why, and who is asked to help. Pure.

import type { Bilingual, Language } from '../lib/language.ts';
import type { Block, Inline, Message } from '../messages/message.ts';
import { findPerson, managersAbove } from '../policy/people.ts';
import type { Person } from '../policy/policy.ts';

/** The sentence above such a message; `advice` says what has to be done so that the person can be told. */
export function meantFor(
  people: readonly Person[],
  personId: string,
  advice: Bilingual,
): Readonly<Record<Language, Inline[]>> {
  const name = findPerson(people, personId)?.name ?? personId;
  const [manager] = managersAbove(people, personId);
  const who: Inline[] = [{ mention: personId, name }];
  const helper: Inline[] = manager ? [{ mention: manager.id, name: manager.name }] : [];
  return {
    zh: ['发给 ', ...who, ' 的私信无法送达，改发在群里。', ...helper, ` ${advice.zh}。`],
    en: [
      'A direct message to ',
      ...who,
      ' could not be delivered and stands here instead. ',
      ...helper,
      ` ${advice.en}.`,
    ],
  };
}

/** The message below that sentence; as it is without one. */
export function below(message: Message, preface: readonly Inline[] | undefined): Message {
  if (preface === undefined) return message;
  const first: Block = { type: 'text', text: preface };
  return { ...message, blocks: [first, ...message.blocks] };
}
