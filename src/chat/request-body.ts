// The body of a request that a platform sends to us, byte by byte as it was signed.

/** Undefined when it is longer than `mostBytes`; nothing more is read then. Throws when the line breaks. */
export async function bodyBytes(request: Request, mostBytes: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request.body ?? []) {
    pieces.push(piece);
    length += piece.byteLength;
    if (length > mostBytes) return undefined;
  }
  return Buffer.concat(pieces);
}
