// Paths of the console: its routes and every link in a message come from here.

import type { Day } from '../lib/day.ts';

/** A case with its history. */
export function casePath(caseId: number): string {
  return `/cases/${caseId}`;
}

/** The form of a case. */
export function answerPath(caseId: number): string {
  return `/cases/${caseId}/answer`;
}

/** Where a manager returns the answer to a case. */
export function returnPath(caseId: number): string {
  return `/cases/${caseId}/return`;
}

/** A SKU with its chart and verdicts. */
export function skuPath(storeId: string, sku: string): string {
  return `/skus/${segment(storeId)}/${segment(sku)}`;
}

/** All verdicts of a store's sales day. */
export function verdictsPath(storeId: string, day: Day): string {
  return `/verdicts/${segment(storeId)}/${day}`;
}

/** One path segment; a lone surrogate would make the encoder throw. */
function segment(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
}
