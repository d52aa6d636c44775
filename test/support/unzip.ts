// The parts of a zip archive (an .xlsx is one) as text, read by its central directory as spreadsheet programs do.

import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const stored = 0;

export function unzip(bytes: Uint8Array): Map<string, string> {
  const view = Buffer.from(bytes);
  let end = view.length - 22;
  while (end >= 0 && view.readUInt32LE(end) !== endOfDirectory) end--;
  const count = view.readUInt16LE(end + 10);
  let at = view.readUInt32LE(end + 16);
  const parts = new Map<string, string>();
  for (let entry = 0; entry < count; entry++) {
    const nameLength = view.readUInt16LE(at + 28);
    const name = view.toString('utf8', at + 46, at + 46 + nameLength);
    parts.set(name, contentOf(view, at).toString('utf8'));
    at += 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return parts;
}

function contentOf(view: Buffer, entry: number): Buffer {
  const method = view.readUInt16LE(entry + 10);
  const length = view.readUInt32LE(entry + 20);
  const local = view.readUInt32LE(entry + 42);
  const from = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
  const content = view.subarray(from, from + length);
  return method === stored ? content : inflateRawSync(content);
}
