// Every message the program sends unasked: a view in, a platform-neutral message in one language out. Pure.

import type { Language } from '../lib/language.ts';
import { answerRecordKind } from './answer-record.ts';
import { approvalKind } from './approval.ts';
import { cardKind } from './card.ts';
import { digestKind } from './digest.ts';
import { escalationKind, urgentKind } from './escalation.ts';
import type { MessageKind } from './kind.ts';
import type { FormPlace, Message } from './message.ts';
import { noteKind } from './note.ts';
import { noticeKind } from './notice.ts';
import { rehearsalKind } from './rehearsal.ts';
import { reminderKind } from './reminder.ts';
import type { TeamView } from './views.ts';
import { weeklyKind } from './weekly.ts';

/** All kinds. The key is stored with queued deliveries: never rename one. */
export const messageKinds = {
  card: cardKind,
  answer_record: answerRecordKind,
  note: noteKind,
  reminder: reminderKind,
  escalation: escalationKind,
  urgent: urgentKind,
  approval: approvalKind,
  digest: digestKind,
  weekly: weeklyKind,
  rehearsal: rehearsalKind,
  notice: noticeKind,
};

export type Kind = keyof typeof messageKinds;

/** What a queued delivery says, as stored. */
export type Content<K extends Kind = Kind> = {
  [P in K]: { kind: P } & ((typeof messageKinds)[P] extends MessageKind<infer Stored, never> ? Stored : never);
}[K];

/** What a kind is composed from, as of the moment of sending: everything the message says, nothing it must look up. */
export type ViewData<K extends Kind> = Parameters<(typeof messageKinds)[K]['compose']>[0];

export type View<K extends Kind = Kind> = { [P in K]: { kind: P; team: TeamView } & ViewData<P> }[K];

const composers: { readonly [P in Kind]: Pick<MessageKind<unknown, View<P>>, 'compose'> } = messageKinds;

/** The message of a view, for a platform with forms where `forms` says. */
export function compose<K extends Kind>(
  view: View<K>,
  language: Language,
  options: { forms?: FormPlace } = {},
): Message {
  return composers[view.kind].compose(view, { team: view.team, language, ...options });
}
