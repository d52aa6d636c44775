// Pictures and files that the app has uploaded.

import { type Answer, refusal, success } from './answers.ts';
import type { Behind, Route } from './behind.ts';
import type { Call } from './calls.ts';

export interface Uploaded {
  name: string;
  bytes: Buffer;
}

const mostImageBytes = 10 * 1024 * 1024;
const mostFileBytes = 30 * 1024 * 1024;
const fileTypes = ['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream'];
/** How pictures begin that Feishu can show: PNG, JPEG, GIF, WebP, BMP. */
const beginnings = ['89504e47', 'ffd8ff', '47494638', '52494646', '424d'];

export const mediaRoutes: readonly Route[] = [
  { is: 'POST im/v1/images', scopes: ['im:resource', 'im:resource:upload'], carryOut: addImage },
  { is: 'POST im/v1/files', scopes: ['im:resource', 'im:resource:upload'], carryOut: addFile },
];

export class Media {
  private readonly images = new Map<string, Uploaded>();
  private readonly files = new Map<string, Uploaded>();

  image(key: string): Uploaded | undefined {
    return this.images.get(key);
  }

  file(key: string): Uploaded | undefined {
    return this.files.get(key);
  }

  addImage(image: Uploaded): string {
    const key = `img_v3_${String(this.images.size + 1).padStart(4, '0')}_double`;
    this.images.set(key, image);
    return key;
  }

  addFile(file: Uploaded): string {
    const key = `file_v3_${String(this.files.size + 1).padStart(4, '0')}_double`;
    this.files.set(key, file);
    return key;
  }
}

function addImage({ body, files }: Call, { media }: Behind): Answer {
  const image = files.image;
  if (!image || !['message', 'avatar'].includes(String(body.image_type)))
    return refusal(234001, 'Invalid request param.');
  if (image.bytes.length === 0) return refusal(234010, "File's size can't be 0.");
  if (image.bytes.length > mostImageBytes) return refusal(234006, 'The file size exceed the max value.');
  const begins = image.bytes.subarray(0, 4).toString('hex');
  if (!beginnings.some((known) => begins.startsWith(known))) return refusal(234011, "Can't recognize image format.");
  const isPng = begins === '89504e47';
  if (isPng && Math.max(image.bytes.readUInt32BE(16), image.bytes.readUInt32BE(20)) > 12_000)
    return refusal(234039, 'The image resolution exceeds the limit.');
  return success({ image_key: media.addImage(image) });
}

function addFile({ body, files }: Call, { media }: Behind): Answer {
  const { file } = files;
  const name = body.file_name;
  if (!file || typeof name !== 'string' || name === '') return refusal(234001, 'Invalid request param.');
  if (!fileTypes.includes(String(body.file_type))) return refusal(234001, 'Invalid request param.');
  if (file.bytes.length === 0) return refusal(234010, "File's size can't be 0.");
  if (file.bytes.length > mostFileBytes) return refusal(234006, 'The file size exceed the max value.');
  return success({ file_key: media.addFile({ name, bytes: file.bytes }) });
}
