// Pictures and files: uploaded beside a message, never instead of it. A file that cannot be uploaded costs no text.

import { keepNewest } from '../../lib/keep-newest.ts';
import type { Log } from '../../lib/log.ts';
import { withTimeLimit } from '../../lib/time-limit.ts';
import type { Attachment } from '../../messages/destination.ts';
import type { FeishuGateway } from './gateway.ts';
import { FeishuCallError, readTrouble } from './trouble.ts';

export interface Files {
  /** img_key of pictures that a card shows, by attachment; those that could not be uploaded are missing. */
  pictures(attachments: readonly Attachment[], signal?: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** file_key of a file that a message of its own will hand over; undefined when it could not be uploaded. */
  file(attachment: Attachment, signal?: AbortSignal): Promise<string | undefined>;
}

/** The outbox gives a delivery ten seconds: what goes with the message may take a few of them. */
const uploadLimitMs = 2_500;
/** Pictures whose keys are kept: cards are edited several times, and each edit names the picture again. */
const keptPictures = 500;

export function openFiles(gateway: FeishuGateway, log: Log): Files {
  const kept = new Map<string, string>();
  const attempt = (
    attachment: Attachment,
    upload: (signal: AbortSignal) => Promise<string>,
    callers: AbortSignal | undefined,
  ) =>
    withTimeLimit(uploadLimitMs, (limit) => upload(callers ? AbortSignal.any([limit, callers]) : limit)).catch(
      (error: unknown) => {
        const { code } = readTrouble(error);
        log.warn({ platform: 'feishu', attachmentId: attachment.id, code }, 'file could not be uploaded');
        return undefined;
      },
    );
  return {
    async pictures(attachments, signal) {
      const missing = attachments.filter(({ id }) => !kept.has(id));
      const keys = await Promise.all(
        missing.map((each) => attempt(each, (limit) => uploadPicture(gateway, each, limit), signal)),
      );
      for (const [index, { id }] of missing.entries()) {
        const key = keys[index];
        if (key !== undefined) keepNewest(kept, [id, key], keptPictures);
      }
      const pairs = attachments.map(({ id }) => [id, kept.get(id)] as const);
      return new Map(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
    },
    file: (attachment, signal) => attempt(attachment, (limit) => uploadFile(gateway, attachment, limit), signal),
  };
}

async function uploadPicture(gateway: FeishuGateway, { bytes }: Attachment, signal: AbortSignal): Promise<string> {
  const answer = await gateway.call(
    'im.image.create',
    (client) => client.im.v1.image.create({ data: { image_type: 'message', image: Buffer.from(bytes) } }),
    { signal },
  );
  return keyIn(answer?.image_key);
}

async function uploadFile(gateway: FeishuGateway, { name, bytes }: Attachment, signal: AbortSignal): Promise<string> {
  const answer = await gateway.call(
    'im.file.create',
    (client) =>
      client.im.v1.file.create({ data: { file_type: fileType(name), file_name: name, file: Buffer.from(bytes) } }),
    { signal },
  );
  return keyIn(answer?.file_key);
}

/** Kinds that Feishu shows a preview of; everything else is a stream of bytes to it. */
function fileType(name: string): 'xls' | 'pdf' | 'stream' {
  if (/\.xlsx?$/i.test(name)) return 'xls';
  return /\.pdf$/i.test(name) ? 'pdf' : 'stream';
}

function keyIn(key: string | undefined): string {
  if (!key) throw new FeishuCallError({ code: 'unreadable_answer', outcome: 'unclear' });
  return key;
}
