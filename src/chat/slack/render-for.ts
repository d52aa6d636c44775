// A message made ready for one conversation: who is mentioned, which pictures are there, what Slack is told.

import type { Language } from '../../lib/language.ts';
import type { Message } from '../../messages/message.ts';
import { absoluteUrl } from '../links.ts';
import { mentionedPeople } from '../mentions.ts';
import type { Directory } from './directory.ts';
import { renderMessage, type SlackMessage } from './render/message.ts';
import type { SlackNames } from './render/names.ts';

export interface Naming {
  directory: Directory;
  /** Where people reach the console, without a slash at the end; undefined when they cannot. */
  consoleUrl: string | undefined;
}

/** The names a message needs; people whom Slack does not know, or cannot say in time, stand by their name. */
export async function namesFor(
  message: Message,
  { directory, consoleUrl }: Naming,
  pictures: ReadonlyMap<string, string> = new Map(),
): Promise<SlackNames> {
  const ids = new Map<string, string>();
  await Promise.all(
    mentionedPeople(message).map(async (personId) => {
      const id = await directory.userIdOf(personId).catch(() => undefined);
      if (id !== undefined) ids.set(personId, id);
    }),
  );
  return {
    mention: (personId) => ids.get(personId),
    url: (path) => (consoleUrl === undefined ? undefined : absoluteUrl(path, consoleUrl)),
    image(attachmentId) {
      const slackFileId = pictures.get(attachmentId);
      return slackFileId === undefined ? undefined : { slackFileId };
    },
  };
}

/** The message as Slack takes it. */
export async function renderFor(
  message: Message,
  { naming, language, pictures }: { naming: Naming; language: Language; pictures?: ReadonlyMap<string, string> },
): Promise<SlackMessage> {
  return renderMessage(message, await namesFor(message, naming, pictures), language);
}
