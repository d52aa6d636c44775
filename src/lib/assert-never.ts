// Ends an exhaustive switch: a new union member is then a compile error, not a silent gap.

/** Throws; the type checker only lets it be called where no member is left. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
