/**
 * Who gets a message: open subscriptions first, each process id at most once, then message start events;
 * what is left waits in the buffer for its time to live (facts/SEMANTICS 8, 9, 19, 21).
 */
import type { ProcessDefinition } from './catalog.js';
import { triggerEvent } from './event-trigger.js';
import { startInstance } from './instance-creation.js';
import { startLockId } from './partition.js';
import type { BufferedMessage, MessageSubscription } from './state.js';
import type { StepContext, TreeRun } from './step-context.js';

/** Offers a message to all that wait for it. */
export function correlatePublished(step: StepContext, messageKey: bigint): void {
  const message = (): BufferedMessage | undefined => step.changes.messages.get(messageKey);
  const published = message();
  if (!published) return;
  for (const entry of step.view.subscriptions(published.name, published.correlationKey)) {
    const run = step.run(entry.rootKey);
    const subscription = run.find(entry.elementKey)?.subscriptions.find((open) => open.key === entry.subscriptionKey);
    const current = message();
    if (subscription && current) correlate(run, entry.elementKey, subscription, current);
  }
  for (const definition of step.view.catalog.latestProcesses()) {
    const current = message();
    if (current) startByMessage(step, definition, current);
  }
}

/** A subscription has just opened, or has correlated and stays open: it takes the oldest message that waits for it. */
export function correlateBuffered(run: TreeRun, elementKey: bigint, subscriptionKey: bigint): void {
  const subscription = run.find(elementKey)?.subscriptions.find((open) => open.key === subscriptionKey);
  if (!subscription) return;
  for (const message of run.step.bufferedMessages(subscription.name, subscription.correlationKey)) {
    if (correlate(run, elementKey, subscription, message)) return;
  }
}

function correlate(run: TreeRun, elementKey: bigint, subscription: MessageSubscription, message: BufferedMessage): boolean {
  const element = run.element(elementKey);
  const definition = run.definition(element.instanceKey);
  if (message.correlated.includes(definition.bpmnProcessId)) return false;
  const node = run.nodeAt(element.instanceKey, subscription.node);
  const accepted = triggerEvent(run, element, node, message.variables, () => {
    run.emit({ type: 'subscriptionCorrelated', elementKey, subscriptionKey: subscription.key, messageKey: message.key });
  });
  if (!accepted) return false;
  run.step.emitMessage({
    type: 'messageCorrelated',
    key: message.key,
    bpmnProcessId: definition.bpmnProcessId,
    instanceKey: element.instanceKey,
  });
  if (!subscription.interrupting) run.enqueue({ type: 'correlate', elementKey, subscriptionKey: subscription.key });
  return true;
}

/** At most one running instance per process id and non-empty key is started by messages. */
function startByMessage(step: StepContext, definition: ProcessDefinition, message: BufferedMessage): void {
  const start = definition.graph.process.startEvents.find((event) => startMessageName(event) === message.name);
  if (!start || message.correlated.includes(definition.bpmnProcessId)) return;
  const locks = message.correlationKey !== '';
  if (locks && step.changes.startLocks.get(startLockId(definition.bpmnProcessId, message.correlationKey)) !== undefined) return;
  const instanceKey = step.env.nextKey();
  step.emitMessage({ type: 'messageCorrelated', key: message.key, bpmnProcessId: definition.bpmnProcessId, instanceKey });
  if (locks) {
    step.emitMessage({
      type: 'startLockTaken',
      bpmnProcessId: definition.bpmnProcessId,
      correlationKey: message.correlationKey,
      instanceKey,
    });
  }
  startInstance(step, definition, instanceKey, start, message.variables, message.correlationKey);
}

/** The instance that a message started has ended: the oldest message that waits starts the next, on the latest version. */
export function releaseStartLock(step: StepContext, ended: ProcessDefinition, correlationKey: string): void {
  const { bpmnProcessId } = ended;
  step.emitMessage({ type: 'startLockReleased', bpmnProcessId, correlationKey });
  const latest = step.view.catalog.processById(bpmnProcessId);
  if (!latest) return;
  const waiting = latest.graph.process.startEvents
    .flatMap((event) => step.bufferedMessages(startMessageName(event) ?? '', correlationKey))
    .filter((message) => !message.correlated.includes(bpmnProcessId))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const oldest = waiting[0];
  if (oldest) startByMessage(step, latest, oldest);
}

/** Names of message start events don't depend on variables: the model was refused otherwise. */
function startMessageName(event: ProcessDefinition['graph']['process']): string | undefined {
  if (event.event.type !== 'message') return undefined;
  const outcome = event.event.message.name.evaluate(() => undefined, { nowMs: 0, random: () => 0 });
  return outcome.type === 'value' && typeof outcome.value === 'string' ? outcome.value : undefined;
}
