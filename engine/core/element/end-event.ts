/** End events: none, terminate and error. A message end event is a job worker task. */
import type { EventDefinition } from '../../model/graph.js';
import { throwError } from '../error-event.js';
import { applyInputMappings, applyOutputs } from '../mapping.js';
import { IncidentSignal } from '../signals.js';
import { activated, completeScopeIfDone, leave, passThrough, terminateChildren, terminated } from '../transitions.js';
import { evaluateString } from '../variables.js';
import type { ElementProcessor } from './processor.js';

export const noneEndEvent: ElementProcessor = {
  onActivate(run, element, node) {
    applyInputMappings(run, element, node);
    passThrough(run, element.key);
  },
  onComplete(run, element, node) {
    applyOutputs(run, element, node, undefined);
    leave(run, element, node);
  },
  onTerminate: terminated,
};

/** Ends its own flow scope: the others in it are terminated, the scope itself completes and flows on (facts/SEMANTICS 12). */
export const terminateEndEvent: ElementProcessor = {
  onActivate(run, element) {
    run.emit({ type: 'scopeInterrupted', scopeKey: element.scopeKey });
    passThrough(run, element.key);
  },
  onComplete(run, element, node) {
    applyOutputs(run, element, node, undefined);
    run.emit({ type: 'elementCompleted', key: element.key });
    if (run.element(element.scopeKey).children > 0) terminateChildren(run, element.scopeKey);
    else completeScopeIfDone(run, element.scopeKey);
  },
  onTerminate: terminated,
};

export function errorEndEvent(error: Extract<EventDefinition, { type: 'error' }>): ElementProcessor {
  return {
    onActivate(run, element, node) {
      applyInputMappings(run, element, node);
      const code = error.code ? evaluateString(run, run.element(element.key), error.code) : '';
      const caught = throwError(run, run.element(element.key), code, new Map(), () => activated(run, element.key));
      if (caught) return;
      throw new IncidentSignal(
        'UNHANDLED_ERROR_EVENT',
        `Expected to throw an error event with the code '${code}', but it was not caught. Add an event that catches it, or change the code.`,
      );
    },
    /** An error end event never completes: what catches it terminates the scope. */
    onComplete() {},
    onTerminate: terminated,
  };
}
