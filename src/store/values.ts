// How values cross the wire, the same for both drivers: what the server's text becomes, what a parameter is sent as.
// Dates, instants and numerics stay text here; the columns of the schema turn them into Days, Dates and numbers.

export type ReadValue = (text: string) => unknown;

const asText: ReadValue = (text) => text;
const asNumber: ReadValue = (text) => Number(text);

/** Readers by the object ids of PostgreSQL's built-in types, which never change. */
export const readers: Readonly<Record<number, ReadValue>> = {
  20: readInt8,
  1082: asText, // date
  1114: asText, // timestamp
  1184: asText, // timestamptz
  1186: asText, // interval
  1700: asText, // numeric
  1000: arrayOf((text) => text === 't'), // bool[]
  1005: arrayOf(asNumber), // int2[]
  1007: arrayOf(asNumber), // int4[]
  1009: arrayOf(asText), // text[]
  1015: arrayOf(asText), // varchar[]
  1016: arrayOf(readInt8), // int8[]
  1021: arrayOf(asNumber), // float4[]
  1022: arrayOf(asNumber), // float8[]
  1115: arrayOf(asText), // timestamp[]
  1182: arrayOf(asText), // date[]
  1185: arrayOf(asText), // timestamptz[]
  1231: arrayOf(asText), // numeric[]
  2951: arrayOf(asText), // uuid[]
  3807: arrayOf((text) => JSON.parse(text)), // jsonb[]
};

/** A parameter as it is sent: lists in array notation, moments as ISO instants, numbers in digits, all else as it is. */
export function writeParam(value: unknown): unknown {
  if (Array.isArray(value)) return writeArray(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return value instanceof Date ? value.toISOString() : value;
}

function writeArray(list: unknown[]): string {
  return `{${list.map(writeElement).join(',')}}`;
}

function writeElement(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return writeArray(value);
  const plain = value instanceof Date ? value.toISOString() : value;
  const text = typeof plain === 'object' ? JSON.stringify(plain) : String(plain);
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** A whole number as a number; as text where a number could not hold it exactly. */
function readInt8(text: string): number | string {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

function arrayOf(element: ReadValue): ReadValue {
  return (text) => readArray(text, element);
}

/** Reads `{a,"b c",NULL,{…}}`: PostgreSQL's output of an array, which is always well formed. */
function readArray(text: string, element: ReadValue): unknown[] {
  const root: unknown[] = [];
  const open = [root];
  const token = /[{}]|"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs;
  const body = text.slice(text.indexOf('{') + 1, -1);
  for (const [whole, quoted, bare] of body.matchAll(token)) {
    const here = open.at(-1) ?? root;
    if (whole === '{') open.push([]);
    else if (whole === '}') open.at(-2)?.push(open.pop());
    else if (bare === 'NULL') here.push(null);
    else here.push(element(bare ?? (quoted ?? '').replace(/\\(.)/gs, '$1')));
  }
  return root;
}
