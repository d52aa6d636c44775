// Holds the forms that a detector posted on a set against its labels, by the counting rules of the benchmark.

import { type BenchSet, closedDays, type Form, type Label } from '../sets/bench-set.ts';
import { type Seen, whatOracleSees } from './oracle.ts';

/** A label that a detector can find or miss, and what became of it. */
export interface ScoredEvent extends Seen {
  label: Label;
  /** Day of the first form that found it; null when none did. */
  foundAt: number | null;
}

/**
 * found    the first form in the right direction within the event's time
 * repeated a later one
 * beside   neither right nor wrong: just after an event, after a shift ended, or about something that is explained
 * false    nothing injected explains it (on a real background: nothing that is labelled)
 * late     posted on a day of late data: false, whatever else happens that day
 */
export type Standing = 'found' | 'repeated' | 'beside' | 'false' | 'late';

export interface ScoredForm {
  form: Form;
  standing: Standing;
}

export interface Score {
  skus: number;
  /** Position of the first judged day, and how many there are. */
  firstDay: number;
  days: number;
  /** SKUs × judged days. */
  skuDays: number;
  events: ScoredEvent[];
  forms: ScoredForm[];
}

/** Days after an event on which a form of its direction is not counted. */
const afterEvent = 3;
/** Days after a shift's end on which a form of the other direction is not counted. */
const afterShift = 14;
/** Days after an explained event on which a form is not counted. */
const afterExplained = 1;

/** Scores `forms`; those of the warm-up are not looked at. */
export function scoreForms(set: BenchSet, forms: readonly Form[]): Score {
  const bySku = new Map<string, ScoredEvent[]>();
  const late = new Set<string>();
  const events: ScoredEvent[] = [];
  for (const shop of set.shops) {
    const closed = closedDays(shop, set.days.length);
    const skus = new Map(shop.skus.map((sku) => [sku.sku, sku]));
    for (const label of set.labels) {
      if (label.shop !== shop.shop) continue;
      const sku = skus.get(label.sku);
      if (!sku) {
        for (let t = label.start; t <= label.end; t++) late.add(`${label.shop} ${t}`);
        continue;
      }
      const seen = label.explained ? { visible: false, unmistakable: false } : whatOracleSees(label, sku, closed);
      const event: ScoredEvent = { label, ...seen, foundAt: null };
      bySku.set(keyOf(label), [...(bySku.get(keyOf(label)) ?? []), event]);
      if (!label.explained) events.push(event);
    }
  }
  const judged = forms.filter((form) => form.at >= set.warm).sort((a, b) => a.at - b.at);
  const scored = judged.map((form): ScoredForm => {
    if (late.has(`${form.shop} ${form.at}`)) return { form, standing: 'late' };
    return { form, standing: standingOf(form, bySku.get(keyOf(form)) ?? []) };
  });
  const skus = set.shops.reduce((sum, shop) => sum + shop.skus.length, 0);
  const days = set.days.length - set.warm;
  return { skus, firstDay: set.warm, days, skuDays: skus * days, events, forms: scored };
}

function standingOf(form: Form, events: readonly ScoredEvent[]): Standing {
  const finds = events.find(({ label }) => !label.explained && isInside(form, label));
  if (finds) {
    if (finds.foundAt !== null) return 'repeated';
    finds.foundAt = form.at;
    return 'found';
  }
  return events.some(({ label }) => isBeside(form, label)) ? 'beside' : 'false';
}

function isInside({ dir, at }: Form, { dir: of, start, matchEnd }: Label): boolean {
  return dir === of && at >= start && at <= matchEnd;
}

function isBeside({ dir, at }: Form, label: Label): boolean {
  if (label.explained) return at >= label.start && at <= label.end + afterExplained;
  if (dir === label.dir) return at >= label.start && at <= Math.max(label.end, label.matchEnd) + afterEvent;
  return label.type.startsWith('shift') && at > label.end && at <= label.end + afterShift;
}

function keyOf({ shop, sku }: { shop: string; sku: string }): string {
  return `${shop}\n${sku}`;
}
