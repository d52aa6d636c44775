// The demo's simulated clock: what time it is there, and buttons that let time pass.

import { dayIn } from '../../lib/day.ts';
import { type Language, texts } from '../../lib/language.ts';
import { dayWithYear, timeText } from '../../messages/format.ts';
import type { TeamView } from '../../messages/views.ts';
import type { ClockTarget } from '../deps.ts';
import { clockPath } from '../identity/guard.ts';

const words = texts({
  en: {
    label: 'Simulated clock',
    demo: 'Demo',
    targets: { 'next-deadline': 'Next deadline', 'end-of-workday': 'End of the workday', 'next-monday': 'Next Monday' },
    goTo: 'Let time pass until',
  },
  zh: {
    label: '模拟时钟',
    demo: '演示',
    targets: { 'next-deadline': '下一个截止时间', 'end-of-workday': '今天下班', 'next-monday': '下周一' },
    goTo: '快进到',
  },
});

const targets: readonly ClockTarget[] = ['next-deadline', 'end-of-workday', 'next-monday'];

export function ClockBar(props: { language: Language; token: string; team: TeamView; back: string }) {
  const { language, token, team, back } = props;
  const say = words[language];
  return (
    <form method="post" action={clockPath} class="clock" aria-label={say.label}>
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="back" value={back} />
      <span class="tag">{say.demo}</span>
      <time datetime={team.now}>
        {dayWithYear(dayIn(team.zone, new Date(team.now)), language)} <b>{timeText(team.now, team)}</b>
      </time>
      <span class="goto">{say.goTo}</span>
      {targets.map((target) => (
        <button type="submit" name="to" value={target}>
          {say.targets[target]}
        </button>
      ))}
    </form>
  );
}
