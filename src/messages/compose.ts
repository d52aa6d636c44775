// Every message the program says on its own: a view in, a platform-neutral message in one language out. Pure.

import { assertNever } from '../lib/assert-never.ts';
import type { Language } from '../lib/language.ts';
import { answerRecord } from './answer-record.ts';
import { approvalMessage } from './approval.ts';
import { caseCard } from './card.ts';
import { severalCard } from './card-several.ts';
import { digestMessage } from './digest.ts';
import { escalationMessage } from './escalation.ts';
import type { FormPlace, Message } from './message.ts';
import { noteMessage } from './note.ts';
import { noticeMessage } from './notice.ts';
import { rehearsalMessage } from './rehearsal.ts';
import { reminderMessage } from './reminder.ts';
import type { View } from './views.ts';
import { weeklyMessage } from './weekly.ts';

/**
 * The message of a view, for a platform with forms where `forms` says. Equal views compose equal messages: the only time it
 * knows is `team.now`.
 */
export function compose(view: View, language: Language, options: { forms?: FormPlace } = {}): Message {
  const { team } = view;
  switch (view.kind) {
    case 'card': {
      const [only, ...others] = view.cases;
      return only && others.length === 0
        ? caseCard(only, team, language, options)
        : severalCard(view.cases, team, language, options);
    }
    case 'answer_record':
      return answerRecord(view.case, view.answer, { team, language });
    case 'note':
      return noteMessage(view.case, view.note, { team, language });
    case 'reminder':
      return reminderMessage(view, team, language);
    case 'escalation':
      return escalationMessage(view, team, language);
    case 'approval':
      return approvalMessage(view, team, language);
    case 'digest':
      return digestMessage(view.digest, team, language);
    case 'weekly':
      return weeklyMessage(view.weekly, team, language);
    case 'rehearsal':
      return rehearsalMessage(view.rehearsal, { to: view.to, occasion: view.occasion, language });
    case 'notice':
      return noticeMessage(view.notice, { to: view.to, team, language });
    default:
      return assertNever(view);
  }
}
