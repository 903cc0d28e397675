/** Workers over the wire: zeebe-node against any Zeebe gateway, the built-in one or a cluster's. */
import { type Job, type JSONDoc, ZBClient } from 'zeebe-node';
import type { JobHandler, JobResult, WorkerJob } from '../job.js';
import type { RunningWorkers, WorkerOptions } from './in-process.js';
import { failureOf } from './outcome.js';

const LEASE_MS = 60_000;
/** zeebe-node waits this long between two long polls; its own 300 ms would be the latency of every step. */
const POLL_INTERVAL_MS = 10;
const LONG_POLL_MS = 10_000;

export function startZeebeWorkers(
  { address, engine }: { readonly address: string; readonly engine: string },
  handlers: ReadonlyMap<string, JobHandler>,
  { maxJobs = 16, log }: WorkerOptions,
): RunningWorkers {
  const client = new ZBClient(address, {
    useTLS: false,
    retry: true,
    maxRetries: 50,
    loglevel: 'NONE',
    longPoll: LONG_POLL_MS,
    pollInterval: POLL_INTERVAL_MS,
  });
  for (const [taskType, handler] of handlers) {
    client.createWorker({
      taskType,
      id: 'okienko',
      timeout: LEASE_MS,
      maxJobsToActivate: maxJobs,
      loglevel: 'NONE',
      taskHandler: async (job) => {
        try {
          const result = await handler(asWorkerJob(job, engine));
          if (result.type === 'complete') return await job.complete(asDocument(result.variables));
          return await job.error({ errorCode: result.code, errorMessage: result.message, variables: asDocument(result.variables) });
        } catch (error) {
          log.warn({ type: job.type, element: job.elementId, instance: job.processInstanceKey, error }, 'A job failed');
          const { message, retries, backoffMs } = failureOf(error, job.retries);
          return await job.fail({ errorMessage: message, retries, retryBackOff: backoffMs });
        }
      },
    });
  }
  return {
    async stop() {
      await client.close();
    },
  };
}

/** zeebe-node writes it as JSON text; undefined members fall out here as there. */
function asDocument(variables: JobResult['variables']): JSONDoc {
  return JSON.parse(JSON.stringify(variables)) as JSONDoc;
}

function asWorkerJob(job: Readonly<Job>, engine: string): WorkerJob {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(job.customHeaders)) headers[name] = String(value);
  return {
    type: job.type,
    engine,
    processInstanceKey: job.processInstanceKey,
    elementInstanceKey: job.elementInstanceKey,
    elementId: job.elementId,
    variables: job.variables,
    headers,
  };
}
