// One request to the open platform as it comes in: which API, with which words and files.

import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Busboy } from '@fastify/busboy';
import { isJson, type Json } from '../shared/json.ts';

export interface Call {
  method: string;
  /** Without a slash at the front and without "open-apis/". */
  path: string;
  token: string;
  query: Record<string, string>;
  body: Json;
  files: Record<string, UploadedFile>;
  /** Size of the body. */
  bytes: number;
  /** What stands in the path where the API has a name: ":id" and the like. */
  params: Record<string, string>;
}

export interface UploadedFile {
  name: string;
  bytes: Buffer;
}

export async function readCall(request: IncomingMessage): Promise<Call> {
  const url = new URL(request.url ?? '/', 'http://double');
  const bytes = await buffer(request);
  const type = request.headers['content-type'] ?? '';
  const { body, files } = type.startsWith('multipart/')
    ? await formOf(bytes, type)
    : { body: type.startsWith('application/x-www-form-urlencoded') ? fieldsOf(bytes) : jsonOf(bytes), files: {} };
  return {
    method: request.method ?? 'GET',
    path: url.pathname.replace(/^\/(open-apis\/)?/, ''),
    token: (request.headers.authorization ?? '').replace(/^Bearer /, ''),
    query: Object.fromEntries(url.searchParams),
    body,
    files,
    bytes: bytes.length,
    params: {},
  };
}

/** Everything that was said in a call, in one. */
export function argsOf({ params, query, body, files }: Call): Json {
  const named = Object.entries(files).map(([key, file]) => [key, { name: file.name, size: file.bytes.length }]);
  return { ...query, ...body, ...Object.fromEntries(named), ...params };
}

/** A picture may come without a file name, known as bytes only by its content type: the official SDK sends it so. */
async function formOf(bytes: Buffer, type: string): Promise<Pick<Call, 'body' | 'files'>> {
  const body: Json = {};
  const files: Call['files'] = {};
  const form = new Busboy({
    headers: { 'content-type': type },
    isPartAFile: (_, contentType, fileName) => contentType === 'application/octet-stream' || fileName !== undefined,
  });
  const reading: Promise<void>[] = [];
  form.on('field', (key, value) => {
    body[key] = value;
  });
  form.on('file', (key, stream, name) => {
    const read = async () => {
      files[key] = { name, bytes: await buffer(stream) };
    };
    reading.push(read());
  });
  await new Promise((resolve, reject) => form.on('finish', resolve).on('error', reject).end(bytes));
  await Promise.all(reading);
  return { body, files };
}

function fieldsOf(bytes: Buffer): Json {
  return Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
}

function jsonOf(bytes: Buffer): Json {
  if (bytes.length === 0) return {};
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isJson(value) ? value : {};
  } catch {
    return {};
  }
}
