/** Parallel gateway (BPMN 2.0.2, 13.4.1): waits for a token of each incoming flow, then takes every outgoing one. */
import { activated, leave, terminated } from '../transitions.js';
import type { ElementProcessor } from './processor.js';

export const parallelGateway: ElementProcessor = {
  /** It activates only once every token is there; see `consumedFlows` in lifecycle. */
  onActivate(run, element, node) {
    activated(run, element.key);
    run.emit({ type: 'elementCompleting', key: element.key });
    leave(run, element, node);
  },
  /** Never alone: a gateway is activated and completed in one turn. */
  onComplete() {},
  onTerminate: terminated,
};
