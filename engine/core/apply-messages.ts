/** The only code that changes the message buffer, the start locks and the start timers. */
import { AssertionError } from 'node:assert';
import type { DeploymentEvent, MessageEvent } from './events.js';
import type { StepChanges } from './outcome.js';
import { startLockId } from './partition.js';

export function applyMessageEvent(state: StepChanges, event: MessageEvent): void {
  switch (event.type) {
    case 'messagePublished': {
      const { type: _, ...message } = event;
      state.messages.set(event.key, { ...message, correlated: [] });
      return;
    }
    case 'messageCorrelated': {
      const message = state.messages.get(event.key);
      if (message) state.messages.set(event.key, { ...message, correlated: [...message.correlated, event.bpmnProcessId] });
      return;
    }
    case 'messageExpired':
      state.messages.delete(event.key);
      return;
    case 'startLockTaken':
      state.startLocks.set(startLockId(event.bpmnProcessId, event.correlationKey), event.instanceKey);
      return;
    case 'startLockReleased':
      state.startLocks.delete(startLockId(event.bpmnProcessId, event.correlationKey));
      return;
    default:
      throw new AssertionError({ message: `event without meaning: ${JSON.stringify(event satisfies never)}` });
  }
}

export function applyDeploymentEvent(state: StepChanges, event: DeploymentEvent): void {
  switch (event.type) {
    // Definitions are immutable and live in the catalogue, which the store fills from the rows it wrote.
    case 'processDeployed':
    case 'decisionsDeployed':
    case 'formDeployed':
      return;
    case 'startTimerCreated': {
      const { type: _, ...timer } = event;
      state.startTimers.set(event.key, timer);
      return;
    }
    case 'startTimerTriggered':
    case 'startTimerCanceled':
      state.startTimers.delete(event.key);
      return;
    default:
      throw new AssertionError({ message: `event without meaning: ${JSON.stringify(event satisfies never)}` });
  }
}
