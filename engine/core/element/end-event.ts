/** End events: none, terminate and error. A message end event is a job worker task. */
import type { EventDefinition } from '../../model/graph.js';
import { throwError } from '../error-event.js';
import { applyOutputs } from '../mapping.js';
import type { Variables } from '../state.js';
import { activated, completeScopeIfDone, leave, passThrough, terminateChildren, terminated } from '../transitions.js';
import { evaluateString } from '../variables.js';
import type { ElementProcessor } from './processor.js';

const NOTHING: Variables = new Map();

/** No end event applies input mappings, as in Zeebe; one with a job does. */
export const noneEndEvent: ElementProcessor = {
  onActivate(run, element) {
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
    passThrough(run, element.key);
  },
  /** Until now the other branches have gone on. */
  onComplete(run, element) {
    run.emit({ type: 'scopeInterrupted', scopeKey: element.scopeKey });
    run.emit({ type: 'elementCompleted', key: element.key });
    if (run.element(element.scopeKey).children > 0) terminateChildren(run, element.scopeKey);
    else completeScopeIfDone(run, element.scopeKey);
  },
  onTerminate: terminated,
};

export function errorEndEvent(error: Extract<EventDefinition, { type: 'error' }>): ElementProcessor {
  return {
    onActivate(run, element) {
      const code = error.code ? evaluateString(run, element, error.code) : '';
      throwError(run, element, { code, message: '', variables: NOTHING }, () => activated(run, element.key));
    },
    /** An error end event never completes: what catches it terminates the scope. */
    onComplete() {},
    onTerminate: terminated,
  };
}
