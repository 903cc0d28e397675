/** BPMN errors: who catches one, from the throwing element outwards, through call activities into the callers (facts/SEMANTICS 10). */
import type { Node } from '../model/graph.js';
import { triggerEvent } from './event-trigger.js';
import { IncidentSignal } from './signals.js';
import type { ElementInstance, Variables } from './state.js';
import type { TreeRun } from './step-context.js';
import { eventSubProcessStarts } from './subscriptions.js';
import { evaluateString } from './variables.js';

interface ThrownError {
  readonly code: string;
  /** `''` = none. */
  readonly message: string;
  readonly variables: Variables;
}

/**
 * @param record writes the fact that it was thrown, once it is clear that somebody catches it. What catches it may have been
 *   interrupted by another event of this very step: then the error goes down with it.
 * @throws IncidentSignal when nobody does.
 */
export function throwError(run: TreeRun, from: ElementInstance, error: ThrownError, record: () => void): void {
  const seen: string[] = [];
  for (let inside: ElementInstance | undefined = from; inside; inside = caller(run, inside)) {
    for (let element = inside; isOpen(element); element = run.element(element.scopeKey)) {
      const event = catchEvent(run, element, error.code, seen);
      if (event) {
        record();
        triggerEvent(run, run.element(element.key), event, error.variables, () => {});
        return;
      }
      if (element.scopeKey === 0n) break;
    }
  }
  const why = error.message === '' ? '' : ` with message '${error.message}'`;
  const available = seen.length === 0 ? ' No error events are available in the scope.' : ` Available error events are [${seen.join(', ')}]`;
  throw new IncidentSignal(
    'UNHANDLED_ERROR_EVENT',
    `Expected to throw an error event with the code '${error.code}'${why}, but it was not caught.${available}`,
  );
}

/** What an interrupting event has already taken over catches no error, and nothing around it hears of one. */
function isOpen(element: ElementInstance): boolean {
  return (element.state === 'activating' || element.state === 'activated') && !element.interrupted;
}

function caller(run: TreeRun, element: ElementInstance): ElementInstance | undefined {
  const parentKey = run.element(element.instanceKey).process?.parentElementKey;
  return parentKey === undefined ? undefined : run.find(parentKey);
}

/** The exact code before a catch-all; `seen` collects the codes that were passed, highest first as Zeebe lists them. */
function catchEvent(run: TreeRun, element: ElementInstance, code: string, seen: string[]): Node | undefined {
  const node = run.node(element);
  const catching = [...eventSubProcessStarts(node), ...node.boundary]
    .flatMap((event) =>
      event.event.type === 'error' ? [{ event, code: event.event.code ? evaluateString(run, element, event.event.code) : '' }] : [],
    )
    .sort((one, other) => (one.code < other.code ? 1 : one.code > other.code ? -1 : 0));
  for (const candidate of catching) {
    seen.push(candidate.code);
    if (candidate.code === '' || candidate.code === code) return candidate.event;
  }
  return undefined;
}
