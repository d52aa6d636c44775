// Pictures and files: uploaded beside a message, never instead of it. A file that cannot be uploaded costs no text.

import { keepNewest } from '../../lib/keep-newest.ts';
import type { Log } from '../../lib/log.ts';
import { withTimeLimit } from '../../lib/time-limit.ts';
import type { Attachment } from '../../messages/destination.ts';
import type { SlackGateway } from './gateway.ts';
import { readTrouble, SlackCallError } from './trouble.ts';

export interface SharedPlace {
  channel: string;
  /** The message in whose thread the file goes; a message of its own in the channel when left out. */
  threadTs?: string | undefined;
}

export interface Files {
  /** Slack's ids of pictures that a message shows, by attachment; those that could not be uploaded are missing. */
  pictures(attachments: readonly Attachment[], signal?: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** Shares a file in a conversation; false when that did not work. */
  share(attachment: Attachment, place: SharedPlace, signal?: AbortSignal): Promise<boolean>;
}

/** The outbox gives a delivery ten seconds: what goes with the message may take a few of them. */
const uploadLimitMs = 2_500;
/** Pictures whose ids are kept: cards are edited several times, and each edit names the picture again. */
const keptPictures = 500;

export function openFiles(gateway: SlackGateway, log: Log): Files {
  const uploaded = new Map<string, string>();
  const attempt = (attachment: Attachment, place: SharedPlace | undefined, callers: AbortSignal | undefined) =>
    withTimeLimit(uploadLimitMs, (limit) =>
      upload(gateway, attachment, { place, signal: callers ? AbortSignal.any([limit, callers]) : limit }),
    ).catch((error: unknown) => {
      const { code } = readTrouble(error);
      log.warn({ platform: 'slack', attachmentId: attachment.id, code }, 'file could not be uploaded');
      return undefined;
    });
  return {
    async pictures(attachments, signal) {
      const missing = attachments.filter(({ id }) => !uploaded.has(id));
      const ids = await Promise.all(missing.map((each) => attempt(each, undefined, signal)));
      for (const [index, { id }] of missing.entries()) {
        const fileId = ids[index];
        if (fileId !== undefined) keepNewest(uploaded, [id, fileId], keptPictures);
      }
      const pairs = attachments.map(({ id }) => [id, uploaded.get(id)] as const);
      return new Map(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
    },
    share: async (attachment, place, signal) => (await attempt(attachment, place, signal)) !== undefined,
  };
}

/** Three steps: an address to upload to, the bytes, and the word that they are complete. Alt texts lose shares: none. */
async function upload(
  gateway: SlackGateway,
  { name, bytes }: Attachment,
  { place, signal }: { place: SharedPlace | undefined; signal: AbortSignal },
): Promise<string> {
  const client = gateway.client({ signal });
  const target = await client.files.getUploadURLExternal({ filename: name, length: bytes.byteLength });
  const { upload_url: url, file_id: id } = target;
  if (!url || !id) throw new SlackCallError({ code: 'unreadable_answer', outcome: 'unclear' });
  const answer = await fetch(url, { method: 'POST', body: new Uint8Array(bytes), signal });
  if (!answer.ok) throw new SlackCallError({ code: `upload_${answer.status}`, outcome: 'again' });
  const files: [{ id: string; title: string }] = [{ id, title: name }];
  if (place === undefined) await client.files.completeUploadExternal({ files });
  else if (place.threadTs === undefined)
    await client.files.completeUploadExternal({ files, channel_id: place.channel });
  else {
    await client.files.completeUploadExternal({ files, channel_id: place.channel, thread_ts: place.threadTs });
  }
  return id;
}
