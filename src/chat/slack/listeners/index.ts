// Which listener hears what. Everything a person can do is heard by one of them, so that nothing stays unanswered.

import type { App } from '@slack/bolt';
import { readTrouble } from '../trouble.ts';
import { actionListener } from './actions.ts';
import { commandListener } from './commands.ts';
import type { Desk } from './desk.ts';
import { homeListener } from './home.ts';
import { submissionListener } from './submissions.ts';

const anything = /.*/;

/** `onInvited` is called when the bot is brought into a channel. */
export function listen(app: App, desk: Desk, onInvited: () => void): void {
  app.command(anything, commandListener(desk));
  app.action({ type: 'block_actions', action_id: anything }, actionListener(desk));
  app.view({ type: 'view_submission', callback_id: anything }, submissionListener(desk));
  app.view({ type: 'view_closed', callback_id: anything }, async ({ ack }) => ack());
  app.shortcut(anything, async ({ ack }) => ack());
  app.options(anything, async ({ ack }) => ack({ options: [] }));
  app.event('app_home_opened', homeListener(desk));
  app.event('member_joined_channel', async ({ event }) => {
    if (event.user === desk.workspace.known()?.botUserId) onInvited();
  });
  app.error(async (error) => {
    const { code } = readTrouble('original' in error ? error.original : error);
    desk.log.error({ platform: 'slack', code, kind: error.name }, 'listener failed');
  });
}
