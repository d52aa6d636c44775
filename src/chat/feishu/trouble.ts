// Feishu's codes for what went wrong: whether a message may stand all the same, whether trying again can help, and what
// a person has to do about it. The one place that knows these codes; the advice is in `advice.ts`.

import { DeliveryError } from '../adapter.ts';

/** What became of one call to Feishu. */
export interface FeishuTrouble {
  /** Feishu's number ("230002"), or a word of ours ("no_connection"). Never a text from a message. */
  code: string;
  /** again: nothing was done, try later; unclear: it may have been done; never: this will not work. */
  outcome: DeliveryError['outcome'];
  retryAfterMs?: number;
  /** The call needs one of these permissions, as Feishu names them. */
  scopes?: readonly string[];
}

/** Thrown around every call to Feishu, in place of errors that hold requests, secrets and texts. */
export class FeishuCallError extends Error {
  override readonly name = 'FeishuCallError';
  readonly trouble: FeishuTrouble;

  constructor(trouble: FeishuTrouble) {
    super(trouble.code);
    this.trouble = trouble;
  }
}

/** Too many calls of one kind; the header says for how long. */
export const apiLimitCode = '99991400';
/** Too many messages to one group or person; only a moment has to pass. */
const chatLimitCode = '230020';
/** Further limits on sending, which say nothing about how long. */
const sendLimitCodes = ['11232', '11233'];

/** The token was revoked or has ended: a new one helps. */
const tokenCodes = ['99991661', '99991663', '99991665'];

/** No repetition and no help of an admin makes this succeed. */
const hopelessCodes = [
  '230001',
  '230011',
  '230012',
  '230022',
  '230025',
  '230028',
  '230031',
  '230099',
  '230110',
  '232009',
  'message_not_found',
  'no_such_place',
];

/** Feishu may have done what was asked before it failed. */
const unclearCodes = ['230049', '1', '2200', '5000', 'unreadable_answer'];

/** Our own message is no longer there: recalled, or deleted. */
const goneCodes = ['230011', '230110', 'message_not_found'];

/** The card is too long, or holds something that Feishu does not take. */
const cardCodes = ['230025', '230099'];

/** The person cannot be told anything privately. */
const personCodes = ['230013', '230053', 'no_feishu_id', 'user_not_found'];

/** Messages of a conversation may not be read: the permission is missing, or given for other conversations only. */
const readingCodes = ['99991672', '230027', '230006', '230002'];

const momentMs = 1_000;
const longMs = 30_000;

/**
 * What a code of Feishu's means for the caller. `resetSeconds` is the header `x-ogw-ratelimit-reset`; `status` the
 * HTTP status, which counts only where there is no code.
 */
export function troubleOf(
  given: number | undefined,
  { status, resetSeconds }: { status: number; resetSeconds?: number | undefined },
): FeishuTrouble {
  if (given === undefined || !Number.isSafeInteger(given)) {
    if (status === 429) return { code: 'http_429', outcome: 'again', retryAfterMs: secondsOr(resetSeconds, longMs) };
    if (status < 400) return { code: 'unreadable_answer', outcome: 'unclear' };
    return { code: `http_${status}`, outcome: status >= 500 ? 'unclear' : 'again' };
  }
  const code = String(given);
  if (code === chatLimitCode) return { code, outcome: 'again', retryAfterMs: secondsOr(resetSeconds, momentMs) };
  if (code === apiLimitCode || sendLimitCodes.includes(code)) {
    return { code, outcome: 'again', retryAfterMs: secondsOr(resetSeconds, longMs) };
  }
  if (unclearCodes.includes(code) || status >= 500) return { code, outcome: 'unclear' };
  return { code, outcome: hopelessCodes.includes(code) ? 'never' : 'again' };
}

/** Reads any error around a call. What is not understood may have happened after Feishu did its part. */
export function readTrouble(error: unknown): FeishuTrouble {
  if (error instanceof FeishuCallError) return error.trouble;
  if (error instanceof DeliveryError) {
    const { outcome, retryAfterMs } = error;
    return { code: error.message, outcome, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  return { code: 'no_answer', outcome: 'unclear' };
}

/** The same trouble as the outbox wants to hear it; `doing` names the step, such as "post". */
export function deliveryError(error: unknown, doing: string): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const { code, outcome, retryAfterMs } = readTrouble(error);
  return new DeliveryError(`feishu ${doing}: ${code}`, {
    outcome,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    cause: error,
  });
}

export function isAboutToken(code: string): boolean {
  return tokenCodes.includes(code);
}

/** Is it the person who cannot be reached, rather than Feishu? */
export function isAboutPerson(code: string): boolean {
  return personCodes.includes(code);
}

/** Is the message that was to be changed, or replied to, no longer there? */
export function isGone(code: string): boolean {
  return goneCodes.includes(code);
}

/** Did Feishu refuse what the card holds? */
export function isAboutCard(code: string): boolean {
  return cardCodes.includes(code);
}

/** Is the message older than Feishu lets it be changed? */
export function isTooOld(code: string): boolean {
  return code === '230031';
}

/** May this app not read what stands in the conversation? */
export function isAboutReading(code: string): boolean {
  return readingCodes.includes(code);
}

function secondsOr(seconds: number | undefined, otherwiseMs: number): number {
  return seconds !== undefined && seconds > 0 ? seconds * 1_000 : otherwiseMs;
}
