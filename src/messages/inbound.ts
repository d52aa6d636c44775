// Events from a platform and the replies to them. A reply is a return value, because platforms want it at once.

import type { ErrorCode } from '../error-table.ts';
import type { FieldErrors, Form, RawValues } from '../forms/form.ts';
import type { Bilingual, Language } from '../lib/language.ts';
import type { Platform } from '../policy/platforms.ts';
import type { Attachment } from './destination.ts';
import type { Message } from './message.ts';

interface InboundBase {
  platform: Platform;
  /** The platform's own id of the event; the same id twice is the same event. */
  eventId: string;
  /** Who did it, from the signed envelope: the person's id in the policy file. */
  personId: string;
  language: Language | undefined;
}

/** An event on a message. */
interface Touch extends InboundBase {
  /** Delivery key of the message, on platforms that can show its new state in the reply; a form sent as a reply has `formKey`. */
  messageKey?: string | undefined;
}

export type Inbound =
  | (InboundBase & { type: 'command'; text: string })
  | (Touch & { type: 'button'; action: string; caseId: number; round: number })
  | (Touch & {
      type: 'form';
      /** Kind of the form that was sent in, as the form block gave it; an answer to the case when left out. */
      formKind?: Form['kind'];
      caseId: number;
      round: number;
      values: RawValues;
      alsoCaseIds: readonly number[];
    });

/** The action of an event, without the person. */
export type Deed = Inbound extends infer One
  ? One extends Inbound
    ? Omit<One, 'platform' | 'eventId' | 'personId' | 'language'>
    : never
  : never;

/** The key of a form that was sent as a reply: it is no delivery, and is composed again from its case. */
export function formKey(caseId: number, round: number): string {
  return `form:${caseId}:${round}`;
}

export type Reply = AnyReply & {
  /**
   * The message after the event, in every language, when the event changed it: with what was typed and what is wrong with
   * it, if anything. Composed again for a repeated event.
   */
  shown?: Readonly<Record<Language, Message>>;
  /** The files that `shown` shows. */
  shownFiles?: readonly Attachment[];
};

type AnyReply =
  /**
   * `attachments`: the files that the message shows; its composer saves them, `receive` hands them out.
   * `private`: holds something (a sign-in link) that only the asker may see and that is not stored.
   */
  | { type: 'message'; message: Message; attachments?: readonly Attachment[]; private?: true }
  | { type: 'form'; message: Message }
  | { type: 'field_errors'; errors: FieldErrors; text: Bilingual }
  | { type: 'done'; text: Bilingual }
  /** NOT_HEARD: a chat platform's own words to somebody it could not place. */
  | { type: 'refused'; code: ErrorCode | 'NOT_HEARD'; text: Bilingual };
