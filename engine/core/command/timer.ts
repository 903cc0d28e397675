/** Timers that have fallen due, in instances and at start events. A timer that is gone is a rejection (facts/SEMANTICS 14). */
import type { Command, CommandResponse, Rejection } from '../commands.js';
import { triggerEvent } from '../event-trigger.js';
import { startInstance } from '../instance-creation.js';
import { notFound, rejected } from '../rejections.js';
import { IncidentSignal } from '../signals.js';
import type { ElementInstance, Timer } from '../state.js';
import type { StepContext, TreeRun } from '../step-context.js';
import { nextDue } from '../timers.js';
import { evaluate, feelEnv } from '../variables.js';

export function triggerTimer(step: StepContext, command: Extract<Command, { type: 'triggerTimer' }>): CommandResponse | Rejection {
  const run = step.runOf(command.timerKey);
  const elementKey = step.view.elementOf(command.timerKey);
  const element = run && elementKey !== undefined ? run.find(elementKey) : undefined;
  const timer = element?.timers.find((open) => open.key === command.timerKey);
  if (!run || !element || !timer) return notFound('trigger a timer', command.timerKey, 'timer');
  const node = run.nodeAt(element.instanceKey, timer.node);
  const accepted = triggerEvent(run, element, node, new Map(), () => {
    run.emit({ type: 'timerTriggered', elementKey: element.key, timerKey: timer.key });
  });
  if (!accepted)
    return rejected('INVALID_STATE', `Expected to trigger a timer with key '${timer.key}', but its element isn't active any more`);
  if (timer.repetitions !== 0 && !node.interrupting && node.event.type === 'timer') reschedule(run, element, timer);
  return { type: 'done' };
}

/** The expression is evaluated again; one that fails now ends the cycle, as the element itself has no part in it. */
function reschedule(run: TreeRun, element: ElementInstance, timer: Timer): void {
  const node = run.nodeAt(element.instanceKey, timer.node);
  if (node.event.type !== 'timer') return;
  try {
    const value = evaluate(run, element, node.event.timer.expression);
    run.emit({
      type: 'timerCreated',
      elementKey: element.key,
      timer: { key: run.step.env.nextKey(), node: timer.node, ...nextDue(value, timer) },
    });
  } catch (signal) {
    if (!(signal instanceof IncidentSignal)) throw signal;
  }
}

export function triggerStartTimer(
  step: StepContext,
  command: Extract<Command, { type: 'triggerStartTimer' }>,
): CommandResponse | Rejection {
  const timer = step.changes.startTimers.get(command.timerKey);
  const definition = timer && step.view.catalog.process(timer.definitionKey);
  const start = timer && definition?.graph.nodes[timer.node];
  if (!timer || !definition || !start) return notFound('trigger a timer', command.timerKey, 'timer');
  const instanceKey = step.env.nextKey();
  step.emitDeployment({ type: 'startTimerTriggered', key: timer.key, instanceKey });
  if (timer.repetitions !== 0 && start.event.type === 'timer') {
    const outcome = start.event.timer.expression.evaluate(() => undefined, feelEnv(step));
    if (outcome.type === 'value') {
      step.emitDeployment({
        type: 'startTimerCreated',
        key: step.env.nextKey(),
        definitionKey: timer.definitionKey,
        node: timer.node,
        ...nextDue(outcome.value, timer),
      });
    }
  }
  startInstance(step, definition, instanceKey, start, new Map());
  return { type: 'done' };
}
