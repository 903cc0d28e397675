/** Which processor an element has. Chosen once per node. */
import type { Node } from '../../model/graph.js';
import { boundaryEvent } from './boundary-event.js';
import { businessRuleTask } from './business-rule-task.js';
import { callActivity } from './call-activity.js';
import { errorEndEvent, noneEndEvent, terminateEndEvent } from './end-event.js';
import { eventBasedGateway } from './event-based-gateway.js';
import { exclusiveGateway } from './exclusive-gateway.js';
import { intermediateCatchEvent } from './intermediate-catch-event.js';
import { jobWorkerTask } from './job-worker-task.js';
import { parallelGateway } from './parallel-gateway.js';
import { noneThrowEvent, taskWithoutWork } from './pass-through.js';
import type { ElementProcessor } from './processor.js';
import { scriptTask } from './script-task.js';
import { startEvent } from './start-event.js';
import { processElement, subProcess } from './sub-process.js';
import { nativeUserTask } from './user-task.js';

const known = new WeakMap<Node, ElementProcessor>();

export function processorOf(node: Node): ElementProcessor {
  let processor = known.get(node);
  if (!processor) {
    processor = choose(node);
    known.set(node, processor);
  }
  return processor;
}

function choose(node: Node): ElementProcessor {
  if (node.job) return jobWorkerTask(node.job);
  if (node.userTask) return nativeUserTask(node.userTask);
  if (node.script) return scriptTask(node.script);
  if (node.decision) return businessRuleTask(node.decision);
  if (node.calledElement) return callActivity(node.calledElement);
  switch (node.type) {
    case 'process':
      return processElement;
    case 'subProcess':
    case 'eventSubProcess':
      return subProcess;
    case 'startEvent':
      return startEvent;
    case 'endEvent':
      if (node.event.type === 'terminate') return terminateEndEvent;
      return node.event.type === 'error' ? errorEndEvent(node.event) : noneEndEvent;
    case 'intermediateCatchEvent':
    case 'receiveTask':
      return intermediateCatchEvent;
    case 'boundaryEvent':
      return boundaryEvent;
    case 'exclusiveGateway':
      return exclusiveGateway;
    case 'parallelGateway':
      return parallelGateway;
    case 'eventBasedGateway':
      return eventBasedGateway;
    case 'task':
    case 'manualTask':
      return taskWithoutWork;
    case 'intermediateThrowEvent':
      return noneThrowEvent;
    case 'serviceTask':
    case 'sendTask':
    case 'scriptTask':
    case 'businessRuleTask':
    case 'userTask':
    case 'callActivity':
      // The compiler refuses these without one of the definitions above.
      throw new Error(`Expected element '${node.id}' to say how it is done, but it has no job, script, decision or called process`);
  }
}
