// A plan's channels: which shops sell from the stock, and how to split it between them. Advice.

import { type Language, texts } from '../lib/language.ts';
import { small, table, text } from './blocks.ts';
import { clean } from './clean.ts';
import { share, units } from './format.ts';
import type { ChannelView, PlanSection, PlanView } from './plan-view.ts';

const words = texts({
  en: {
    channels: 'One stock on several platforms',
    columns: ['Channel', 'Sold in 30 days', 'Share', 'Part of available'],
    how: 'Shared out by the units sold in the last 30 days, in whole units.',
    risk: {
      nearly_gone: 'Under three days of joint sales are left: the platforms’ delay can sell a piece twice.',
      gone: 'Nothing is left: each further order on any platform is one too many.',
    },
    separator: ' + ',
    unknown: '–',
  },
  zh: {
    channels: '多平台共用库存',
    columns: ['渠道', '近 30 天销量', '占比', '可用分配'],
    how: '按近 30 天销量占比分配，取整件。',
    risk: {
      nearly_gone: '剩余不够各平台合卖三天：平台间同步有延迟，可能超卖。',
      gone: '库存已为 0：任何平台再出单都是超卖。',
    },
    separator: ' + ',
    unknown: '–',
  },
});

/** Nothing where only one channel sells it. */
export function channelSection({ channels, oversell }: PlanView, language: Language): PlanSection | undefined {
  if (channels.length === 0) return undefined;
  const say = words[language];
  return {
    title: say.channels,
    blocks: [
      oversell === null ? undefined : text({ strong: say.risk[oversell] }),
      table(
        say.columns,
        channels.map((channel) => channelRow(channel, language)),
      ),
      small(say.how),
    ],
    formulas: [],
  };
}

function channelRow(of: ChannelView, language: Language): string[] {
  const say = words[language];
  return [
    of.names.map((name) => clean(name, 24)).join(say.separator),
    units(of.sold),
    share(Math.round(of.share * 1000) / 1000),
    of.units === null ? say.unknown : units(of.units),
  ];
}
