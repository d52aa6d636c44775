// The plot: a workday and the Monday after. The first of those asked answers in the morning, the second takes the case
// and answers in the last hour, everybody else says nothing.

import { dayIn, instantAt } from '../lib/day.ts';
import type { Language } from '../lib/language.ts';
import { endOfWorkday, nextWorkStart } from '../lib/working-time.ts';
import { workCalendar } from '../policy/calendar.ts';
import { answerAll, peopleAsked, takeAll } from './people.ts';
import { type Player, playUntil, settle, targetInstant } from './play.ts';
import type { StoryPrinter } from './story-printer.ts';

const minuteMs = 60_000;

/** Plays the story from where the clock stands. */
export async function playStory(player: Player, print: StoryPrinter, language: Language): Promise<void> {
  const say = (zh: string, en: string) => print.chapter(language === 'zh' ? zh : en);
  const calendar = workCalendar(player.app.ctx.policy.team);
  const workday = dayIn(calendar.zone, nextWorkStart(calendar, player.clock.now()));
  const at = (minute: number) => laterOf(player, instantAt(calendar.zone, workday, minute));
  say('数据进来，每个 SKU 与平日比较', 'Data come in; every SKU is compared with its usual level');
  await player.onDayClosed();
  await settle(player.app);
  await playUntil(player, at(10 * 60 + 20));
  say('上午：有人当场答复，有人只认领', 'Morning: one answers, another only takes the case');
  const [first, second] = await peopleAsked(player.app);
  if (first) await answerAll(player.app, first, print, language);
  await playUntil(player, at(11 * 60));
  if (second) await takeAll(player.app, second, print, language);
  await settle(player.app);
  say('下班前一小时：提醒，最后的答复', 'The last hour: reminders, and late answers');
  await playUntil(player, at(calendar.endMinute - 35));
  if (second) await answerAll(player.app, second, print, language);
  await settle(player.app);
  say('下班：没有答复的升级给主管', 'End of the workday: silence goes to the manager');
  await playUntil(player, laterOf(player, new Date(endOfWorkday(calendar, workday).getTime() + minuteMs)));
  say('直到下周一：新的销售日、周报', 'Until Monday: new sales days, and the weekly summary');
  const monday = await targetInstant(player, 'next-monday');
  if (monday) await playUntil(player, new Date(monday.getTime() + minuteMs));
}

/** A moment of the plot, or now when the clock is past it. */
function laterOf(player: Player, at: Date): Date {
  const now = player.clock.now();
  return at > now ? at : now;
}
