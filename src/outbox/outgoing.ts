// Turns what a delivery says into a message that an adapter can send, with the files it shows.

import type { Outgoing } from '../chat/adapter.ts';
import type { Context } from '../context.ts';
import type { Language } from '../lib/language.ts';
import type { Attachment } from '../messages/destination.ts';
import type { Content, View } from '../messages/index.ts';
import { compose } from '../messages/index.ts';
import type { FormPlace, Message } from '../messages/message.ts';
import { loadAttachments } from '../store/attachments.ts';

/** Looks up what a content is about, as it stands now; undefined when there is nothing left to say. */
export type Resolve = (ctx: Context, content: Content) => Promise<View | undefined>;

/**
 * The message under `key`, composed in whichever language the adapter asks for, with forms where its platform has them;
 * undefined: nothing left to say.
 */
export async function composeOutgoing(
  ctx: Context,
  { key, content }: { key: string; content: Content },
  { resolve, forms }: { resolve: Resolve; forms: FormPlace },
): Promise<Outgoing | undefined> {
  const view = await resolve(ctx, content);
  if (!view) return undefined;
  const message = (language: Language) => compose(view, language, { forms });
  return { key, message, attachments: await attachmentsOf(ctx, message(ctx.policy.team.language), key) };
}

/** The files that a message shows. One that is not kept any more is left out and logged under `name`. */
export async function attachmentsOf(ctx: Context, message: Message, name: string): Promise<Attachment[]> {
  const ids = attachmentIds(message);
  const attachments = await loadAttachments(ctx.db, ids);
  const found = new Set(attachments.map(({ id }) => id));
  for (const id of ids) {
    if (!found.has(id)) ctx.log.error({ key: name, attachmentId: id }, 'attachment is missing');
  }
  return attachments;
}

function attachmentIds(message: Message): string[] {
  const ids = message.blocks.map((block) => ('attachmentId' in block ? block.attachmentId : undefined));
  return [...new Set(ids.filter((id) => id !== undefined))];
}
