// What a manager can do about a case that waits for its answer, as small forms. Each becomes the command that does the same in a chat, so rights
// and rules are checked in one place.

import type { Context as HonoContext } from 'hono';
import { texts } from '../../lib/language.ts';
import type { CaseView } from '../../messages/views.ts';
import { caseNumber, isAnswerOwed } from '../../model/anomaly-case.ts';
import type { Person } from '../../policy/policy.ts';
import type { WebEnv } from '../deps.ts';

const words = texts({
  en: {
    title: 'For the manager',
    snooze: 'Snooze',
    snoozeHint: 'Reminders and escalations pause until then. It shows on the card.',
    until: 'Until (team time)',
    reason: 'Reason',
    snoozeButton: 'Snooze',
    assign: 'Hand over',
    to: 'To',
    assignButton: 'Hand over',
  },
  zh: {
    title: '主管操作',
    snooze: '暂缓',
    snoozeHint: '到期前暂停提醒和升级，卡片上会注明。',
    until: '暂缓到（团队时间）',
    reason: '原因',
    snoozeButton: '暂缓',
    assign: '转派',
    to: '转给',
    assignButton: '转派',
  },
});

interface ActionsProps {
  c: HonoContext<WebEnv>;
  view: CaseView;
  people: readonly Person[];
  person: Person;
  eventId: string;
}

export function ManagerActions({ c, view, people, person, eventId }: ActionsProps) {
  if (person.role === 'operator' || !isAnswerOwed(view)) return null;
  const say = words[c.get('language')];
  const hidden = (
    <>
      <input type="hidden" name="token" value={c.get('formToken')} />
      <input type="hidden" name="event" value={eventId} />
    </>
  );
  const action = `/cases/${view.caseId}/manage`;
  return (
    <section class="card manage">
      <h2>{say.title}</h2>
      <details>
        <summary>{say.assign}</summary>
        <form method="post" action={action}>
          {hidden}
          <label>
            {say.to}
            <select name="to">
              {people
                .filter((each) => each.id !== view.assignee?.id)
                .map((each) => (
                  <option value={each.id}>{each.name}</option>
                ))}
            </select>
          </label>
          <button type="submit" name="do" value="assign">
            {say.assignButton}
          </button>
        </form>
      </details>
      <details>
        <summary>{say.snooze}</summary>
        <form method="post" action={action}>
          {hidden}
          <p class="hint">{say.snoozeHint}</p>
          <label>
            {say.until}
            <input type="datetime-local" name="until" required />
          </label>
          <label>
            {say.reason}
            <input type="text" name="reason" maxlength={300} required />
          </label>
          <button type="submit" name="do" value="snooze">
            {say.snoozeButton}
          </button>
        </form>
      </details>
    </section>
  );
}

/** The command that a submitted action stands for; undefined when it is none of them. */
export function commandLine(caseId: number, form: Readonly<Record<string, string[]>>): string | undefined {
  const value = (name: string) => form[name]?.[0]?.trim() ?? '';
  const number = caseNumber(caseId);
  switch (value('do')) {
    case 'snooze':
      return `snooze ${number} ${quoted(value('until'))} ${quoted(value('reason'))}`;
    case 'assign':
      return `assign ${number} @${value('to')}`;
    default:
      return undefined;
  }
}

/** One word of a command line, whatever it holds: quotes inside become their look-alike. */
function quoted(text: string): string {
  return `"${text.replace(/["“”]/g, '＂').replace(/\s+/g, ' ')}"`;
}
