/**
 * The engine's one decision: what a command does to the state, as events. A function of the view, the command and `env`:
 * it changes nothing, so a store that had to load something first simply calls it again.
 */

import { deploy } from './command/deploy.js';
import { resolveIncident } from './command/incident.js';
import { cancel, create, setVariables } from './command/instance.js';
import { completeJob, endJobBackoff, failJob, refuseOversizedJob, throwJobError, updateJobRetries } from './command/job.js';
import { expireMessage, publishMessage } from './command/message.js';
import { triggerStartTimer, triggerTimer } from './command/timer.js';
import { assignUserTask, completeUserTask, updateUserTask } from './command/user-task.js';
import type { Command, CommandResponse, Rejection } from './commands.js';
import { drain } from './lifecycle.js';
import type { StepResult } from './outcome.js';
import type { PartitionView, StepEnv } from './partition.js';
import { rejected } from './rejections.js';
import { NeedSignal, RejectionSignal } from './signals.js';
import { StepContext } from './step-context.js';

export function step(view: PartitionView, command: Command, env: StepEnv): StepResult {
  const context = new StepContext(view, env);
  try {
    const response = perform(context, command);
    if (response.type === 'rejected') return response;
    drain(context);
    return { type: 'accepted', response, streams: context.streams(), changes: context.changes, results: context.results };
  } catch (signal) {
    if (signal instanceof NeedSignal) return { type: 'needs', needs: [signal.need] };
    if (signal instanceof RejectionSignal) return rejected(signal.code, signal.reason);
    throw signal;
  }
}

function perform(context: StepContext, command: Command): CommandResponse | Rejection {
  switch (command.type) {
    case 'deploy':
      return deploy(context, command);
    case 'createInstance':
      return create(context, command);
    case 'cancelInstance':
      return cancel(context, command);
    case 'completeJob':
      return completeJob(context, command);
    case 'failJob':
      return failJob(context, command);
    case 'throwJobError':
      return throwJobError(context, command);
    case 'updateJobRetries':
      return updateJobRetries(context, command);
    case 'endJobBackoff':
      return endJobBackoff(context, command);
    case 'refuseOversizedJob':
      return refuseOversizedJob(context, command);
    case 'resolveIncident':
      return resolveIncident(context, command);
    case 'setVariables':
      return setVariables(context, command);
    case 'publishMessage':
      return publishMessage(context, command);
    case 'expireMessage':
      return expireMessage(context, command);
    case 'completeUserTask':
      return completeUserTask(context, command);
    case 'assignUserTask':
      return assignUserTask(context, command);
    case 'updateUserTask':
      return updateUserTask(context, command);
    case 'triggerTimer':
      return triggerTimer(context, command);
    case 'triggerStartTimer':
      return triggerStartTimer(context, command);
    case 'continueTree':
      return continueTree(context, command.rootKey);
  }
}

/** Goes on where the transition limit cut the last step off. */
function continueTree(context: StepContext, rootKey: bigint): CommandResponse {
  const run = context.run(rootKey);
  const { pending } = run.draft;
  run.emit({ type: 'continuationTaken' });
  for (const command of pending) run.enqueue(command);
  return { type: 'done' };
}
