// `skuwatch rehearse [--days 60]` in a terminal: waits for the result, with a progress line for a person.

import { readRehearsedDays, requireRehearsal } from '../commands/rehearse.ts';
import { plainText } from '../messages/plain-text.ts';
import { rehearsalMessage } from '../messages/rehearsal.ts';
import { rehearsalView } from '../rehearsal/rehearsal-view.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import type { Line } from './flags.ts';
import { type ExitCode, printJson } from './print.ts';
import { rehearsalLine } from './progress.ts';
import type { TerminalCall } from './terminal-commands.ts';

/** Episodes that a terminal lists; `--json` has all of them. */
const episodesShown = 10;

/** Throws UserError for a number of days that cannot be. */
export function checkRehearse(line: Line): void {
  daysOf(line);
}

export async function rehearseInTerminal({ line, io, session }: TerminalCall): Promise<ExitCode> {
  const { ctx, language } = session;
  await requireRehearsal(ctx);
  const json = line.flags.has('json');
  const draws = io.isTty && !json;
  let drawn = '';
  const found = await rehearse(ctx, {
    days: daysOf(line),
    onProgress: (progress) => {
      const next = draws ? rehearsalLine(progress, language) : '';
      if (next !== drawn) io.err(`\r\u001b[K${next}`);
      drawn = next;
    },
  });
  if (draws) io.err('\r\u001b[K');
  if (!found) return 1;
  if (json) await printJson(io, found);
  else {
    const view = rehearsalView(ctx.policy, found, { episodes: episodesShown });
    await io.out(`${plainText(rehearsalMessage(view, { to: [], occasion: 'asked', language }), language)}\n`);
  }
  return 0;
}

function daysOf({ words, values }: Line): number {
  return readRehearsedDays([...words, ...(values.days === undefined ? [] : [values.days])]);
}
