// One piece of work of a benchmark run: a set played through the product, in a process of its own. Two cores do two.

import type { DetectionPolicy } from '../src/team/policy.ts';
import { type ProductRun, runProduct } from './product/run-product.ts';
import type { BenchSet } from './sets/bench-set.ts';
import { readPlain } from './sets/read-plain.ts';
import { readSet } from './sets/read-set.ts';
import { steadySet } from './sets/steady-set.ts';

export interface Job {
  source:
    | { what: 'set'; folder: string }
    | { what: 'plain'; file: string; lastDays?: number | undefined; measure?: 'units' | 'orders' | undefined }
    | { what: 'steady' };
  policy: DetectionPolicy;
  hideCauses: boolean;
}

export type JobMessage = { progress: number } | { done: ProductRun } | { failed: string };

/** What a job runs on. */
export function setOf({ source }: Pick<Job, 'source'>): BenchSet {
  if (source.what === 'set') return readSet(source.folder);
  return source.what === 'plain' ? readPlain(source.file, source) : steadySet();
}

/** Plays the job through; `onProgress` is told the share that is done. */
export function doJob(job: Job, onProgress: (share: number) => void): Promise<ProductRun> {
  const { policy, hideCauses } = job;
  return runProduct(setOf(job), { policy, hideCauses, onDay: (done, of) => onProgress(done / of) });
}
