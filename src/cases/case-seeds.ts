// Turns what the rules found into the cases to open: which form, whose, with which numbers filled in.

import type { Context } from '../context.ts';
import type { FormKind } from '../forms/form.ts';
import type { StockBook } from '../inventory/book.ts';
import type { Day } from '../lib/day.ts';
import { dedupKey } from '../model/episode.ts';
import { assignSku, assignStore } from '../model/owner.ts';
import type { Roster } from '../policy/people.ts';
import type { Store } from '../policy/policy.ts';
import type { ShopVerdict, Verdict } from '../rules/verdict.ts';
import type { StoredCase } from '../store/cases.ts';
import type { SkuRow } from '../store/skus.ts';
import { loadRoster } from '../team/roster.ts';
import type { Decided, DecidedDay } from './decide-day.ts';
import { formNumbers } from './form-numbers.ts';
import type { CaseSeed } from './open-cases.ts';

interface Finding {
  store: Store;
  day: Day;
  /** The store's SKUs. */
  items: readonly SkuRow[];
  shop: ShopVerdict;
  decisions: DecidedDay;
  stock: StockBook;
  /** Cases of the store that are not closed. */
  live: readonly StoredCase[];
  /** SKUs whose surge is over. */
  ended: ReadonlySet<string>;
  /** Old days of a history being loaded ask nothing. */
  asks: boolean;
}

/** The seeds of all cases that a judged day opens: deviations, stock-outs, the shop as a whole, the end of a surge. */
export async function seedsOf(tx: Context, finding: Finding): Promise<CaseSeed[]> {
  const found = asked(finding);
  const isStoreWide = finding.asks && finding.decisions.shop.decision.act === 'open';
  if (found.length === 0 && !isStoreWide) return [];
  const roster = await loadRoster(tx);
  const owners = new Map(finding.items.map((row) => [row.sku, row.ownerId]));
  const seeds = found.map(({ verdict, ...of }) =>
    skuSeed(finding, roster, owners.get(verdict.sku) ?? null, verdict, of),
  );
  return isStoreWide ? [...storeSeed(finding, roster), ...seeds] : seeds;
}

type Asked = Pick<CaseSeed, 'kind' | 'formKind' | 'supplement'> & { verdict: Verdict };

/** What is asked about single SKUs. */
function asked(finding: Finding): Asked[] {
  const { skus } = finding.decisions;
  const deviations = skus.flatMap(({ verdict, decision }): Asked[] =>
    decision.act === 'open'
      ? [
          {
            verdict,
            kind: 'sku',
            formKind: verdict.direction === 'down' ? 'drop' : 'surge',
            supplement: decision.supplement,
          },
        ]
      : [],
  );
  if (!finding.asks) return deviations;
  const open = new Set(finding.live.map((each) => each.dedupKey));
  const heard = skus.filter(({ silenced }) => !silenced);
  const stockOuts = heard
    .filter(isNewStockOut(finding, open))
    .map(({ verdict }): Asked => ({ verdict, kind: 'out_of_stock', formKind: 'out_of_stock', supplement: false }));
  const exits = heard
    .filter(isNewExit(finding, open))
    .map(({ verdict }): Asked => ({ verdict, kind: 'sku', formKind: 'exit_signal', supplement: false }));
  return [...deviations, ...stockOuts, ...exits];
}

function skuSeed(
  { store, day, stock }: Finding,
  roster: Roster,
  ownerId: string | null,
  verdict: Verdict,
  of: { kind: CaseSeed['kind']; formKind: FormKind; supplement: boolean },
): CaseSeed {
  const assignment = assignSku(roster, { ownerId, storeOwnerId: store.owner });
  return {
    ...of,
    sku: verdict.sku,
    direction: directionOf(verdict, of),
    day,
    units: verdict.units,
    baseline: verdict.baseline,
    deviation: verdict.deviation ?? 0,
    moneyAtStake: verdict.moneyAtStake,
    stockTier: stock.of(verdict.sku).tier,
    ...formNumbers(stock, { sku: verdict.sku, formKind: of.formKind, surge: verdict.surge, days: verdict.window }),
    ownerId: assignment.ownerId,
    assignment,
  };
}

/** An exit signal is about the fall, however far above the baseline the sales still are. */
function directionOf({ direction }: Verdict, of: Pick<CaseSeed, 'kind' | 'formKind'>): CaseSeed['direction'] {
  return of.kind === 'out_of_stock' || of.formKind === 'exit_signal' ? 'down' : (direction ?? 'down');
}

/** Nothing to sell of a SKU that sold before: a case of its own, unless one is open or the sales case already asks. */
function isNewStockOut({ store }: Finding, open: ReadonlySet<string>) {
  return ({ verdict }: Decided) =>
    verdict.word === 'out_of_stock' &&
    (verdict.evidence.level ?? 0) > 0 &&
    !open.has(dedupKey('stock', store.id, verdict.sku, 'down')) &&
    !open.has(dedupKey('sku', store.id, verdict.sku, 'down'));
}

/** The end of a surge that nobody has been asked about yet. */
function isNewExit({ store, ended }: Finding, open: ReadonlySet<string>) {
  return ({ verdict: { sku } }: Decided) => ended.has(sku) && !open.has(dedupKey('exit', store.id, sku, 'down'));
}

function storeSeed({ store, day, shop, decisions, stock }: Finding, roster: Roster): CaseSeed[] {
  const { decision } = decisions.shop;
  if (decision.act !== 'open') return [];
  const assignment = assignStore(roster, store.owner);
  return [
    {
      kind: 'store_wide',
      formKind: 'store_wide',
      sku: null,
      direction: shop.factor >= 1 ? 'up' : 'down',
      day,
      units: shop.units,
      baseline: shop.baseline,
      deviation: shop.factor - 1,
      moneyAtStake: Number.POSITIVE_INFINITY,
      supplement: decision.supplement,
      stockTier: null,
      ...formNumbers(stock, { sku: null, formKind: 'store_wide', surge: false }),
      ownerId: null,
      assignment,
    },
  ];
}
