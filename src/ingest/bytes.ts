// The bytes of a file, unpacked when it is gzip, within the limits. Reads only; decides nothing about their meaning.

import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { FileFault } from './issues.ts';
import { limits, megabytes } from './limits.ts';

/** The first bytes of a file as it lies there, and its last ones. */
export async function headAndTail(path: string, bytes: number): Promise<{ head: Buffer; tail: Buffer; size: number }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(bytes, size);
    const head = Buffer.alloc(length);
    const tail = Buffer.alloc(length);
    await file.read(head, 0, length, 0);
    await file.read(tail, 0, length, size - length);
    return { head, tail, size };
  } finally {
    await file.close();
  }
}

export function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Streams the text bytes of a file. Throws FileFault for a damaged archive or one that unpacks beyond the limits. */
export async function* textBytes(path: string, packed: boolean): AsyncGenerator<Buffer> {
  const raw = createReadStream(path, { highWaterMark: 256 * 1024 });
  const stream = packed ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (error) => stream.destroy(error));
  let text = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      text += chunk.length;
      refuseOversize(text, packed ? raw.bytesRead : undefined);
      yield chunk;
    }
  } catch (error) {
    if (isZlibError(error)) throw new FileFault('CORRUPT_ARCHIVE', { found: `gzip: ${error.code}` });
    throw error;
  } finally {
    raw.destroy();
    stream.destroy();
  }
}

function refuseOversize(text: number, packed: number | undefined): void {
  if (text > limits.textBytes) {
    throw new FileFault('TOO_LARGE', {
      found: `> ${megabytes(limits.textBytes)}`,
      expected: megabytes(limits.textBytes),
    });
  }
  if (packed === undefined || text < limits.ratioFromBytes || text <= packed * limits.ratio) return;
  throw new FileFault('TOO_LARGE', {
    found: `${megabytes(packed)} → ${megabytes(text)}`,
    expected: `1 : ${limits.ratio}`,
  });
}

function isZlibError(error: unknown): error is Error & { code: string } {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.startsWith('Z_');
}
