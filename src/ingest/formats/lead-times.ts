// The plain table of lead times: one row for each SKU and supplier, days for each leg, terms, and
// who answers for the SKU.

import { supplierTiers } from '../../rules/inventory/suppliers.ts';
import { costCells, optionalCountCell, refused, skippedTotals, skuCell } from '../cells.ts';
import { mergeLeadTimes } from '../merge/supply.ts';
import { findPerson, personHint } from '../people.ts';
import type { Cells, Format, ReadRun, RowReader } from './format.ts';

export const leadTimes: Format = {
  id: 'lead-times',
  name: { zh: '采购周期', en: 'lead times' },
  plain: true,
  columns: [
    { field: 'sku', names: ['sku', 'msku', 'seller-sku'], required: true },
    { field: 'supplier', names: ['supplier', '供应商'] },
    { field: 'supplier_tier', names: ['supplier_tier', 'tier', '供应商等级'] },
    { field: 'unit_cost', names: ['unit_cost', 'cost', '采购价', '采购单价'], shows: 'numbers' },
    { field: 'currency', names: ['currency', '币种'] },
    { field: 'moq', names: ['moq', '起订量'], shows: 'numbers' },
    { field: 'case_pack', names: ['case_pack', '箱规'], shows: 'numbers' },
    { field: 'production_days', names: ['production_days', '采购周期', '交期', '生产周期'], shows: 'numbers' },
    { field: 'qc_days', names: ['qc_days', '质检天数'], shows: 'numbers' },
    { field: 'sea_days', names: ['sea_days', '海运天数'], shows: 'numbers' },
    { field: 'air_days', names: ['air_days', '空运天数'], shows: 'numbers' },
    { field: 'express_days', names: ['express_days', '快递天数'], shows: 'numbers' },
    { field: 'receiving_days', names: ['receiving_days', '上架天数'], shows: 'numbers' },
    { field: 'safety_days', names: ['safety_days', '安全天数'], shows: 'numbers' },
    { field: 'owner', names: ['owner', 'owner_id', '负责人', '运营'] },
  ],
  signature: ['production_days', 'sea_days', 'air_days', 'express_days', 'receiving_days', 'safety_days', 'moq'],
  signs: 1,
  quoted: true,
  reader: (run) => leadTimeReader(run),
  merge: mergeLeadTimes,
};

const counts = {
  moq: 'moq',
  casePack: 'case_pack',
  productionDays: 'production_days',
  qcDays: 'qc_days',
  seaDays: 'sea_days',
  airDays: 'air_days',
  expressDays: 'express_days',
  receivingDays: 'receiving_days',
  safetyDays: 'safety_days',
} as const;

function leadTimeReader(run: ReadRun): RowReader {
  return {
    read: ({ line }, cells) => {
      if (skippedTotals(run, [cells('sku')], line)) return;
      const sku = skuCell(run, '', cells('sku'), { line, column: 'sku' });
      if (sku === undefined) return;
      const read: Record<string, number | null> = {};
      for (const [name, column] of Object.entries(counts)) {
        const count = optionalCountCell(run, cells(column), { line, column });
        if (count === undefined) return;
        read[name] = count;
      }
      const terms = termCells(run, cells, line);
      if (!terms) return;
      const owner = cells('owner');
      const person = owner === '' ? undefined : findPerson(run.policy, owner);
      if (owner !== '' && !person) {
        run.note('OWNER_NOT_SET', { line, column: 'owner', found: owner, expected: personHint(run.policy) });
      }
      run.stage({
        line,
        storeId: '',
        sku,
        row: { ...read, ...terms, supplier: cells('supplier').slice(0, 120) || null, ownerId: person?.id ?? null },
      });
    },
  };
}

/** The supplier's rank, and what one unit costs; undefined when the row was refused. */
function termCells(run: ReadRun, cells: Cells, line: number) {
  const tier = cells('supplier_tier').toUpperCase();
  if (tier !== '' && !isTier(tier)) {
    return refused(run, 'INVALID_VALUE', { line, column: 'supplier_tier' }, tier, supplierTiers.join(' / '));
  }
  const cost = costCells(run, cells, line);
  return cost && { tier: tier === '' ? null : tier, ...cost };
}

function isTier(text: string): boolean {
  return (supplierTiers as readonly string[]).includes(text);
}
