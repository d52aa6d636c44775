// First look at a file, before any row is read: its hash, what kind of thing it is, how its text is encoded. Refuses
// what is no table; decides nothing about columns.

import { createHash } from 'node:crypto';
import { headAndTail, isGzip, textBytes } from './bytes.ts';
import { type Encoding, legacyEncodings, likeliest, strictWatch, textDecoder, utf16Of } from './encoding.ts';
import { FileFault } from './issues.ts';
import { limits, megabytes } from './limits.ts';

export interface Inspection {
  /** Of the unpacked content: the same report is the same, packed or plain. */
  sha256: string;
  packed: boolean;
  encoding: Encoding;
  /** The beginning of the text. */
  start: string;
  /** Does `start` hold the whole text? */
  startIsAll: boolean;
  textBytes: number;
}

const startBytes = 128 * 1024;
const sampleBytes = 256 * 1024;

/** The hash of a file that cannot be looked into further: of its bytes as they lie there. */
export async function inspectFile(
  path: string,
  options: { name: string; encoding?: Encoding | undefined; headerWords: readonly string[] },
): Promise<Inspection> {
  const { head, tail, size } = await headAndTail(path, 66_000);
  if (size === 0) throw new FileFault('EMPTY_FILE');
  refuseContainers(head, tail, options.name);
  const packed = isGzip(head);
  if (packed && size > limits.packedBytes) {
    throw new FileFault('TOO_LARGE', { found: megabytes(size), expected: megabytes(limits.packedBytes) });
  }
  const scan = await scanText(path, packed);
  if (scan.start.length === 0) throw new FileFault('EMPTY_FILE');
  refuseContainers(scan.start, scan.start, options.name);
  const wide = utf16Of(scan.start);
  if (scan.zeroAt !== undefined && !wide) {
    throw new FileFault('BINARY_CONTENT', { found: `NUL, byte ${scan.zeroAt + 1}` });
  }
  const encoding =
    options.encoding ?? wide ?? (scan.isUtf8 ? 'utf-8' : await legacyOf(path, packed, options.headerWords));
  const start = decodeStart(scan.start, encoding, scan.start.length === scan.textBytes);
  refuseNonTables(start, options.name);
  return {
    sha256: scan.sha256,
    packed,
    encoding,
    start,
    startIsAll: scan.start.length === scan.textBytes,
    textBytes: scan.textBytes,
  };
}

/** The hash that stands for a file whose content could not be read as text. */
export async function rawHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of textBytes(path, false)) hash.update(chunk);
  return hash.digest('hex');
}

async function scanText(path: string, packed: boolean) {
  const hash = createHash('sha256');
  const utf8 = strictWatch(['utf-8']);
  const startChunks: Buffer[] = [];
  let startLength = 0;
  let bytes = 0;
  let zeroAt: number | undefined;
  for await (const chunk of textBytes(path, packed)) {
    hash.update(chunk);
    utf8.add(chunk);
    if (zeroAt === undefined) {
      const zero = chunk.indexOf(0);
      if (zero >= 0) zeroAt = bytes + zero;
    }
    if (startLength < startBytes) {
      const part = chunk.subarray(0, startBytes - startLength);
      startChunks.push(part);
      startLength += part.length;
    }
    bytes += chunk.length;
  }
  return {
    sha256: hash.digest('hex'),
    isUtf8: utf8.end().length === 1,
    start: Buffer.concat(startChunks),
    textBytes: bytes,
    zeroAt,
  };
}

async function legacyOf(path: string, packed: boolean, headerWords: readonly string[]): Promise<Encoding> {
  const watch = strictWatch(legacyEncodings);
  const telling: Buffer[] = [];
  let gathered = 0;
  for await (const chunk of textBytes(path, packed)) {
    watch.add(chunk);
    const first = gathered < sampleBytes ? chunk.findIndex((byte) => byte >= 0x80) : -1;
    if (first < 0 && gathered > 0) continue;
    const part = gathered === 0 ? chunk : tellingPart(chunk, first);
    telling.push(part.subarray(0, sampleBytes - gathered));
    gathered += part.length;
    if (gathered > sampleBytes) gathered = sampleBytes;
  }
  const encoding = likeliest(watch.end(), Buffer.concat(telling), headerWords);
  if (!encoding) throw new FileFault('UNKNOWN_ENCODING');
  return encoding;
}

/** From the line that holds the first non-ASCII byte on, so that no character is cut in two. */
function tellingPart(chunk: Buffer, first: number): Buffer {
  return chunk.subarray(chunk.lastIndexOf(0x0a, first) + 1);
}

function decodeStart(bytes: Buffer, encoding: Encoding, isAll: boolean): string {
  const decoder = textDecoder(encoding);
  const text = decoder.write(bytes);
  return isAll ? text + decoder.end() : text;
}

/** Workbooks, archives and other things that are no text at all. */
function refuseContainers(head: Buffer, tail: Buffer, name: string): void {
  if (head.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'))) throw new FileFault('UNSUPPORTED_XLS');
  if (head.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) {
    if (tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) < 0) {
      throw new FileFault('CORRUPT_ARCHIVE', { found: 'zip' });
    }
    const isWorkbook = /\.xls[xm]$/i.test(name) || head.includes('xl/');
    throw new FileFault('UNKNOWN_FORMAT', {
      expected: isWorkbook
        ? 'Excel 工作簿（.xlsx），请另存为 CSV（UTF-8）再导入 | an Excel workbook (.xlsx): save it as CSV (UTF-8); the workbook itself'
        : 'zip 压缩包，请解压后导入里面的文件 | a zip archive: unpack it and import what is inside; the archive itself',
    });
  }
  if (head.subarray(0, 5).toString('latin1') === '%PDF-') throw new FileFault('BINARY_CONTENT', { found: 'PDF' });
}

/** Web pages and API answers that were saved under a table's name. */
function refuseNonTables(start: string, name: string): void {
  const text = start.trimStart();
  if (text === '') throw new FileFault('EMPTY_FILE');
  const first = text.slice(0, 60).split(/[\r\n]/)[0] ?? '';
  if (/^<(?:!doctype|html|head|body|script|\?xml|[a-z]+[\s>])/i.test(text)) {
    throw new FileFault('NOT_TABULAR', { found: first, expected: 'html' });
  }
  if (!/^[{[]\s*(?:["{[\]}]|-?\d|$)/.test(text)) return;
  if (/\.json(?:\.gz)?$/i.test(name)) {
    throw new FileFault('UNKNOWN_FORMAT', { expected: '接口返回的 JSON | JSON from an API' });
  }
  throw new FileFault('NOT_TABULAR', { found: first, expected: 'json' });
}
