// What becomes of the app's answer to a button or a form: a toast before the person, a card in the place of the old one.

import { isJson, type Json, part, word } from '../shared/json.ts';
import { type Behind, knownIn } from './behind.ts';
import { judgeCard } from './contents.ts';
import type { Outcome } from './courier.ts';
import type { StoredMessage } from './messages.ts';
import type { PersonRecord } from './tenant.ts';

export interface Toast {
  type: string;
  text: string;
}

export interface Effects {
  toast?: Toast;
  /** What the client says instead: that the app did not answer, or not as it should. */
  error?: string;
}

const toastTypes = ['info', 'success', 'warning', 'error'];

/** Shows the toast and puts the card into the message; what is not as documented is a fault of the app. */
export function followAnswer(
  { ack, isDelivered }: Outcome,
  { message, person, behind }: { message: StoredMessage | undefined; person: PersonRecord; behind: Behind },
): Effects {
  if (!isDelivered) return { error: '200340: the callback is not subscribed' };
  if (ack.status === 0) return { error: '200341: no answer within three seconds' };
  if (ack.status !== 200) return { error: `200671: the answer came with ${ack.status}` };
  const { toast, card, ...rest } = ack.body;
  behind.problems.push(...Object.keys(rest).map((key) => `answer: ${key} is not known`));
  const shown = toast === undefined ? {} : { toast: toastFor(toast, person, behind.problems) };
  if (card === undefined || !message) return shown;
  const error = replace(card, message, behind);
  return error === undefined ? shown : { error };
}

function toastFor(toast: unknown, { locale }: PersonRecord, problems: string[]): Toast {
  const said: Json = isJson(toast) ? toast : {};
  const i18n = part(said, 'i18n');
  if (!toastTypes.includes(word(said, 'type'))) problems.push(`toast: no type ${String(said.type)}`);
  if (word(said, 'content') === '') problems.push('toast: no words');
  if (['zh_cn', 'en_us'].some((key) => word(i18n, key) === '')) problems.push('toast: not in both languages');
  return { type: word(said, 'type'), text: word(i18n, locale) || word(said, 'content') };
}

/** The client's error when it does not take the card. */
function replace(card: unknown, message: StoredMessage, behind: Behind): string | undefined {
  const { problems, unknowns, messages } = behind;
  const given: Json = isJson(card) ? card : {};
  if (given.type !== 'raw' || !isJson(given.data)) {
    problems.push('answer: a card is { type: "raw", data }');
    return '200672: illegal format';
  }
  const verdict = judgeCard(given.data, knownIn(behind));
  problems.push(...verdict.problems.map((problem) => `answer: ${problem}`));
  if (verdict.problems.length > 0) return '200672: illegal format';
  if (unknowns.cardsInAnswers === 'refused') return '200673: wrong card';
  if (unknowns.cardsInAnswers === 'taken') messages.update(message, JSON.stringify(given.data));
  return undefined;
}
