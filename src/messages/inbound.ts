// What comes back from a platform, and what it is told: the reply is a return value, because platforms want it at once.

import type { FieldErrors, Form, RawValues } from '../forms/form.ts';
import type { Bilingual, Language } from '../lib/language.ts';
import type { Platform } from '../policy/policy.ts';
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

/** What was done to a message. */
interface Touch extends InboundBase {
  /** Delivery key of the message, on platforms that show it anew in their answer; a form that came as a reply has `formKey`. */
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

/** What somebody did, without who they are. */
export type Deed = Inbound extends infer One
  ? One extends Inbound
    ? Omit<One, 'platform' | 'eventId' | 'personId' | 'language'>
    : never
  : never;

/** The key of a form that a platform posts because a reply brought it: no delivery, and made anew from its case. */
export function formKey(caseId: number, round: number): string {
  return `form:${caseId}:${round}`;
}

export type Reply = AnyReply & {
  /**
   * The message that was touched as it stands after the event, in every language, when it changed for it: with what was typed
   * and what is wrong with it where that is so. Made anew for an event that comes again.
   */
  shown?: Readonly<Record<Language, Message>>;
  /** The files that `shown` shows. */
  shownFiles?: readonly Attachment[];
};

type AnyReply =
  /**
   * `attachments`: the files that the message shows; whoever composes it saves them, `receive` hands them out.
   * `private`: holds something (a sign-in link) that only the asker may see and that is kept nowhere.
   */
  | { type: 'message'; message: Message; attachments?: readonly Attachment[]; private?: true }
  | { type: 'form'; message: Message }
  | { type: 'field_errors'; errors: FieldErrors; text: Bilingual }
  | { type: 'done'; text: Bilingual }
  | { type: 'refused'; code: string; text: Bilingual };
