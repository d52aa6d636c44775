// Everything that ever happened to a case, as its log has it, newest last.

import { personName } from '../../cases/display-names.ts';
import { type Language, texts } from '../../lib/language.ts';
import { eventWords } from '../../messages/case-events.ts';
import type { TeamView } from '../../messages/views.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CaseLogRow } from '../../store/cases.ts';
import { Moment } from './bits.tsx';

const words = texts({
  en: {
    title: 'History',
    system: 'Skuwatch',
    round: (round: number) => `round ${round}`,
    noted: 'noticed',
  },
  zh: { title: '处理记录', system: '系统', round: (round) => `第 ${round} 轮`, noted: '发现于' },
});

/** An entry noticed much later than it became true says so. */
const lateMs = 5 * 60_000;

interface HistoryProps {
  log: readonly CaseLogRow[];
  policy: Policy;
  team: TeamView;
  language: Language;
}

export function CaseHistory({ log, policy, team, language }: HistoryProps) {
  const say = words[language];
  return (
    <section class="card">
      <h2>{say.title}</h2>
      <ol class="history">
        {log.map((entry) => (
          <li>
            <span class="when">
              <Moment at={entry.at} team={team} language={language} />
            </span>
            <span>
              <strong>{eventWords[entry.event]?.[language] ?? entry.event}</strong>{' '}
              <span class="by">{entry.actor === 'system' ? say.system : personName(policy, entry.actor)}</span>
              {entry.round > 1 && <span class="by"> · {say.round(entry.round)}</span>}
              {remarkOf(entry) && <q>{remarkOf(entry)}</q>}
              {entry.notedAt.getTime() - entry.at.getTime() > lateMs && (
                <span class="by">
                  {' '}
                  · {say.noted} <Moment at={entry.notedAt} team={team} language={language} />
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What a person wrote with the event: a manager's remark, a reason. */
function remarkOf({ data }: CaseLogRow): string | undefined {
  const text = data.remark ?? data.reason;
  return typeof text === 'string' && text !== '' ? text : undefined;
}
