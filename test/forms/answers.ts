// Whole answers for tests: one for each form, as a person would submit it.

import type { FormFacts, FormKind, RawValues } from '../../src/forms/form.ts';

export const facts: FormFacts = {
  today: '2026-10-26',
  surge: false,
  suggestedUnits: 1000,
  countdownDays: 12.4,
  nextArrivalInDays: 33,
};

const stock = {
  available: '180',
  inbound: '600',
  nextArrivalOn: '2026-11-28',
  unshippedCounted: 'yes',
  receivingChecked: 'yes',
  lockedChecked: 'yes',
};
const proposal = { action: 'replenish', quantity: '1000', transport: 'air', arriveBy: '2026-11-20' };

const whole: Record<FormKind, RawValues> = {
  surge: { cause: 'deal', nature: 'one_off', ...stock, ...proposal },
  drop: { cause: 'lost_buy_box', nature: 'short_term', until: '2026-11-02', ...stock, ...proposal },
  store_wide: { cause: 'outage', nature: 'one_off', measures: '已联系平台客服，等待恢复。' },
  out_of_stock: {
    cause: 'shipment_late',
    backOn: '2026-11-28',
    ...stock,
    available: '0',
    listing: 'pause_ads',
    ...proposal,
  },
  exit_signal: { cause: 'hype_over', nature: 'lasting', ...stock, decision: 'stop', onOrderPlan: 'cancel' },
};

/** A complete answer; `change` replaces values, undefined takes one away. */
export function answer(kind: FormKind, change: Record<string, string | undefined> = {}): RawValues {
  const values = { ...whole[kind], ...change };
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
