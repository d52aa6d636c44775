// A process that does one job it is sent and says what came of it.

import { describeError } from '../../src/lib/describe-error.ts';
import { doJob, type Job, type JobMessage } from '../job.ts';

process.once('message', (job: Job) => {
  const say = (message: JobMessage) => process.send?.(message);
  doJob(job, (progress) => say({ progress })).then(
    (done) => process.send?.({ done }, undefined, undefined, () => process.disconnect()),
    (error) => process.send?.({ failed: describeError(error) }, undefined, undefined, () => process.exit(1)),
  );
});
