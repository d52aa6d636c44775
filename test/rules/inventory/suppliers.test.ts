// Who should make the goods.

import { describe, expect, it } from 'vitest';
import { addDays, day } from '../../../src/lib/day.ts';
import { chooseSuppliers, type SupplierOffer } from '../../../src/rules/inventory/suppliers.ts';

const today = day('2026-03-02');
const offer = (supplier: string, of: Partial<SupplierOffer>): SupplierOffer => ({
  supplier,
  tier: 'A',
  moq: null,
  casePack: null,
  makingDays: 20,
  unitCost: null,
  ...of,
});
const main = offer('main', { moq: 300 });
const backup = offer('backup', { tier: 'B', makingDays: 8, moq: 50, casePack: 10 });
const choose = (of: Partial<Parameters<typeof chooseSuppliers>[0]>) =>
  chooseSuppliers({ today, need: 500, rate: 10, offers: [backup, main], neededOn: null, wayDays: 7, ...of });
const parts = (of: Parameters<typeof choose>[0]) => choose(of)?.parts.map(({ supplier, units }) => [supplier, units]);

describe('the supplier', () => {
  it('is the main one while there is no hurry, or he is in time', () => {
    expect(choose({})).toMatchObject({ because: 'main', parts: [{ supplier: 'main', readyOn: addDays(today, 20) }] });
    expect(choose({ neededOn: addDays(today, 27) })?.because).toBe('main');
  });

  it('is the backup where the main one would be late and the order is too small to split', () => {
    expect(choose({ need: 200, neededOn: addDays(today, 20) })).toMatchObject({ because: 'backup' });
    expect(parts({ need: 204, neededOn: addDays(today, 20) })).toEqual([['backup', 210]]);
  });

  it('are both where the backup bridges until the main one delivers: 12 days × 10 a day, in whole cases', () => {
    expect(choose({ neededOn: addDays(today, 20) })?.because).toBe('split');
    expect(parts({ neededOn: addDays(today, 20) })).toEqual([
      ['backup', 120],
      ['main', 380],
    ]);
  });

  it('prefers a proven backup to one of the last resort, in time both', () => {
    const last = offer('last', { tier: 'C', makingDays: 2 });
    expect(parts({ need: 100, offers: [last, main, backup], neededOn: addDays(today, 20) })?.[0]?.[0]).toBe('backup');
  });

  it('is the fastest where nobody is in time, and the main one where nobody is faster', () => {
    expect(parts({ need: 100, neededOn: addDays(today, 3) })?.[0]?.[0]).toBe('backup');
    expect(parts({ offers: [main], neededOn: addDays(today, 3) })).toEqual([['main', 500]]);
  });

  it('is nobody where nothing is needed or nobody offers', () => {
    expect(choose({ need: 0 })).toBeNull();
    expect(choose({ offers: [] })).toBeNull();
  });
});
