// An error as one line for logs and `doctor`: never a query parameter, never a token.

/** The innermost message of an error's causes: database wrappers put parameters into the outer one. */
export function describeError(error: unknown): string {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error && current.cause instanceof Error; depth++)
    current = current.cause;
  if (!(current instanceof Error)) return 'unknown error';
  const code = 'code' in current && typeof current.code === 'string' ? `${current.code} ` : '';
  return `${code}${current.name}: ${current.message}`.slice(0, 300);
}
