// The bytes of the long connection: what is written is read again, and what is no frame is refused.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from '../frames.ts';

const frame = {
  seqId: 1,
  logId: 300,
  service: 33_554_678,
  method: 1,
  headers: { type: 'event' },
  payload: Buffer.from('字'),
};

describe('frames', () => {
  it('are read as they were written', () => {
    const some = fc.record({
      seqId: fc.nat(),
      logId: fc.maxSafeNat(),
      service: fc.nat(),
      method: fc.constantFrom(0, 1),
      headers: fc.dictionary(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string(), { noNullPrototype: true }),
      payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    });
    fc.assert(
      fc.property(some, (any) => {
        const read = decodeFrame(encodeFrame(any));
        expect({ ...read, payload: read.payload.toString('hex') }).toEqual({
          ...any,
          payload: any.payload.toString('hex'),
        });
      }),
    );
  });

  it('stand in the wire format of protobuf', () => {
    const numbers = '0801 10ac02 18f6818010 2001';
    const header = '2a0d 0a0474797065 12056576656e74';
    const payload = '4203 e5ad97';
    expect(encodeFrame(frame).toString('hex')).toBe([numbers, header, payload].join('').replaceAll(' ', ''));
  });

  it.each<[string, Buffer]>([
    ['bytes that end too early', encodeFrame(frame).subarray(0, -1)],
    ['a frame without its first field', encodeFrame(frame).subarray(2)],
    ['a field of another kind', Buffer.from([0x09, 1, 2, 3, 4, 5, 6, 7, 8])],
  ])('%s are refused', (_, bytes) => {
    expect(() => decodeFrame(bytes)).toThrow(/frame/);
  });
});
