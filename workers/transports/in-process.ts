/** Workers in the engine's own process: the same leases, retries and back-off as over the wire, without the wire. */
import { setMaxListeners } from 'node:events';
import type { JobHandler, WorkerJob } from '../job.js';
import { failureOf } from './outcome.js';

/** What the composition root binds to an engine. Keys are opaque to workers. */
export interface JobSource<Key> {
  activate(request: {
    readonly type: string;
    readonly worker: string;
    readonly leaseMs: number;
    readonly maxJobs: number;
    readonly waitMs: number;
    readonly signal: AbortSignal;
  }): Promise<readonly { readonly key: Key; readonly retries: number; readonly job: WorkerJob }[]>;
  complete(key: Key, variables: Readonly<Record<string, unknown>>): Promise<void>;
  fail(key: Key, failure: { readonly retries: number; readonly backoffMs: number; readonly message: string }): Promise<void>;
  throwError(
    key: Key,
    error: { readonly code: string; readonly message: string; readonly variables: Readonly<Record<string, unknown>> },
  ): Promise<void>;
}

export interface RunningWorkers {
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** Jobs of one type at work at once. */
  readonly maxJobs?: number;
  readonly log: { warn(details: object, message: string): void };
}

const LEASE_MS = 60_000;
const WAIT_MS = 10_000;
/** After an engine that could not answer: it may be taking over. */
const PAUSE_MS = 500;

export function startInProcessWorkers<Key>(
  source: JobSource<Key>,
  handlers: ReadonlyMap<string, JobHandler>,
  { maxJobs = 16, log }: WorkerOptions,
): RunningWorkers {
  const stopping = new AbortController();
  // One listener a job type: many, but no leak.
  setMaxListeners(0, stopping.signal);
  const loops = [...handlers].map(([type, handler]) => work(type, handler));

  async function work(type: string, handler: JobHandler): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const jobs = await source.activate({
          type,
          worker: 'okienko',
          leaseMs: LEASE_MS,
          maxJobs,
          waitMs: WAIT_MS,
          signal: stopping.signal,
        });
        await Promise.all(jobs.map(({ key, retries, job }) => perform(handler, key, retries, job)));
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.warn({ type, error }, 'Fetching jobs failed; trying again');
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }

  async function perform(handler: JobHandler, key: Key, retries: number, job: WorkerJob): Promise<void> {
    try {
      const result = await handler(job);
      if (result.type === 'complete') await source.complete(key, result.variables);
      else await source.throwError(key, result);
    } catch (error) {
      log.warn({ type: job.type, element: job.elementId, instance: job.processInstanceKey, error }, 'A job failed');
      await source.fail(key, failureOf(error, retries)).catch((cause: unknown) => {
        log.warn({ type: job.type, error: cause }, 'A failed job could not be reported; its lease will run out');
      });
    }
  }

  return {
    async stop() {
      stopping.abort();
      await Promise.allSettled(loops);
    },
  };
}
