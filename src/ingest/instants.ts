// Reads moments that name their offset from UTC.

const shape = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}:?\d{2})$/;

/** "2026-10-26T09:12:00Z", "2026-10-26 17:12+08:00". Undefined without an offset: a bare wall time names no moment. */
export function readInstant(text: string): Date | undefined {
  const found = shape.exec(text.trim());
  if (!found) return undefined;
  const [, date, time, offset = ''] = found;
  const at = new Date(
    `${date}T${time}${/^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset}`,
  );
  return Number.isNaN(at.getTime()) ? undefined : at;
}
