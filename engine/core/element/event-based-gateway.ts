/** Event-based gateway (BPMN 2.0.2, 13.4.4): listens to the events behind it; the first to fire decides. */
import { closeSubscriptions, openSubscriptions } from '../subscriptions.js';
import { activated, terminated } from '../transitions.js';
import type { ElementProcessor } from './processor.js';

export const eventBasedGateway: ElementProcessor = {
  onActivate(run, element, node) {
    openSubscriptions(run, element, node.outgoing.map((flow) => flow.target).toReversed());
    activated(run, element.key);
  },
  onComplete(run, element, node) {
    closeSubscriptions(run, element.key);
    const { trigger } = element;
    run.emit({ type: 'elementCompleted', key: element.key });
    // Zeebe takes no sequence flow here: the event itself is activated.
    const flow = node.outgoing.find((outgoing) => outgoing.target.index === trigger?.node);
    if (!flow || !trigger) return;
    run.enqueue({
      type: 'activate',
      instanceKey: element.instanceKey,
      node: flow.target.index,
      scopeKey: element.scopeKey,
      flow: -1,
      variables: trigger.variables,
    });
  },
  onTerminate: terminated,
};
