// Many verdicts as one compact value: column by column, what repeats written once, numbers as bytes, all of it deflated.
// A row for each verdict, evidence and indexes in it, takes thirty times the room. The value names its columns itself, so
// that one written before a column existed is still read.

import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { deviationFrom } from '../rules/threshold.ts';
import type { Direction, Evidence, UnaskedReason, VerdictWord, WindowEvidence } from '../rules/verdict.ts';

const deflated = promisify(deflate);
const inflated = promisify(inflate);

/** A verdict as it is kept, without its store and day. */
export interface KeptVerdict {
  sku: string;
  /** 1, and one more each time that restated data changed the verdict. */
  revision: number;
  word: VerdictWord;
  direction: Direction | null;
  windowDays: number;
  units: number | null;
  baseline: number | null;
  deviation: number | null;
  chance: number | null;
  surge: boolean;
  moneyAtStake: number;
  caseId: number | null;
  /** Why a deviation opened no form; null where it did, for other words, and in values older than the column. */
  unasked: UnaskedReason | null;
  evidence: Evidence;
}

/**
 * exact: eight bytes. rounded: seven digits, for what is only shown. shared: any value, of which few differ among
 * verdicts: each is written once.
 */
type Kind = 'exact' | 'rounded' | 'shared';

/** Bytes of each. */
const sizes: Record<Kind, number> = { exact: 8, rounded: 4, shared: 2 };

const ownKinds: Record<Exclude<keyof KeptVerdict, 'sku' | 'evidence'>, Kind> = {
  revision: 'shared',
  word: 'shared',
  direction: 'shared',
  windowDays: 'shared',
  units: 'exact',
  baseline: 'rounded',
  deviation: 'rounded',
  chance: 'rounded',
  surge: 'shared',
  moneyAtStake: 'rounded',
  caseId: 'shared',
  unasked: 'shared',
};

const evidenceKinds: Record<Exclude<keyof Evidence, 'windows'>, Kind> = {
  measure: 'shared',
  policy: 'shared',
  threshold: 'shared',
  // Plans reckon with it later, and must come to the numbers of the card.
  level: 'exact',
  weekdayFactor: 'rounded',
  promotionLift: 'exact',
  shopFactor: 'shared',
  dispersion: 'rounded',
  usableDays: 'shared',
  historyFrom: 'shared',
  historyTo: 'shared',
  leftOut: 'shared',
  overThreshold: 'shared',
  steady: 'shared',
  woke: 'shared',
};

/** The deviation follows from units and baseline. */
const windowKinds: Record<Exclude<keyof WindowEvidence, 'deviation'>, Kind> = {
  days: 'shared',
  units: 'exact',
  baseline: 'rounded',
  deviationBeyondShop: 'rounded',
  chance: 'rounded',
  newsBelow: 'shared',
  spread: 'shared',
};

type Fields = Record<string, unknown>;

interface Header {
  skus: string[];
  /** In the order of their bytes; "windows.2.units" is that of the third window. */
  columns: { name: string; kind: Kind; values?: unknown[] }[];
}

