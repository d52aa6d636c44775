// Does jobs side by side, as many as there are cores, each in a process of its own.

import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Job, JobMessage, JobResult } from './job.ts';

const worker = fileURLToPath(new URL('./processes/run-job.ts', import.meta.url));

/** Results in the order of the jobs, whichever ended first; `tell` hears the share of all that is done. Throws when one fails. */
export async function runJobs(jobs: readonly Job[], tell: (share: number) => void): Promise<JobResult[]> {
  const results: JobResult[] = [];
  const shares = jobs.map(() => 0);
  let next = 0;
  const takeNext = async (): Promise<void> => {
    for (let i = next++; i < jobs.length; i = next++) {
      const job = jobs[i];
      if (!job) return;
      const hear = (share: number) => {
        shares[i] = share;
        tell(shares.reduce((sum, each) => sum + each, 0) / jobs.length);
      };
      results[i] = await inProcess(job, hear);
      hear(1);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, takeNext));
  return results;
}

function inProcess(job: Job, onProgress: (share: number) => void): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const child = fork(worker, { serialization: 'advanced' });
    child.on('message', (message: JobMessage) => {
      if ('progress' in message) onProgress(message.progress);
      if ('done' in message) resolve(message.done);
      if ('failed' in message) reject(new Error(message.failed));
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`A job ended early (${code})`)));
    child.send(job);
  });
}
