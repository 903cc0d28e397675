/**
 * Binds the in-process workers to the embedded engine: the engine's jobs as the workers' {@link JobSource}. It alone translates between
 * the two; neither knows the other.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ActivatedJob, type ClientCommand, type Engine, parseVariables, type Variables } from '../engine/index.js';
import type { JobSource } from '../workers/index.js';

/** Name of the embedded engine in effect keys and in the api's tables. */
const ENGINE = 'embedded';
/** An engine that takes over or is overloaded answers soon; within the workers' lease of 60 s a result isn't given up. */
const PATIENCE_MS = 30_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

export type JobSourceErrorCode = 'ENGINE_UNAVAILABLE' | 'JOB_REFUSED';

class JobSourceError extends Error {
  override readonly name = 'JobSourceError';
  constructor(
    readonly code: JobSourceErrorCode,
    message: string,
  ) {
    super(message);
  }
}

export function engineJobSource(engine: Engine): JobSource<bigint> {
  return {
    async activate({ type, worker, leaseMs, maxJobs, waitMs, signal }) {
      const jobs = await engine.activateJobs({ type, worker, timeoutMs: leaseMs, maxJobs, waitMs, fetchVariables: [], signal });
      return jobs.map((job) => ({ key: job.key, retries: job.retries, job: asWorkerJob(job) }));
    },
    complete: (key, variables) => answer(engine, { type: 'completeJob', jobKey: key, variables: storable(variables) }),
    fail: (key, { retries, backoffMs, message }) =>
      answer(engine, { type: 'failJob', jobKey: key, retries, backoffMs, message, variables: new Map() }),
    throwError: (key, { code, message, variables }) =>
      answer(engine, { type: 'throwJobError', jobKey: key, code, message, variables: storable(variables) }),
  };
}

/** Sends a worker's answer. A job that is gone (its task was interrupted meanwhile) needs none: the effect stands, its row is keyed. */
async function answer(engine: Engine, command: ClientCommand): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const outcome = await engine.execute(command);
    switch (outcome.type) {
      case 'accepted':
        return;
      case 'rejected':
        if (outcome.code === 'NOT_FOUND') return;
        throw new JobSourceError('JOB_REFUSED', outcome.reason);
      case 'unavailable':
        if (outcome.code === 'STOPPED' || performance.now() > giveUpAt) throw new JobSourceError('ENGINE_UNAVAILABLE', outcome.reason);
        await sleep(pauseMs);
    }
  }
}

function storable(variables: Readonly<Record<string, unknown>>): Variables {
  const parsed = parseVariables(JSON.stringify(variables));
  if (parsed.type === 'invalid') throw new JobSourceError('JOB_REFUSED', parsed.reason);
  return parsed.variables;
}

function asWorkerJob(job: ActivatedJob): Awaited<ReturnType<JobSource<bigint>['activate']>>[number]['job'] {
  return {
    type: job.type,
    engine: ENGINE,
    processInstanceKey: job.processInstanceKey.toString(),
    elementInstanceKey: job.elementInstanceKey.toString(),
    elementId: job.elementId,
    variables: JSON.parse(job.variablesJson) as Readonly<Record<string, unknown>>,
    headers: job.customHeaders,
  };
}
