/** Resolving incidents: what was interrupted runs again and may raise a new one (facts/SEMANTICS 2, 3). */
import type { Command, CommandResponse, Rejection } from '../commands.js';
import { runActivation, runCompletion } from '../lifecycle.js';
import { notFound, rejected } from '../rejections.js';
import type { StepContext } from '../step-context.js';

export function resolveIncident(step: StepContext, command: Extract<Command, { type: 'resolveIncident' }>): CommandResponse | Rejection {
  const run = step.runOf(command.incidentKey);
  const elementKey = step.view.elementOf(command.incidentKey);
  const element = run && elementKey !== undefined ? run.find(elementKey) : undefined;
  if (!run || element?.incident?.key !== command.incidentKey) return notFound('resolve incident', command.incidentKey, 'incident');
  const { job, state } = element;
  const { jobKey } = element.incident;
  if (jobKey !== 0n && job && job.retries <= 0) {
    return rejected(
      'INVALID_STATE',
      `Expected to resolve incident with key '${command.incidentKey}', but job with key '${job.key}' has no retries left. Please update the job retries and retry resolving the incident`,
    );
  }
  run.emit({ type: 'incidentResolved', elementKey: element.key, incidentKey: command.incidentKey });
  if (jobKey !== 0n && job) run.emit({ type: 'jobMadeActivatable', elementKey: element.key, jobKey: job.key });
  else if (state === 'activating') runActivation(run, element.key);
  else if (state === 'completing') runCompletion(run, element.key);
  return { type: 'done' };
}
