// The home tab: what waits for the person who opened it. Shown again after each of their answers.

import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { message, text } from '../../../messages/blocks.ts';
import { renderHome } from '../render/home.ts';
import { namesFor } from '../render-for.ts';
import { readTrouble } from '../trouble.ts';
import type { Desk } from './desk.ts';
import { type Heard, identify } from './hear.ts';

export function homeListener(desk: Desk) {
  return async ({ event, body }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs): Promise<void> => {
    if (event.tab !== 'home') return;
    try {
      const sender = { eventId: body.event_id, teamId: body.team_id, userId: event.user, userTeamId: undefined };
      const identity = await identify(desk, {
        ...sender,
        channel: undefined,
        triggerId: undefined,
        responseUrl: undefined,
      });
      const { language } = identity;
      const messages = identity.person
        ? await desk.home(identity.person.id, language)
        : [message('plain', 'Skuwatch', [text(identity.refusal[language])])];
      await publish(desk, event.user, { messages, language });
    } catch (error) {
      desk.log.warn({ platform: 'slack', code: readTrouble(error).code }, 'home tab could not be shown');
    }
  };
}

/** After something was done; never throws, because it was done. */
export async function republishHome(desk: Desk, userId: string, { personId, language }: Heard): Promise<void> {
  if (personId === undefined) return;
  try {
    await publish(desk, userId, { messages: await desk.home(personId, language), language });
  } catch (error) {
    desk.log.info({ platform: 'slack', code: readTrouble(error).code }, 'home tab could not be renewed');
  }
}

async function publish(
  desk: Desk,
  userId: string,
  { messages, language }: { messages: Awaited<ReturnType<Desk['home']>>; language: Heard['language'] },
): Promise<void> {
  const everything = { ...message('plain', '', []), blocks: messages.flatMap(({ blocks }) => blocks) };
  const view = renderHome(messages, await namesFor(everything, desk.naming), language);
  await desk.gateway.client().views.publish({ user_id: userId, view });
}
