/** What an element is to somebody who doesn't know BPMN. */
import type { DrawnElement } from './diagram.js';

export type StepKind =
  | 'tier-task'
  | 'automatic'
  | 'call'
  | 'decision'
  | 'meeting'
  | 'flow'
  | 'start'
  | 'end'
  | 'wait'
  | 'part'
  | 'process'
  | 'rules'
  | 'other';

const KINDS: Readonly<Record<string, StepKind>> = {
  'bpmn:UserTask': 'tier-task',
  'bpmn:ServiceTask': 'automatic',
  'bpmn:SendTask': 'automatic',
  'bpmn:ScriptTask': 'automatic',
  'bpmn:BusinessRuleTask': 'rules',
  'bpmn:CallActivity': 'call',
  'bpmn:SubProcess': 'part',
  'bpmn:StartEvent': 'start',
  'bpmn:EndEvent': 'end',
  'bpmn:BoundaryEvent': 'wait',
  'bpmn:IntermediateCatchEvent': 'wait',
  'bpmn:IntermediateThrowEvent': 'wait',
  'bpmn:ReceiveTask': 'wait',
  'bpmn:ExclusiveGateway': 'decision',
  'bpmn:SequenceFlow': 'flow',
  'bpmn:Process': 'process',
};

export function kindOf(drawn: DrawnElement): StepKind {
  const kind = KINDS[drawn.type] ?? 'other';
  return kind === 'decision' && drawn.incoming.length > 1 && drawn.outgoing.length === 1 ? 'meeting' : kind;
}
