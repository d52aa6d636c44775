// The buttons beside the demo's clock.

import { UserError } from '../errors.ts';
import type { ClockControls } from '../web/deps.ts';
import type { Queue } from './one-at-a-time.ts';
import { type Player, playUntil, targetInstant } from './play.ts';
import type { StoryPrinter } from './story-printer.ts';

/** Moves the demo's clock and tells what happened on the way, in the terminal and to the person who pressed the button. */
export function clockControls(player: Player, print: StoryPrinter, queue: Queue): ClockControls {
  return {
    moveTo: (to) =>
      queue(async () => {
        const instant = to instanceof Date ? to : await targetInstant(player, to);
        if (instant === null) throw nothingDue;
        if (instant < player.clock.now()) throw inThePast;
        const mark = print.mark();
        await playUntil(player, instant);
        return { now: player.clock.now(), happened: print.since(mark) };
      }),
  };
}

const nothingDue = new UserError('NO_DEADLINE');

const inThePast = new UserError('IN_THE_PAST');
