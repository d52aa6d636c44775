// Which attachments a message shows as pictures, and which it hands over as files. Pure.

import type { Message } from '../messages/message.ts';

/** Ids of attachments, in the order in which the message names them. */
export function shownFiles(message: Message): { pictures: string[]; files: string[] } {
  const idsOf = (type: 'image' | 'file') =>
    message.blocks.flatMap((block) => (block.type === type && 'attachmentId' in block ? [block.attachmentId] : []));
  return { pictures: idsOf('image'), files: idsOf('file') };
}
