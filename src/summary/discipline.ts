// How the week's forms were answered: in time, late, not at all, escalated, and how fast. Pure arithmetic.

import { median } from '../lib/stats.ts';
import type { PersonView } from '../messages/views.ts';
import type { OwnerDiscipline, WeeklyView } from '../messages/weekly-view.ts';
import type { Direction } from '../rules/verdict.ts';

/** One round of one form. */
export interface WeeklyForm {
  number: string;
  storeId: string;
  /** Null for a store-wide form. */
  sku: string | null;
  direction: Direction;
  /** Who had to answer, when it was answered or now. */
  assignee: PersonView | null;
  askedAt: Date;
  answer: { at: Date; late: boolean; cause: string | null } | null;
  escalated: boolean;
  /** Restated data removed the deviation before it was answered, so no answer was owed. */
  withdrawn: boolean;
}

/** Minutes between two instants as the team counts them (working time). */
export type MinutesBetween = (from: Date, to: Date) => number;

/** The figures of these forms, as a whole and by person; forms without an assignee count in the whole only. */
export function disciplineOf(forms: readonly WeeklyForm[], minutes: MinutesBetween): WeeklyView['discipline'] {
  const owed = forms.filter(wasOwed);
  return { ...figures(owed, minutes), byOwner: byOwner(owed, minutes) };
}

/** Was an answer owed at all? */
export function wasOwed(form: WeeklyForm): boolean {
  return form.answer !== null || !form.withdrawn;
}

/** How often each cause was named, most frequent first. */
export function causesOf(forms: readonly WeeklyForm[]): WeeklyView['causes'] {
  const counts = new Map<string, WeeklyView['causes'][number]>();
  for (const { answer, direction } of forms) {
    if (!answer?.cause) continue;
    const key = `${direction} ${answer.cause}`;
    const before = counts.get(key) ?? { cause: answer.cause, direction, count: 0 };
    counts.set(key, { ...before, count: before.count + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.cause < b.cause ? -1 : 1));
}

function byOwner(forms: readonly WeeklyForm[], minutes: MinutesBetween): OwnerDiscipline[] {
  const owners = new Map(forms.flatMap(({ assignee }) => (assignee ? [[assignee.id, assignee] as const] : [])));
  return [...owners.values()]
    .map((owner) => ({
      owner,
      ...figures(
        forms.filter(({ assignee }) => assignee?.id === owner.id),
        minutes,
      ),
    }))
    .sort((a, b) => b.forms - a.forms || (a.owner.id < b.owner.id ? -1 : 1));
}

function figures(forms: readonly WeeklyForm[], minutes: MinutesBetween): Omit<OwnerDiscipline, 'owner'> {
  const answered = forms.flatMap(({ askedAt, answer }) => (answer ? [{ askedAt, answer }] : []));
  const late = answered.filter(({ answer }) => answer.late).length;
  return {
    forms: forms.length,
    inTime: answered.length - late,
    late,
    open: forms.length - answered.length,
    escalated: forms.filter(({ escalated }) => escalated).length,
    medianMinutes:
      answered.length === 0 ? null : median(answered.map(({ askedAt, answer }) => minutes(askedAt, answer.at))),
  };
}
