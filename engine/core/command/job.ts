/** Commands of job workers. Worker and deadline aren't checked: a late answer still counts (facts/SEMANTICS 1). */
import type { Command, CommandResponse, Rejection } from '../commands.js';
import { throwError } from '../error-event.js';
import { raiseIncident } from '../lifecycle.js';
import { notFound, rejected } from '../rejections.js';
import { IncidentSignal } from '../signals.js';
import type { ElementInstance, Job } from '../state.js';
import type { StepContext, TreeRun } from '../step-context.js';
import { setLocal } from '../variables.js';
import { rejectedState } from './job-state.js';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;
type Answer = CommandResponse | Rejection;

const DONE: CommandResponse = { type: 'done' };

interface FoundJob {
  readonly run: TreeRun;
  readonly element: ElementInstance;
  readonly job: Job;
}

function findJob(step: StepContext, jobKey: bigint): FoundJob | undefined {
  const run = step.runOf(jobKey);
  const elementKey = step.view.elementOf(jobKey);
  const element = run && elementKey !== undefined ? run.find(elementKey) : undefined;
  return run && element?.job?.key === jobKey ? { run, element, job: element.job } : undefined;
}

export function completeJob(step: StepContext, command: Of<'completeJob'>): Answer {
  const found = findJob(step, command.jobKey);
  if (!found) return notFound('complete job', command.jobKey, 'job');
  const refusal = rejectedState('complete job', found.job);
  if (refusal) return refusal;
  const { run, element } = found;
  run.emit({ type: 'jobCompleted', elementKey: element.key, jobKey: command.jobKey });
  run.enqueue({ type: 'complete', key: element.key, variables: command.variables });
  return DONE;
}

export function failJob(step: StepContext, command: Of<'failJob'>): Answer {
  const found = findJob(step, command.jobKey);
  if (!found) return notFound('fail job', command.jobKey, 'job');
  const refusal = rejectedState('fail job', found.job);
  if (refusal) return refusal;
  const { run, element } = found;
  const backoffUntilMs = command.retries > 0 && command.backoffMs > 0 ? step.env.nowMs + command.backoffMs : 0;
  setLocal(run, element.key, command.variables);
  run.emit({
    type: 'jobFailed',
    elementKey: element.key,
    jobKey: command.jobKey,
    retries: command.retries,
    backoffUntilMs,
    message: command.message,
  });
  if (command.retries <= 0) raiseIncident(run, element.key, 'JOB_NO_RETRIES', command.message || 'No more retries left.', command.jobKey);
  return DONE;
}

export function throwJobError(step: StepContext, command: Of<'throwJobError'>): Answer {
  const found = findJob(step, command.jobKey);
  if (!found) return notFound('throw an error for job', command.jobKey, 'job');
  const refusal = rejectedState('throw an error for job', found.job);
  if (refusal) return refusal;
  const { run, element } = found;
  const record = (): void => {
    run.emit({ type: 'jobErrorThrown', elementKey: element.key, jobKey: command.jobKey, code: command.code, message: command.message });
  };
  try {
    throwError(run, element, command, record);
  } catch (signal) {
    if (!(signal instanceof IncidentSignal)) throw signal;
    record();
    raiseIncident(run, element.key, signal.errorType, signal.message, command.jobKey);
  }
  return DONE;
}

/** Neither resolves the incident nor hands the job out again (facts/SEMANTICS 2). */
export function updateJobRetries(step: StepContext, command: Of<'updateJobRetries'>): Answer {
  if (command.retries < 1) {
    return rejected(
      'INVALID_ARGUMENT',
      `Expected to update retries for job with key '${command.jobKey}' with a positive amount of retries, but the amount given was '${command.retries}'`,
    );
  }
  const found = findJob(step, command.jobKey);
  if (!found) return notFound('update job', command.jobKey, 'job');
  found.run.emit({ type: 'jobRetriesUpdated', elementKey: found.element.key, jobKey: command.jobKey, retries: command.retries });
  return DONE;
}

export function endJobBackoff(step: StepContext, command: Of<'endJobBackoff'>): Answer {
  const found = findJob(step, command.jobKey);
  if (found?.job.state !== 'backoff') return notFound('end the back-off of job', command.jobKey, 'job in back-off');
  found.run.emit({ type: 'jobMadeActivatable', elementKey: found.element.key, jobKey: command.jobKey });
  return DONE;
}

/** Instead of handing it out again and again: an incident, and the job waits for its resolution. */
export function refuseOversizedJob(step: StepContext, command: Of<'refuseOversizedJob'>): Answer {
  const found = findJob(step, command.jobKey);
  if (found?.job.state !== 'activatable') return notFound('refuse job', command.jobKey, 'activatable job');
  raiseIncident(
    found.run,
    found.element.key,
    'MESSAGE_SIZE_EXCEEDED',
    `The job with key '${command.jobKey}' can not be activated, because with its variables (${command.bytes} bytes) it is larger than a message may be. Fetch fewer variables or make them smaller, then resolve the incident.`,
    command.jobKey,
  );
  return DONE;
}
