/** The commands of a path, one function a kind of step. Each runs on a quiet engine and throws when what it needs isn't there. */
import { Temporal } from 'temporal-polyfill';
import type { Engine } from '../../engine/index.js';
import type { Observation } from './observation.js';
import type { PathStep } from './path-set.js';
import type { ReceivedJob, ZeebeClient } from './zeebe-client.js';

export interface RunningPath {
  readonly engine: Engine;
  readonly client: ZeebeClient;
  readonly observed: Observation;
}

const LONG_LEASE_MS = 3_600_000;
/** More than any path has open at a time. */
const ALL_JOBS = 1_000;
const RETRIES = 3;

export async function perform(path: RunningPath, step: PathStep): Promise<void> {
  const { client, observed } = path;
  switch (step.step) {
    case 'StepStartProcessInstance':
      await client.call('CreateProcessInstance', {
        bpmnProcessId: step.processId,
        version: -1,
        variables: JSON.stringify(step.variables),
        startInstructions: step.startElementIds.map((elementId) => ({ elementId })),
      });
      return;
    case 'StepPublishStartMessage':
      await publish(client, step.messageName, '', step.variables);
      return;
    case 'StepPublishMessage':
      expectOpen(
        [...observed.openSubscriptions.values()].map((open) => open.messageName),
        step.messageName,
        'an open subscription of message',
      );
      await publish(client, step.messageName, step.correlationKeyValue, step.variables);
      return;
    case 'StepTriggerTimerStartEvent':
      if (observed.openTimers.size === 0) throw new Error('Expected an open timer, but there is none');
      advance(path, step.deltaTime);
      return;
    case 'StepTriggerTimerBoundaryEvent':
      expectOpen([...observed.openTimers.values()], step.boundaryTimerEventId, 'an open timer of');
      advance(path, step.deltaTime);
      return;
    case 'StepActivateAndCompleteJob':
      for (const job of await activate(path, step, LONG_LEASE_MS)) {
        await client.call('CompleteJob', { jobKey: job.key, variables: JSON.stringify(step.variables) });
      }
      return;
    case 'StepActivateAndFailJob':
      for (const job of await activate(path, step, LONG_LEASE_MS)) await fail(path, job, step.updateRetries);
      return;
    case 'StepActivateAndTimeoutJob':
      await activate(path, step, 100);
      advance(path, step.deltaTime);
      return;
    case 'StepActivateJobAndThrowError':
      for (const job of await activate(path, step, LONG_LEASE_MS)) {
        await client.call('ThrowError', { jobKey: job.key, errorCode: step.errorCode, variables: JSON.stringify(step.variables) });
      }
      return;
    case 'StepCompleteUserTask':
      await client.call('CompleteJob', { jobKey: jobKeyOf(observed, step.elementId), variables: JSON.stringify(step.variables) });
      return;
    case 'StepThrowError':
      await client.call('ThrowError', {
        jobKey: jobKeyOf(observed, step.elementId),
        errorCode: step.errorCode,
        variables: JSON.stringify(step.variables),
      });
      return;
    case 'unknown':
      throw new Error(`Expected a step that this runner knows, but got '${step.name}'`);
  }
}

function publish(client: ZeebeClient, name: string, correlationKey: string, variables: object): Promise<unknown> {
  return client.call('PublishMessage', { name, correlationKey, timeToLive: 0, variables: JSON.stringify(variables) });
}

function advance({ engine }: RunningPath, deltaTime: string): void {
  engine.clock.pin(engine.clock.now() + Temporal.Duration.from(deltaTime).total('milliseconds'));
}

/** Leases every job of the type; at least one must belong to the element. */
async function activate(
  { client, observed }: RunningPath,
  { elementId, jobType }: { readonly elementId: string; readonly jobType: string },
  leaseMs: number,
): Promise<readonly ReceivedJob[]> {
  const messages = await client.activateJobs({
    type: jobType,
    worker: 'conformance',
    timeout: leaseMs,
    maxJobsToActivate: ALL_JOBS,
    requestTimeout: -1,
  });
  const jobs = messages.flat();
  if (jobs.some((job) => job.elementId === elementId)) return jobs;
  const open = [...observed.openJobs.values()].map((job) => `${job.elementId} (${job.type})`).join(', ') || 'none';
  throw new Error(`Expected a job of type '${jobType}' at ${elementId} to be activatable, but got ${jobs.length} jobs; open: ${open}`);
}

async function fail({ client, engine, observed }: RunningPath, job: ReceivedJob, spendRetries: boolean): Promise<void> {
  await client.call('FailJob', {
    jobKey: job.key,
    retries: spendRetries ? 0 : RETRIES,
    errorMessage: 'failed on purpose',
    variables: '{}',
  });
  if (!spendRetries) return;
  await engine.quiet();
  await observed.caughtUp();
  const incident = [...observed.openIncidents.values()].find((open) => open.jobKey === job.key);
  if (incident === undefined) throw new Error(`Expected an incident of job ${job.key} at ${job.elementId}, but there is none`);
  await client.call('UpdateJobRetries', { jobKey: job.key, retries: RETRIES });
  await client.call('ResolveIncident', { incidentKey: incident.incidentKey });
}

function jobKeyOf(observed: Observation, elementId: string): string {
  const jobs = [...observed.openJobs.values()];
  const job = jobs.find((open) => open.elementId === elementId);
  if (job === undefined) {
    throw new Error(
      `Expected an open job at ${elementId}, but there are jobs only at ${jobs.map((open) => open.elementId).join(', ') || 'no element'}`,
    );
  }
  return job.jobKey;
}

function expectOpen(open: readonly string[], wanted: string, what: string): void {
  if (!open.includes(wanted)) throw new Error(`Expected ${what} ${wanted}, but open are: ${open.join(', ') || 'none'}`);
}
