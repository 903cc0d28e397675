/** Containers: embedded subprocess, event subprocess, and the process itself at its end. */
import { applyInputMappings, applyOutputs } from '../mapping.js';
import { closeSubscriptions } from '../subscriptions.js';
import { activated, endInstance, leave, terminateChildren, terminatedContainer } from '../transitions.js';
import type { ElementProcessor } from './processor.js';

/** The none start event of an embedded subprocess; an event subprocess hands its event on to its start event. */
export const subProcess: ElementProcessor = {
  onActivate(run, element, node, variables) {
    applyInputMappings(run, element, node);
    activated(run, element.key);
    const [start] = node.startEvents;
    if (!start) return;
    run.enqueue({ type: 'activate', instanceKey: element.instanceKey, node: start.index, scopeKey: element.key, flow: -1, variables });
  },
  onComplete(run, element, node) {
    applyOutputs(run, element, node, undefined);
    closeSubscriptions(run, element.key);
    leave(run, element, node);
  },
  onTerminate(run, element, node) {
    if (element.children === 0) terminatedContainer(run, element, node);
    else terminateChildren(run, element.key);
  },
};

export const processElement: ElementProcessor = {
  /** A process is activated where it is created; see instance-creation. */
  onActivate() {},
  onComplete(run, element) {
    closeSubscriptions(run, element.key);
    endInstance(run, element, 'elementCompleted');
  },
  onTerminate: subProcess.onTerminate,
};
