/** What an element does at each turn of its life. One file per BPMN element implements this; `processors.ts` is their table. */
import type { Node } from '../../model/graph.js';
import type { ElementInstance, Variables } from '../state.js';
import type { TreeRun } from '../step-context.js';

export interface ElementProcessor {
  /**
   * The element instance is `activating`. Runs again from the start when its incident is resolved.
   * `variables`: of the event that brought it here; undefined when a flow did.
   */
  onActivate(run: TreeRun, element: ElementInstance, node: Node, variables: Variables | undefined): void;
  /**
   * The element instance is `completing`. Runs again from the start when its incident is resolved, `variables` being local by then.
   */
  onComplete(run: TreeRun, element: ElementInstance, node: Node, variables: Variables | undefined): void;
  /** The element instance is `terminating`; jobs, tasks, subscriptions and incidents of its own are gone already. */
  onTerminate(run: TreeRun, element: ElementInstance, node: Node): void;
}
