// Frames of the long connection, as bytes: protobuf with nine fields; the first four are required. Pure.
// SeqID 1, LogID 2, service 3, method 4 (varints), headers 5 (key 1, value 2), payload encoding 6 and type 7, payload 8.

export interface Frame {
  seqId: number;
  logId: number;
  service: number;
  /** 0: control (ping, pong); 1: data (event, card). */
  method: number;
  headers: Record<string, string>;
  payload: Buffer;
}

const varint = 0;
const lengthDelimited = 2;

export function encodeFrame({ seqId, logId, service, method, headers, payload }: Frame): Buffer {
  const numbers = [seqId, logId, service, method].map((value, i) => field(i + 1, value));
  const pairs = Object.entries(headers).map(([key, value]) => {
    return field(5, Buffer.concat([field(1, Buffer.from(key)), field(2, Buffer.from(value))]));
  });
  return Buffer.concat([...numbers, ...pairs, ...(payload.length > 0 ? [field(8, payload)] : [])]);
}

/** Throws when the bytes are no frame, or a field is missing that must be there. */
export function decodeFrame(bytes: Buffer): Frame {
  const fields = fieldsOf(bytes);
  const number = (id: number): number => {
    const found = fields.find((each) => each.id === id)?.value;
    if (typeof found !== 'number') throw new Error(`Field ${id} is missing in a frame`);
    return found;
  };
  const blobs = (all: readonly Field[], id: number) =>
    all.flatMap((each) => (each.id === id && typeof each.value !== 'number' ? [each.value] : []));
  const pairs = blobs(fields, 5).map((pair) => {
    const [key, value] = [1, 2].map((id) => blobs(fieldsOf(pair), id)[0]?.toString('utf8') ?? '');
    return [key, value];
  });
  return {
    seqId: number(1),
    logId: number(2),
    service: number(3),
    method: number(4),
    headers: Object.fromEntries(pairs),
    payload: blobs(fields, 8)[0] ?? Buffer.alloc(0),
  };
}

interface Field {
  id: number;
  value: number | Buffer;
}

function field(id: number, value: number | Buffer): Buffer {
  if (typeof value === 'number') return Buffer.concat([number(id * 8 + varint), number(value)]);
  return Buffer.concat([number(id * 8 + lengthDelimited), number(value.length), value]);
}

/** Seven bits a byte, the lowest first. */
function number(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}

function fieldsOf(bytes: Buffer): Field[] {
  const found: Field[] = [];
  let at = 0;
  const read = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at];
      if (byte === undefined) throw new Error('A frame ends too early');
      at += 1;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = read();
    if (tag % 8 === varint) found.push({ id: Math.floor(tag / 8), value: read() });
    else if (tag % 8 === lengthDelimited) {
      const length = read();
      if (at + length > bytes.length) throw new Error('A frame ends too early');
      found.push({ id: Math.floor(tag / 8), value: bytes.subarray(at, at + length) });
      at += length;
    } else throw new Error(`A frame holds a field of kind ${tag % 8}`);
  }
  return found;
}
