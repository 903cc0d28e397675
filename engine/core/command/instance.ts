/** Creating and cancelling instances, and setting variables from outside. */

import type { Node, NodeType } from '../../model/graph.js';
import type { ProcessDefinition } from '../catalog.js';
import type { Command, CommandResponse, Rejection } from '../commands.js';
import { createInstance, createInstanceAt } from '../instance-creation.js';
import { notFound, rejected } from '../rejections.js';
import type { StepContext } from '../step-context.js';
import { propagate, setLocal } from '../variables.js';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;
type Answer = CommandResponse | Rejection;

export function create(step: StepContext, command: Of<'createInstance'>): Answer {
  const definition = findDefinition(step, command);
  if ('code' in definition) return definition;
  const instanceKey = step.env.nextKey();
  if (command.startElementIds.length > 0) {
    const targets: Node[] = [];
    for (const id of command.startElementIds) {
      const node = definition.graph.nodeById.get(id);
      const isFlow = definition.graph.flows.some((flow) => flow?.id === id);
      const refusal = node
        ? cannotStartAt(node)
        : isFlow
          ? unsupported(id, 'SEQUENCE_FLOW')
          : `Expected to create instance of process with start instructions but no element found with id '${id}'.`;
      if (!node || refusal) return rejected('INVALID_ARGUMENT', refusal ?? '');
      targets.push(node);
    }
    createInstanceAt(step, definition, instanceKey, command.variables, targets);
  } else {
    const start = definition.graph.noneStart;
    if (!start) {
      return rejected('INVALID_STATE', 'Expected to create instance of process with none start event, but there is no such event');
    }
    createInstance(step, definition, instanceKey, command.variables, start);
  }
  const { key: definitionKey, bpmnProcessId, version } = definition;
  return { type: 'instanceCreated', definitionKey, bpmnProcessId, version, instanceKey };
}

function findDefinition(step: StepContext, command: Of<'createInstance'>): ProcessDefinition | Rejection {
  const { catalog } = step.view;
  if (command.definitionKey !== undefined) {
    return (
      catalog.process(command.definitionKey) ??
      rejected('NOT_FOUND', `Expected to find process definition with key '${command.definitionKey}', but none found`)
    );
  }
  const { bpmnProcessId = '', version = -1 } = command;
  if (bpmnProcessId === '')
    return rejected('INVALID_ARGUMENT', 'Expected either a bpmnProcessId or a processDefinitionKey, but none given');
  const which = version === -1 ? '' : ` and version '${version}'`;
  return (
    catalog.processById(bpmnProcessId, version) ??
    rejected('NOT_FOUND', `Expected to find process definition with process ID '${bpmnProcessId}'${which}, but none found`)
  );
}

const NO_START = new Set<NodeType>(['startEvent', 'boundaryEvent', 'process']);

function cannotStartAt(node: Node): string | undefined {
  if (NO_START.has(node.type)) return unsupported(node.id, node.type.replace(/[A-Z]/g, '_$&').toUpperCase());
  if (node.incoming.some((flow) => flow.source.type === 'eventBasedGateway')) {
    return `Expected to create instance of process with start instructions but the element with id '${node.id}' belongs to an event-based gateway. The creation of elements belonging to an event-based gateway is not supported.`;
  }
  return undefined;
}

function unsupported(id: string, type: string): string {
  return `Expected to create instance of process with start instructions but the element with id '${id}' targets unsupported element type '${type}'.`;
}

export function cancel(step: StepContext, command: Of<'cancelInstance'>): Answer {
  const run = step.runOf(command.instanceKey);
  const process = run?.find(command.instanceKey);
  if (!run || !process?.process) return notFound('cancel a process instance', command.instanceKey, 'process');
  if (process.process.parentInstanceKey !== 0n) {
    return rejected(
      'INVALID_STATE',
      `Expected to cancel a process instance with key '${command.instanceKey}', but it is created by a parent process instance. Cancel the root process instance '${run.draft.rootKey}' instead.`,
    );
  }
  run.enqueue({ type: 'terminate', key: command.instanceKey });
  return { type: 'done' };
}

export function setVariables(step: StepContext, command: Of<'setVariables'>): Answer {
  const run = step.runOf(command.elementInstanceKey);
  const element = run?.find(command.elementInstanceKey);
  if (!run || !element) return notFound('update variables for element', command.elementInstanceKey, 'element');
  if (command.local) setLocal(run, element.key, command.variables);
  else propagate(run, element, command.variables);
  return { type: 'variablesSet', key: step.env.nextKey() };
}
