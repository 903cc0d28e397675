/** BPMN errors: who catches one, from the throwing element outwards, through call activities into the callers (facts/SEMANTICS 10). */
import type { Node } from '../model/graph.js';
import { triggerEvent } from './event-trigger.js';
import type { ElementInstance, Variables } from './state.js';
import type { TreeRun } from './step-context.js';
import { eventSubProcessStarts } from './subscriptions.js';
import { evaluateString } from './variables.js';

/** @returns false when nobody catches it: the caller raises UNHANDLED_ERROR_EVENT. */
export function throwError(run: TreeRun, from: ElementInstance, code: string, variables: Variables, record: () => void): boolean {
  for (let element: ElementInstance | undefined = from; element; element = outer(run, element)) {
    const event = catchEvent(run, element, code);
    if (event && triggerEvent(run, element, event, variables, record)) return true;
  }
  return false;
}

function outer(run: TreeRun, element: ElementInstance): ElementInstance | undefined {
  if (element.scopeKey !== 0n) return run.find(element.scopeKey);
  return element.process && element.process.parentElementKey !== 0n ? run.find(element.process.parentElementKey) : undefined;
}

/** The exact code before a catch-all. */
function catchEvent(run: TreeRun, element: ElementInstance, code: string): Node | undefined {
  const node = run.node(element);
  const catching = [...eventSubProcessStarts(node), ...node.boundary].filter((event) => event.event.type === 'error');
  const codeOf = (event: Node): string | undefined =>
    event.event.type === 'error' && event.event.code ? evaluateString(run, element, event.event.code) : undefined;
  return catching.find((event) => codeOf(event) === code) ?? catching.find((event) => codeOf(event) === undefined);
}
