// How large an import may be. Beyond these a file is refused before it can exhaust the machine.

export const limits = {
  /** Bytes of a compressed file. */
  packedBytes: 100 * 1024 ** 2,
  /** Bytes of text, after unpacking. */
  textBytes: 500 * 1024 ** 2,
  /** Text bytes for each packed byte; real reports stay under 30. Judged once the text is larger than `ratioFromBytes`. */
  ratio: 200,
  ratioFromBytes: 16 * 1024 ** 2,
  rows: 2_000_000,
  columns: 300,
  /** Characters of one row; an unclosed quotation mark would otherwise swallow the file. */
  rowCharacters: 1_000_000,
} as const;

/** "73 MB", for people. */
export function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 ** 2)} MB`;
}