/** @param verdicts of one store's day; some hundred, so that one of them is read quickly too */
export async function encodeVerdicts(verdicts: readonly KeptVerdict[]): Promise<Uint8Array> {
  const header: Header = { skus: verdicts.map(({ sku }) => sku), columns: [] };
  const parts: Uint8Array[] = [];
  const put = (name: string, kind: Kind, values: readonly unknown[]) => {
    const shared = kind === 'shared' ? eachOnce(values) : undefined;
    header.columns.push({ name, kind, ...(shared && { values: shared.values }) });
    parts.push(inPlanes(shared?.places ?? numbersOf(values, kind)));
  };
  const putAll = (prefix: string, kinds: Record<string, Kind>, rows: readonly (Fields | undefined)[]) => {
    for (const [name, kind] of Object.entries(kinds))
      put(
        `${prefix}${name}`,
        kind,
        rows.map((row) => row?.[name] ?? null),
      );
  };
  putAll('', ownKinds, verdicts as readonly object[] as readonly Fields[]);
  putAll(
    'evidence.',
    evidenceKinds,
    verdicts.map(({ evidence }) => evidence as object as Fields),
  );
  const windows = verdicts.map(({ evidence }) => evidence.windows as readonly object[] as readonly Fields[]);
  put(
    'windows',
    'shared',
    windows.map(({ length }) => length),
  );
  for (let place = 0; place < Math.max(0, ...windows.map(({ length }) => length)); place++) {
    putAll(
      `windows.${place}.`,
      windowKinds,
      windows.map((of) => of[place]),
    );
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return deflated(Buffer.concat([length, json, ...parts]), { level: 3 });
}

/** The verdicts of one value, each built when it is asked for. */
export interface DecodedVerdicts {
  readonly skus: readonly string[];
  /** The verdict at a place. */
  at(place: number): KeptVerdict;
  /** One field of the verdict at a place, without building all of it. */
  own<F extends keyof typeof ownKinds>(field: F, place: number): KeptVerdict[F];
  evidence<F extends keyof typeof evidenceKinds>(field: F, place: number): Evidence[F];
}

export async function decodeVerdicts(value: Uint8Array): Promise<DecodedVerdicts> {
  const bytes = await inflated(value);
  const start = 4 + bytes.readUInt32LE(0);
  const { skus, columns } = JSON.parse(bytes.toString('utf8', 4, start)) as Header;
  const readers = new Map<string, (place: number) => unknown>();
  let from = start;
  for (const column of columns) {
    const until = from + skus.length * sizes[column.kind];
    readers.set(column.name, reader(bytes.subarray(from, until), column));
    from = until;
  }
  const read = (name: string, place: number) => readers.get(name)?.(place) ?? null;
  const fields = (prefix: string, kinds: object, place: number) =>
    Object.fromEntries(Object.keys(kinds).map((name) => [name, read(`${prefix}${name}`, place)]));
  return {
    skus,
    own: (field, place) => read(field, place) as never,
    evidence: (field, place) => read(`evidence.${field}`, place) as never,
    at: (place) => {
      const windows = Array.from({ length: Number(read('windows', place)) }, (_, i) => {
        const sum = fields(`windows.${i}.`, windowKinds, place) as object as WindowEvidence;
        return { ...sum, deviation: deviationFrom(sum.units, sum.baseline) };
      });
      const evidence = { ...fields('evidence.', evidenceKinds, place), windows };
      return { sku: skus[place], ...fields('', ownKinds, place), evidence } as object as KeptVerdict;
    },
  };
}

/** Each different value once, and for each row the place of its own. */
function eachOnce(rows: readonly unknown[]): { values: unknown[]; places: Uint16Array } {
  const known = new Map<string, number>();
  const values: unknown[] = [];
  const places = Uint16Array.from(rows, (value) => {
    const key = JSON.stringify(value);
    const place = known.get(key);
    if (place !== undefined) return place;
    known.set(key, values.length);
    return values.push(value) - 1;
  });
  return { values, places };
}

/** The smallest number that four bytes hold with all digits: a chance may be smaller, and is not nothing. */
const leastRounded = 2 ** -126;

/** Null is written as NaN. */
function numbersOf(values: readonly unknown[], kind: Kind): Float64Array | Float32Array {
  const numbers = values.map((value) => (typeof value === 'number' ? value : Number.NaN));
  if (kind === 'exact') return Float64Array.from(numbers);
  return Float32Array.from(numbers, (value) => (value > 0 ? Math.max(value, leastRounded) : value));
}

/** First bytes of all numbers, then their second bytes, and so on: those that hardly differ stand together. */
function inPlanes(numbers: Uint16Array | Float32Array | Float64Array): Uint8Array {
  const { length, BYTES_PER_ELEMENT: size } = numbers;
  const from = new Uint8Array(numbers.buffer);
  const to = new Uint8Array(from.length);
  for (let i = 0; i < length; i++) {
    for (let byte = 0; byte < size; byte++) to[byte * length + i] = from[i * size + byte] ?? 0;
  }
  return to;
}

const scratch = new DataView(new ArrayBuffer(8));

/** Reads one value of a column, whose bytes are `planes`. */
function reader(planes: Uint8Array, { kind, values }: Header['columns'][number]): (place: number) => unknown {
  const size = sizes[kind];
  const length = planes.length / size;
  return (place) => {
    for (let byte = 0; byte < size; byte++) scratch.setUint8(byte, planes[byte * length + place] ?? 0);
    if (kind === 'shared') return values?.[scratch.getUint16(0, true)] ?? null;
    const number = kind === 'exact' ? scratch.getFloat64(0, true) : Number(scratch.getFloat32(0, true).toPrecision(7));
    return Number.isNaN(number) ? null : number;
  };
}
