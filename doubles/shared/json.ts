// Reads values of unknown shape.

export type Json = Record<string, unknown>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a key, or an empty one. */
export function part(of: Json | undefined, key: string): Json {
  const value = of?.[key];
  return isJson(value) ? value : {};
}

/** The objects of the list under a key. */
export function parts(of: Json | undefined, key: string): Json[] {
  const value = of?.[key];
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** The text under a key, or an empty one. */
export function word(of: Json | undefined, key: string): string {
  const value = of?.[key];
  return typeof value === 'string' ? value : '';
}
