// One piece of work of a benchmark run, done in a process of its own: a set played through the product, or shown to the
// peers.

import type { DetectionPolicy } from '../src/policy/policy.ts';
import { peers, runPeer } from './peers/run-peers.ts';
import { type ProductRun, runProduct } from './product/run-product.ts';
import type { BenchSet, Form } from './sets/bench-set.ts';
import { readPlain } from './sets/read-plain.ts';
import { readSet } from './sets/read-set.ts';
import { steadySet } from './sets/steady-set.ts';

export type Source =
  | { what: 'set'; folder: string }
  | { what: 'plain'; file: string; lastDays: number | undefined; measure: 'units' | 'orders' | undefined }
  | { what: 'steady' };

export interface Job {
  source: Source;
  /** product-uninformed: known stock-outs and promotions are kept from it. */
  by: 'product' | 'product-uninformed' | 'peers';
  policy: DetectionPolicy;
}

export interface JobResult {
  product: ProductRun | null;
  /** Forms of each peer, by its id. */
  peers: Readonly<Record<string, Form[]>>;
}

export type JobMessage = { progress: number } | { done: JobResult } | { failed: string };

/** What a job runs on. */
function setOf(source: Source): BenchSet {
  if (source.what === 'set') return readSet(source.folder);
  return source.what === 'plain' ? readPlain(source.file, source) : steadySet();
}

/** Does the job; `onProgress` is told the share that is done. */
export async function doJob({ source, by, policy }: Job, onProgress: (share: number) => void): Promise<JobResult> {
  const set = setOf(source);
  if (by === 'peers')
    return { product: null, peers: Object.fromEntries(peers.map((peer) => [peer.id, runPeer(peer, set)])) };
  const hideCauses = by === 'product-uninformed';
  const product = await runProduct(set, { policy, hideCauses, onDay: (done, of) => onProgress(done / of) });
  return { product, peers: {} };
}
