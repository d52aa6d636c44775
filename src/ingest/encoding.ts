// Finds out how a text is encoded, from its bytes alone. A byte-order mark decides, then strict UTF-8; what fails both is
// scored as GB18030, Shift_JIS and windows-1252. Nothing is ever decoded with replacement characters.

import iconv from 'iconv-lite';
import { FileFault } from './issues.ts';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'shift_jis', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

const legacy = ['gb18030', 'shift_jis', 'windows-1252'] as const;
type Legacy = (typeof legacy)[number];

/** Watches a whole text go by and tells in which of `candidates` every byte had a meaning. */
export function strictWatch<E extends Encoding>(
  candidates: readonly E[],
): { add(chunk: Uint8Array): void; end(): E[] } {
  const watched = candidates.map((encoding) => ({ encoding, check: strictCheck(encoding), sound: true }));
  const feed = (chunk: Uint8Array | undefined) => {
    for (const each of watched) if (each.sound) each.sound = each.check(chunk);
  };
  return {
    add: feed,
    end: () => {
      feed(undefined);
      return watched.filter((each) => each.sound).map((each) => each.encoding);
    },
  };
}

/** The encodings tried when UTF-8 does not fit. */
export const legacyEncodings: readonly Encoding[] = legacy;

/** Says of each further chunk (undefined: of the end) whether the text is still sound. */
function strictCheck(encoding: Encoding): (chunk: Uint8Array | undefined) => boolean {
  // Node's own windows-1252 is wrong (it decodes as latin1), so its five unused bytes are looked for instead.
  if (encoding === 'windows-1252') return (chunk) => chunk?.every((byte) => !undefined1252.has(byte)) ?? true;
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (chunk) => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
      return true;
    } catch {
      return false;
    }
  };
}

const undefined1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** UTF-16 by its mark, or by zeros that stand in every second place only; undefined for anything else. */
export function utf16Of(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const pairs = Math.floor(head.length / 2);
  if (pairs < 8) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs * 2; i += 2) {
    if (head[i] === 0) even += 1;
    if (head[i + 1] === 0) odd += 1;
  }
  if (even === 0 && odd > pairs * 0.4) return 'utf-16le';
  if (odd === 0 && even > pairs * 0.4) return 'utf-16be';
  return undefined;
}

/**
 * The likeliest of the legacy encodings that fit, by how common the characters are that they give; undefined when even
 * the best gives nothing sensible. `sample` is a stretch of the text that holds its non-ASCII bytes.
 */
export function likeliest(
  fitting: readonly Encoding[],
  sample: Buffer,
  headerWords: readonly string[],
): Encoding | undefined {
  let best: { encoding: Legacy; score: number } | undefined;
  for (const encoding of legacy) {
    if (!fitting.includes(encoding)) continue;
    const text =
      encoding === 'windows-1252' ? iconv.decode(sample, encoding) : new TextDecoder(encoding).decode(sample);
    const score = scores[encoding](sample) + headerBonus(text, headerWords);
    if (!best || score > best.score) best = { encoding, score };
  }
  return best && best.score >= 0.2 ? best.encoding : undefined;
}

/**
 * A decoder that takes the text piece by piece; a leading byte-order mark is dropped. Throws FileFault where the bytes mean
 * nothing in this encoding.
 */
export function textDecoder(encoding: Encoding): { write(bytes: Uint8Array): string; end(): string } {
  if (encoding === 'windows-1252') {
    const western = iconv.getDecoder(encoding);
    return { write: (bytes) => western.write(Buffer.from(bytes)), end: () => western.end() ?? '' };
  }
  // The same decoder that was used to check: iconv-lite's tables of the Asian encodings have other gaps.
  const decoder = new TextDecoder(encoding, { fatal: true });
  const strict = (decode: () => string) => {
    try {
      return decode();
    } catch {
      throw new FileFault('UNKNOWN_ENCODING', { found: encoding });
    }
  };
  return {
    write: (bytes) => strict(() => decoder.decode(bytes, { stream: true })),
    end: () => strict(() => decoder.decode()),
  };
}

function headerBonus(text: string, words: readonly string[]): number {
  const header = text.slice(0, Math.max(0, text.search(/[\r\n]|$/)));
  return words.some((word) => header.includes(word)) ? 0.5 : 0;
}

/** Mean plausibility of the non-ASCII characters, 0 to 1, by where each encoding keeps its everyday characters. */
const scores: Record<Legacy, (bytes: Buffer) => number> = {
  gb18030: (bytes) =>
    meanOver(bytes, (at) => {
      const [lead = 0, trail = 0] = [bytes[at], bytes[at + 1]];
      if (trail >= 0x30 && trail <= 0x39) return { length: 4, score: 0.1 };
      if (trail < 0xa1) return { length: 2, score: 0.1 };
      if (lead >= 0xb0 && lead <= 0xd7) return { length: 2, score: 1 };
      if (lead >= 0xa1 && lead <= 0xa9) return { length: 2, score: 0.9 };
      return { length: 2, score: lead >= 0xd8 && lead <= 0xf7 ? 0.6 : 0.1 };
    }),
  shift_jis: (bytes) =>
    meanOver(bytes, (at) => {
      const lead = bytes[at] ?? 0;
      if (lead >= 0xa1 && lead <= 0xdf) return { length: 1, score: 0.3 };
      if (lead >= 0x81 && lead <= 0x83) return { length: 2, score: 1 };
      if (lead >= 0x88 && lead <= 0x97) return { length: 2, score: 0.9 };
      return { length: 2, score: lead >= 0xe0 && lead <= 0xea ? 0.25 : lead >= 0x98 && lead <= 0x9f ? 0.25 : 0.05 };
    }),
  'windows-1252': (bytes) => meanOver(bytes, (at) => ({ length: 1, score: westernScore(bytes, at) })),
};

function meanOver(bytes: Buffer, look: (at: number) => { length: number; score: number }): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < bytes.length; ) {
    if ((bytes[at] ?? 0) < 0x80) {
      at += 1;
      continue;
    }
    const { length, score } = look(at);
    // One character of an Asian script inside a Western word ("gr鲞er") is two accented letters, misread.
    sum += length > 1 && isAsciiLetter(bytes[at - 1]) && isAsciiLetter(bytes[at + length]) ? score * 0.3 : score;
    count += 1;
    at += length;
  }
  return count === 0 ? 0 : sum / count;
}

function isAsciiLetter(byte = 0): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

/** Western text has its accents and dashes one at a time, between plain letters. */
function westernScore(bytes: Buffer, at: number): number {
  const byte = bytes[at] ?? 0;
  const isHigh = (i: number) => (bytes[i] ?? 0) >= 0x80;
  const neighbours = Number(isHigh(at - 1)) + Number(isHigh(at + 1));
  const isLetter = byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7;
  const isSign = westernSigns.has(byte);
  if (!isLetter && !isSign) return 0.1;
  return neighbours === 0 ? 1 : neighbours === 1 ? 0.5 : 0.1;
}

const westernSigns = new Set([
  0x80, 0x82, 0x84, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0xa0, 0xa3, 0xa9, 0xab, 0xae, 0xb0, 0xb2,
  0xbb,
]);
