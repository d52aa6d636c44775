// The result of a rehearsal as a message: how many forms each policy would have opened, for whom, and about what.

import { type Language, texts } from '../lib/language.ts';
import { heading, mentions, message, personName, small, table, text } from './blocks.ts';
import { clean } from './clean.ts';
import { dayRangeText, percent, shortDay, units } from './format.ts';
import type { MessageKind } from './kind.ts';
import type { Block, Message } from './message.ts';
import type { EpisodeView, PolicyView, RehearsalView } from './rehearsal-view.ts';
import { formsADay, policyLabel, rehearsalWords, uniformPolicies } from './rehearsal-words.ts';
import type { PersonView } from './views.ts';

const messageTexts = texts({
  en: {
    title: (days: number) => `Rehearsal: what each policy would have asked for in ${days} days`,
    first: (range: string, policy: string) =>
      `The sales of ${range} are in. This is how many forms each policy would have asked for; ${policy} is in force.`,
    asked: (range: string, policy: string) => `Sales of ${range}. ${policy} is in force.`,
    columns: ['Policy', 'Forms a day', 'Busiest day', 'One person, busiest day', 'Held back a day'],
    busiest: (forms: string, day: string) => `${forms} (${day})`,
    cap: (cap: number) => `Held back: more than ${cap} new forms for one person and day are only named in the digest.`,
    episodes: (all: string, each: string) => `Of ${all} episodes each policy would have asked about: ${each}.`,
    literalOnly: (count: string) => ` Literal alone would have asked about ${count} more.`,
    share: (policy: string, count: string) => `${policy} ${count}`,
    separator: ', ',
    people: (policy: string) => `Forms by person: ${policy}`,
    peopleColumns: ['Person', 'Forms a day', 'Busiest day', 'In all'],
    loudest: 'Loudest SKUs (forms)',
    sku: 'SKU',
    which: 'Episodes (✓ = would have asked)',
    whichColumns: ['SKU', 'Days', 'Deviation'],
    change: 'Managers change it with ',
    or: ' (or on the console under “Rehearsal”, where there is a chart). It holds for days judged from then on.',
    command: 'policy team strict',
    none: 'none',
  },
  zh: {
    title: (days) => `策略试算：过去 ${days} 天每种策略会发多少表单`,
    first: (range, policy) => `${range}的销量已导入。下面是每种策略本来会发的表单数；现行策略：${policy}。`,
    asked: (range, policy) => `${range}的销量。现行策略：${policy}。`,
    columns: ['策略', '每天表单', '最多的一天', '一人一天最多', '每天被限量'],
    busiest: (forms, day) => `${forms}（${day}）`,
    cap: (cap) => `被限量：每人每天新表单超过 ${cap} 张的部分，只在每日摘要里列出。`,
    episodes: (all, each) => `共 ${all} 次异常，各策略会问到：${each}。`,
    literalOnly: (count) => `另有 ${count} 次只有逐条策略会问。`,
    share: (policy, count) => `${policy} ${count} 次`,
    separator: '，',
    people: (policy) => `按负责人：${policy}`,
    peopleColumns: ['负责人', '每天表单', '最多的一天', '合计'],
    loudest: '表单最多的 SKU（张）',
    sku: 'SKU',
    which: '异常明细（✓ = 会问）',
    whichColumns: ['SKU', '日期', '偏差'],
    change: '主管可以用指令修改：',
    or: '（或在控制台“策略试算”页修改，那里有图表）。修改后只影响之后判断的日子。',
    command: 'policy team strict',
    none: '无',
  },
});

type Occasion = 'first' | 'asked';

export const rehearsalKind: MessageKind<
  { toIds: string[]; occasion: Occasion; rehearsal: RehearsalView },
  { to: readonly PersonView[]; occasion: Occasion; rehearsal: RehearsalView }
> = {
  name: { en: 'rehearsal', zh: '策略试算' },
  compose: ({ rehearsal, ...rest }, { language }) => rehearsalMessage(rehearsal, { ...rest, language }),
};

/** `first`: sent once enough history is in; `asked`: somebody wanted to know. */
export function rehearsalMessage(
  view: RehearsalView,
  { to, occasion, language }: { to: readonly PersonView[]; occasion: Occasion; language: Language },
): Message {
  const words = messageTexts[language];
  const { supposed, learned, policies } = rehearsalWords[language];
  const opening = words[occasion](dayRangeText(view.from, view.through, language), policies[view.inForce]);
  return message('plain', words.title(view.days.length), [
    text(...mentions(to, ' '), to.length > 0 ? ' ' : undefined, opening),
    table(
      words.columns,
      view.policies.map((each) => policyRow(each, view, language)),
    ),
    small(learned(view.judgedDays, view.days.length), words.cap(view.cap)),
    episodesLine(view, language),
    ...(occasion === 'asked' ? details(view, language) : []),
    text(words.change, { command: words.command }, words.or),
    small(supposed),
  ]);
}

function policyRow(each: PolicyView, view: RehearsalView, language: Language): string[] {
  const words = messageTexts[language];
  const most = Math.max(0, ...each.operators.map(({ busiest }) => busiest));
  return [
    policyLabel(each.policy, view, language),
    formsADay(each.perDay),
    each.busiest ? words.busiest(units(each.busiest.forms), shortDay(each.busiest.day)) : words.none,
    units(most),
    formsADay(each.heldBackPerDay),
  ];
}

function episodesLine(view: RehearsalView, language: Language): Block | undefined {
  const words = messageTexts[language];
  if (view.allEpisodes === 0 && view.literalOnly === 0) return undefined;
  const names = rehearsalWords[language].policies;
  const each = uniformPolicies
    .map((policy) => words.share(names[policy], units(view.asked[policy])))
    .join(words.separator);
  const more = view.literalOnly > 0 ? words.literalOnly(units(view.literalOnly)) : '';
  return text(words.episodes(units(view.allEpisodes), each) + more);
}

function details(view: RehearsalView, language: Language): (Block | undefined)[] {
  const words = messageTexts[language];
  const { policies, nobody } = rehearsalWords[language];
  const held = view.policies.find(({ policy }) => policy === view.inForce);
  const people = (held?.operators ?? []).map(({ who, perDay, busiest, forms }) => [
    who ? personName(who) : nobody,
    formsADay(perDay),
    units(busiest),
    units(forms),
  ]);
  const loud = view.loudest.map(({ sku, forms }) => [
    clean(sku, 40),
    ...uniformPolicies.map((policy) => units(forms[policy] ?? 0)),
  ]);
  const named = uniformPolicies.map((policy) => policies[policy]);
  return [
    people.length > 0 ? heading(words.people(policies[view.inForce])) : undefined,
    table(words.peopleColumns, people),
    loud.length > 0 ? heading(words.loudest) : undefined,
    table([words.sku, ...named], loud),
    view.episodes.length > 0 ? heading(words.which) : undefined,
    table(
      [...words.whichColumns, ...named],
      view.episodes.map((each) => episodeRow(each, language)),
    ),
  ];
}

function episodeRow(
  { sku, storeName, firstDay, lastDay, deviation, askedBy }: EpisodeView,
  language: Language,
): string[] {
  const days = firstDay === lastDay ? shortDay(firstDay) : `${shortDay(firstDay)} – ${shortDay(lastDay)}`;
  return [
    sku === null ? `${clean(storeName, 24)} · ${rehearsalWords[language].wholeStore}` : clean(sku, 40),
    days,
    deviation === null ? '–' : percent(deviation),
    ...uniformPolicies.map((policy) => (askedBy.includes(policy) ? '✓' : '–')),
  ];
}
