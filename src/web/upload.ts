// Reads an upload as it arrives: the form's token first, then each file to a folder of its own on disk. Nothing is
// held in memory as a whole, and nothing is kept when the token is wrong or the upload breaks off.

import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { Busboy } from '@fastify/busboy';
import type { UploadedFile } from './deps.ts';

/** Most files in one upload, and most bytes in one file. */
const uploadLimits = { files: 50, bytes: 4 * 1024 ** 3 };

export type Upload =
  | { ok: true; files: UploadedFile[]; tooLarge: string[]; remove(): Promise<void> }
  | { ok: false; because: 'no_token' | 'broken' };

/**
 * Spools the files of a multipart request into a folder of their own under `spoolFolder`; the caller removes them.
 * `isToken` judges the field that must come first.
 */
export async function receiveUpload(
  request: Request,
  { isToken, spoolFolder = tmpdir() }: { isToken: (token: string) => boolean; spoolFolder?: string | undefined },
): Promise<Upload> {
  const folder = await mkdtemp(join(spoolFolder, 'skuwatch-upload-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const received = await spool(request, folder, isToken);
    if (received === undefined) {
      await remove();
      return { ok: false, because: 'no_token' };
    }
    return { ok: true, ...received, remove };
  } catch {
    await remove();
    return { ok: false, because: 'broken' };
  }
}

async function spool(request: Request, folder: string, isToken: (token: string) => boolean) {
  const contentType = request.headers.get('content-type') ?? '';
  const parser = new Busboy({
    headers: { 'content-type': contentType },
    limits: { files: uploadLimits.files, fileSize: uploadLimits.bytes, fields: 10, fieldSize: 1000, parts: 100 },
  });
  const files: UploadedFile[] = [];
  const tooLarge: string[] = [];
  const writes: Promise<unknown>[] = [];
  // Collected, not thrown: nobody awaits a write while the parser is still reading.
  const failures: unknown[] = [];
  let trusted = false;
  parser.on('field', (name, value) => {
    if (name === 'token') trusted = isToken(value);
  });
  parser.on('file', (_field, stream, givenName) => {
    // A browser sends an empty, nameless part when no file was chosen.
    if (!trusted || !givenName) {
      // The parser itself fails when the upload breaks off; this stream's own error needs somebody who listens.
      stream.on('error', () => undefined).resume();
      return;
    }
    const name = basename(givenName.replace(/\\/g, '/')).slice(0, 200);
    const path = join(folder, String(files.length));
    files.push({ name, path });
    stream.on('limit', () => tooLarge.push(name));
    writes.push(pipeline(stream, createWriteStream(path)).catch((error) => failures.push(error)));
  });
  if (request.body) await pipeline(Readable.fromWeb(request.body as NodeReadableStream), parser);
  await Promise.all(writes);
  if (failures.length > 0) throw failures[0];
  if (!trusted) return undefined;
  return { files: files.filter(({ name }) => !tooLarge.includes(name)), tooLarge };
}
