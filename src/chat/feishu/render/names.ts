// The names by which Feishu gives back to us what we said: values of buttons, names of inputs. The border between the pure
// renderings in this folder and the adapter around it. No look-ups here: the adapter brings the answers along.

import type { Form } from '../../../forms/form.ts';
import type { Button } from '../../../messages/message.ts';

/** Who a card speaks of, as Feishu knows them. Every answer may be missing; words then stand in its place. */
export interface FeishuNames {
  /** The open_id ("ou_…") of a person of the policy file. */
  mention(personId: string): string | undefined;
  /** The bot's name, which people type behind an @; undefined while it is not known. */
  botName?: string | undefined;
}

/** What travels in the callback of a button. Says what was meant, never who may: the core checks that. */
export interface ActionValue {
  v: 1;
  do: Button['action'] | 'submit';
  case: number;
  round: number;
  /** Kind of the form that is sent in; with `do: "submit"` only. */
  form?: Form['kind'];
  /** Delivery key of the message that the button stands on. */
  key?: string;
}

/** The name of an input; unique in a card, because every case has its own, and new in every round. */
export function inputName({ caseId, round }: { caseId: number; round: number }, field: string): string {
  return `f${caseId}_${round}_${field}`;
}

/** Stands for the other cases with the same cause among the names of fields. */
export const alsoField = 'also_cases';
