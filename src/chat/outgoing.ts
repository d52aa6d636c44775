// Turns what a delivery says into a message that an adapter can send, with the files it shows.

import type { Context } from '../context.ts';
import type { Language } from '../lib/language.ts';
import { compose } from '../messages/compose.ts';
import type { Content } from '../messages/content.ts';
import type { Message } from '../messages/message.ts';
import type { View } from '../messages/views.ts';
import { loadAttachments } from '../store/attachments.ts';
import type { Outgoing } from './adapter.ts';

/** Looks up what a content is about, as it stands now; undefined when there is nothing left to say. */
export type Resolve = (ctx: Context, content: Content) => Promise<View | undefined>;

/** The message under `key`, composed in whichever language the adapter asks for; undefined: nothing left to say. */
export async function composeOutgoing(
  ctx: Context,
  { key, content }: { key: string; content: Content },
  resolve: Resolve,
): Promise<Outgoing | undefined> {
  const view = await resolve(ctx, content);
  if (!view) return undefined;
  const message = (language: Language) => compose(view, language);
  const ids = attachmentIds(message(ctx.policy.team.language));
  const attachments = await loadAttachments(ctx.db, ids);
  const found = new Set(attachments.map(({ id }) => id));
  for (const id of ids) {
    if (!found.has(id)) ctx.log.error({ key, attachmentId: id }, 'attachment is missing');
  }
  return { key, message, attachments };
}

function attachmentIds(message: Message): string[] {
  const ids = message.blocks.map((block) => ('attachmentId' in block ? block.attachmentId : undefined));
  return [...new Set(ids.filter((id) => id !== undefined))];
}
