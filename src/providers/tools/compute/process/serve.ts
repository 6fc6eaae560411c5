import { Job, JobError, type Done, type Reply } from './job';

/**
 * Makes this process one that works jobs out for the process that forked it, one after the other, and that ends with
 * it. What breaks the work itself ends the process, and its parent says so.
 */
export function serve(work: (job: Job) => Done): void {
  const send = (reply: Reply) => process.send?.(reply);
  process.on('message', (message) => {
    send(replyTo(work, Job.parse(message)));
  });
  process.on('disconnect', () => process.exit());
  // A terminal tells all its processes; who started this one decides when it ends.
  process.on('SIGINT', () => undefined);
  send({ kind: 'ready' });
}

function replyTo(work: (job: Job) => Done, job: Job): Reply {
  try {
    return work(job);
  } catch (error) {
    if (error instanceof JobError) return { kind: 'failed', sentence: error.message };
    throw error;
  }
}
