// What a queued delivery says, as stored. Cases are named, not copied: a card is composed from the case as it
// stands when it is sent, so an edit never shows yesterday's state.

import type { UrgentMeans } from '../policy/policy.ts';
import type { RehearsalView } from './rehearsal-view.ts';
import type { DigestView, NoteEvent, NoticeView, WeeklyView } from './views.ts';

export type Content =
  | { kind: 'card'; cardId: number }
  | { kind: 'answer_record'; caseId: number; round: number; revision: number }
  | { kind: 'note'; caseId: number; note: NoteEvent }
  | { kind: 'reminder'; caseIds: number[]; toId: string; beforeDeadline: boolean }
  | { kind: 'escalation'; caseIds: number[]; toIds: string[]; everyone: boolean; level: number; late: boolean }
  /** Calls somebody's attention to an escalation that stands. */
  | { kind: 'urgent'; caseIds: number[]; toId: string; level: number; means: UrgentMeans }
  | { kind: 'approval'; caseIds: number[]; toIds: string[]; everyone: boolean; level: number; late: boolean }
  | { kind: 'digest'; digest: DigestView }
  | { kind: 'weekly'; weekly: WeeklyView }
  | { kind: 'rehearsal'; toIds: string[]; occasion: 'first' | 'asked'; rehearsal: RehearsalView }
  | { kind: 'notice'; toId: string | null; notice: NoticeView };
