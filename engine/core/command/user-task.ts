/** Commands of people on native user tasks. */
import type { Command, CommandResponse, Rejection } from '../commands.js';
import { notFound, rejected } from '../rejections.js';
import type { ElementInstance, UserTask } from '../state.js';
import type { StepContext, TreeRun } from '../step-context.js';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;
type Answer = CommandResponse | Rejection;

const DONE: CommandResponse = { type: 'done' };

function findTask(step: StepContext, taskKey: bigint): { run: TreeRun; element: ElementInstance; task: UserTask } | undefined {
  const run = step.runOf(taskKey);
  const elementKey = step.view.elementOf(taskKey);
  const element = run && elementKey !== undefined ? run.find(elementKey) : undefined;
  return run && element?.userTask?.key === taskKey ? { run, element, task: element.userTask } : undefined;
}

export function completeUserTask(step: StepContext, command: Of<'completeUserTask'>): Answer {
  const found = findTask(step, command.taskKey);
  if (!found) return notFound('complete user task', command.taskKey, 'user task');
  const { run, element } = found;
  run.emit({ type: 'userTaskCompleted', elementKey: element.key, taskKey: command.taskKey, action: command.action || 'complete' });
  run.enqueue({ type: 'complete', key: element.key, variables: command.variables });
  return DONE;
}

export function assignUserTask(step: StepContext, command: Of<'assignUserTask'>): Answer {
  const claim = !command.allowOverride;
  const found = findTask(step, command.taskKey);
  if (!found) return notFound(claim ? 'claim user task' : 'assign user task', command.taskKey, 'user task');
  const { run, element, task } = found;
  if (claim && task.assignee !== '' && task.assignee !== command.assignee) {
    return rejected('INVALID_STATE', `Expected to claim user task with key '${command.taskKey}', but it has already been assigned`);
  }
  const action = command.action || (claim ? 'claim' : command.assignee === '' ? 'unassign' : 'assign');
  run.emit({ type: 'userTaskAssigned', elementKey: element.key, taskKey: command.taskKey, assignee: command.assignee, action });
  return DONE;
}

export function updateUserTask(step: StepContext, command: Of<'updateUserTask'>): Answer {
  const found = findTask(step, command.taskKey);
  if (!found) return notFound('update user task', command.taskKey, 'user task');
  const { priority } = command.changes;
  if (priority !== undefined && (!Number.isInteger(priority) || priority < 0 || priority > 100)) {
    return rejected('INVALID_ARGUMENT', `Expected priority to be a whole number from 0 to 100, but was '${priority}'`);
  }
  const task: UserTask = { ...found.task, ...command.changes };
  found.run.emit({ type: 'userTaskUpdated', elementKey: found.element.key, task, action: command.action || 'update' });
  return DONE;
}
