// Is a request Feishu's, and what does it hold? Signature, time, encryption and token are checked here, in this order, each
// against what only Feishu knows. Pure but for the time it is given.

import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';

export interface Secrets {
  encryptKey: string;
  verificationToken: string;
}

/** What a request says in its headers. */
export interface Signature {
  timestamp: string;
  nonce: string;
  signature: string;
}

const longestOffSeconds = 5 * 60;

export type Opened = { body: Readonly<Record<string, unknown>> } | { refused: 'signature' | 'time' | 'body' | 'token' };

/** What Feishu sent, or why it is not believed. `bytes` are the body as it came: the signature is over them. */
export function openRequest(
  bytes: Uint8Array,
  given: Signature | undefined,
  { secrets, now }: { secrets: Secrets; now: Date },
): Opened {
  const outer = parsed(Buffer.from(bytes).toString('utf8'));
  const body = outer && typeof outer.encrypt === 'string' ? decrypted(outer.encrypt, secrets.encryptKey) : undefined;
  // Feishu's first look at an address may come unsigned; it is encrypted all the same, and nothing is done about it.
  const isChallenge = body?.type === 'url_verification';
  if (!given && !isChallenge) return { refused: 'signature' };
  if (given && !isSigned(bytes, given, secrets.encryptKey)) return { refused: 'signature' };
  if (given && !isNow(given.timestamp, now)) return { refused: 'time' };
  if (!body) return { refused: 'body' };
  return same(tokenIn(body), secrets.verificationToken) ? { body } : { refused: 'token' };
}

function isSigned(bytes: Uint8Array, { timestamp, nonce, signature }: Signature, encryptKey: string): boolean {
  const expected = createHash('sha256').update(`${timestamp}${nonce}${encryptKey}`).update(bytes).digest('hex');
  return same(signature, expected);
}

function isNow(timestamp: string, now: Date): boolean {
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  return Math.abs(now.getTime() / 1_000 - seconds) <= longestOffSeconds;
}

/** AES-256-CBC under the hash of the key; the first block is the vector. Undefined for whatever cannot be read. */
function decrypted(text: string, encryptKey: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const bytes = Buffer.from(text, 'base64');
    const key = createHash('sha256').update(encryptKey).digest();
    const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
    return parsed(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8'));
  } catch {
    return undefined;
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function tokenIn({ header, token }: Readonly<Record<string, unknown>>): string {
  const inHeader = typeof header === 'object' && header !== null && 'token' in header ? header.token : token;
  return typeof inHeader === 'string' ? inHeader : '';
}

/** Takes as long for a wrong text as for a nearly right one. */
function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
