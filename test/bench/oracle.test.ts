// What an oracle can see, against chances worked out by hand.

import { describe, expect, it } from 'vitest';
import { whatOracleSees } from '../../bench/scoring/oracle.ts';
import { labelOf, soldDaily } from './sets.ts';

const open = new Uint8Array(10);

describe('the oracle', () => {
  it('sees a stock-out of 8 a day on its first day: twice e⁻⁸ ÷ 2 is 1 in 3,000', () => {
    const label = labelOf({ dir: -1, start: 4, end: 4, matchEnd: 4, mu: 8 });
    expect(whatOracleSees(label, soldDaily('A', 0, 10), open)).toEqual({ visible: true, unmistakable: false });
  });

  it('does not see one of 6 a day: 1 in 400', () => {
    const label = labelOf({ dir: -1, start: 4, end: 4, matchEnd: 4, mu: 6 });
    expect(whatOracleSees(label, soldDaily('A', 0, 10), open)).toEqual({ visible: false, unmistakable: false });
  });

  it('sees it on the second day, and takes none of it for luck: e⁻¹² is 1 in 160,000', () => {
    const label = labelOf({ dir: -1, start: 4, end: 5, matchEnd: 5, mu: 6 });
    expect(whatOracleSees(label, soldDaily('A', 0, 10), open)).toEqual({ visible: true, unmistakable: true });
  });

  it('counts no day on which the shop was closed', () => {
    const closed = Uint8Array.from(open, (_, t) => (t === 5 ? 1 : 0));
    const label = labelOf({ dir: -1, start: 4, end: 5, matchEnd: 5, mu: 6 });
    expect(whatOracleSees(label, soldDaily('A', 0, 10), closed).visible).toBe(false);
  });

  it('sees less in a SKU that scatters more', () => {
    const label = labelOf({ dir: -1, start: 4, end: 4, matchEnd: 4, mu: 8, phi: 4 });
    expect(whatOracleSees(label, soldDaily('A', 0, 10), open).visible).toBe(false);
  });

  it('calls nothing visible that is 20 % away or less, however certain', () => {
    const label = labelOf({ start: 4, end: 4, matchEnd: 4, mu: 10_000 });
    expect(whatOracleSees(label, soldDaily('A', 12_000, 10), open).visible).toBe(false);
    expect(whatOracleSees(label, soldDaily('A', 12_001, 10), open).visible).toBe(true);
  });

  it('looks no further than the time in which a form counts', () => {
    const label = labelOf({ type: 'shift-down', dir: -1, start: 4, end: 9, matchEnd: 4, mu: 6 });
    expect(whatOracleSees(label, soldDaily('A', 0, 10), open).visible).toBe(false);
  });
});
