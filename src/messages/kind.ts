// What a kind of message is. Each kind lies in the file of its message; `index.ts` lists them all.

import type { Bilingual, Language } from '../lib/language.ts';
import type { FormPlace, Message } from './message.ts';
import type { TeamView } from './views.ts';

export interface MessageKind<Content, View> {
  /** For those who look after the service. */
  readonly name: Bilingual;
  /** The message in one language. Equal views compose equal messages: the only time it knows is `team.now`. */
  compose(view: View, at: { team: TeamView; language: Language; forms?: FormPlace }): Message;
  /** Never set: carries the type of what is queued. Cases are named in it, not copied, so that no edit shows an old state. */
  readonly content?: Content;
}

/** Whom a message of one step of a case addresses, as queued. */
export interface StepContent {
  caseIds: number[];
  toIds: string[];
  everyone: boolean;
  level: number;
  late: boolean;
}
