import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideNumberStyle,
  largestCount,
  type NumberEvidence,
  type NumberStyle,
  noteNumber,
  plainNumber,
  readAmount,
  readCount,
} from '../../src/ingest/numbers.ts';

/** How a whole number with `decimals` is written in a style, with thousands marks. */
function written(value: number, decimals: string, style: NumberStyle): string {
  const [thousands, point] = style === 'dot' ? [',', '.'] : ['.', ','];
  const whole = String(value).replace(/\B(?=(\d{3})+$)/g, thousands);
  return decimals === '' ? whole : `${whole}${point}${decimals}`;
}

function evidenceOf(...texts: string[]): NumberEvidence {
  const evidence: NumberEvidence = {};
  texts.forEach((text, i) => {
    noteNumber(evidence, plainNumber(text), { line: i + 2, text });
  });
  return evidence;
}

const styles = fc.constantFrom<NumberStyle>('dot', 'comma');

describe('a whole number', () => {
  it('comes back as it was written, in either style', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: largestCount }), styles, (value, style) => {
        expect(readCount(plainNumber(written(value, '', style)), style)).toBe(value);
      }),
    );
  });

  it.each([
    ['', 'MISSING_VALUE'],
    ['-2', 'NEGATIVE_UNITS'],
    ['3.5', 'NOT_INTEGER'],
    ['99999999', 'OUT_OF_RANGE'],
    ['9'.repeat(200), 'NOT_A_NUMBER'],
    ['9'.repeat(40), 'OUT_OF_RANGE'],
    ['N/A', 'NOT_A_NUMBER'],
    ['NaN', 'NOT_A_NUMBER'],
    ['Infinity', 'NOT_A_NUMBER'],
    ['1e400', 'NOT_A_NUMBER'],
    ['(5)', 'NOT_A_NUMBER'],
    ['1,23', 'NOT_A_NUMBER'],
    ['0x10', 'NOT_A_NUMBER'],
  ])('%j is refused as %s', (text, fault) => {
    expect(readCount(plainNumber(text), 'dot')).toBe(fault);
  });

  it.each([
    ['１２３', 123],
    ['1,180', 1180],
    ['15天', 15],
    ['16.0', 16],
    [' 7 ', 7],
    ['1 234', 1234],
  ])('%j is read as %d', (text, value) => {
    expect(readCount(plainNumber(text), 'dot')).toBe(value);
  });
});

describe('money', () => {
  it('comes back as it was written, whatever sign stands beside it', () => {
    const signs = fc.constantFrom('', '$', 'US$', '€', '¥', 'JP¥', 'EUR ', '￥');
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 10, max: 99 }), styles, signs, (value, cents, style, sign) => {
        const text = `${sign}${written(value, String(cents), style)}`;
        expect(Number(readAmount(plainNumber(text), style))).toBeCloseTo(value + cents / 100, 2);
      }),
    );
  });

  it('after the number the sign does not matter either', () => {
    expect(readAmount(plainNumber('34.428,60 €'), 'comma')).toBe('34428.60');
  });
});

describe('the style of a file', () => {
  it('is the one in which its numbers were written, when they show it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9_999_999), { minLength: 1, maxLength: 20 }), styles, (values, style) => {
        const evidence = evidenceOf(
          ...values.map((value) => written(value, '', style)),
          written(values[0] ?? 0, '25', style),
        );
        expect(decideNumberStyle(evidence)).toEqual({ style });
      }),
    );
  });

  it('is asked about when only "1.234" stands there', () => {
    expect(decideNumberStyle(evidenceOf('5', '1.234'))).toEqual({ ambiguous: [{ line: 3, text: '1.234' }] });
  });

  it('is asked about when two cells speak against each other', () => {
    expect(decideNumberStyle(evidenceOf('34.428,60', '34,428.60'))).toHaveProperty('ambiguous');
    expect(decideNumberStyle(evidenceOf('1.234', '1,234'))).toHaveProperty('ambiguous');
  });

  it('takes "1,234" alone for a thousand', () => {
    expect(decideNumberStyle(evidenceOf('1,234'))).toEqual({ style: 'dot' });
  });
});

it('no text takes long to read, or throws', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: 'binary' }), styles, (text, style) => {
      const plain = plainNumber(text);
      noteNumber({}, plain, { line: 1, text });
      const count = readCount(plain, style);
      expect(typeof count === 'string' || (Number.isInteger(count) && count >= 0 && count <= largestCount)).toBe(true);
      expect(readAmount(plain, style) ?? '0').toMatch(/^-?\d+(\.\d+)?$/);
    }),
    { numRuns: 2_000 },
  );
});
