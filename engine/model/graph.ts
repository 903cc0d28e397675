/**
 * The frozen executable graph that the core runs: what remains of a BPMN process once its XML is parsed and checked.
 * Everything a step needs is resolved here once (indexes instead of ids, compiled expressions), so the core never searches.
 */
import type { Expression } from '../feel/index.js';

export type NodeType =
  | 'process'
  | 'subProcess'
  | 'eventSubProcess'
  | 'startEvent'
  | 'endEvent'
  | 'intermediateCatchEvent'
  | 'intermediateThrowEvent'
  | 'boundaryEvent'
  | 'exclusiveGateway'
  | 'parallelGateway'
  | 'eventBasedGateway'
  | 'task'
  | 'manualTask'
  | 'serviceTask'
  | 'sendTask'
  | 'receiveTask'
  | 'scriptTask'
  | 'businessRuleTask'
  | 'userTask'
  | 'callActivity';

/** BPMN 2.0.2, 10.4: what an event reacts to or brings about. */
export type EventDefinition =
  | { readonly type: 'none' }
  | { readonly type: 'terminate' }
  /** `code` absent on a catch event = catches every error. A throw event always has a code. */
  | { readonly type: 'error'; readonly code?: Expression }
  | { readonly type: 'timer'; readonly timer: TimerDefinition }
  | { readonly type: 'message'; readonly message: MessageDefinition };

export interface TimerDefinition {
  readonly kind: 'date' | 'duration' | 'cycle';
  readonly expression: Expression;
}

export interface MessageDefinition {
  readonly name: Expression;
  /** Absent on a message start event of a process: such a message starts an instance whatever its key. */
  readonly correlationKey?: Expression;
}

export interface Mapping {
  readonly source: Expression;
  /** Dotted path: `a.b` sets the member `b` of variable `a`. */
  readonly target: readonly string[];
}

/** Work that is done outside: service, send, job-based user/script/business-rule tasks, message throw and end events. */
export interface JobDefinition {
  readonly type: Expression;
  readonly retries: Expression;
  readonly headers: Readonly<Record<string, string>>;
}

/** A native `zeebe:userTask`. */
export interface UserTaskDefinition {
  readonly assignee?: Expression;
  readonly candidateGroups?: Expression;
  readonly candidateUsers?: Expression;
  readonly dueDate?: Expression;
  readonly followUpDate?: Expression;
  readonly priority?: Expression;
  /** Linked form (`zeebe:formDefinition formId`); must exist when the task activates, else FORM_NOT_FOUND. */
  readonly formId?: Expression;
  readonly externalReference?: Expression;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ScriptDefinition {
  readonly expression: Expression;
  readonly resultVariable: string;
}

export interface CalledDecision {
  readonly decisionId: Expression;
  readonly resultVariable: string;
}

export interface CalledElement {
  readonly processId: Expression;
  readonly propagateAllChildVariables: boolean;
  readonly propagateAllParentVariables: boolean;
}

export interface Flow {
  /** Index in the definition's dictionary; the same space as {@link Node.index}. */
  readonly index: number;
  readonly id: string;
  readonly source: Node;
  readonly target: Node;
  readonly condition?: Expression;
}

export interface Node {
  /** Index in the definition's dictionary, which is stored with the definition: state outlives a new parser. */
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly type: NodeType;
  /** The scope that contains this node; undefined for the process itself. */
  readonly scope: Node | undefined;
  /** In document order. Zeebe tries and takes them last to first (facts/SEMANTICS 16): the core reverses. */
  readonly outgoing: readonly Flow[];
  readonly incoming: readonly Flow[];
  readonly defaultFlow?: Flow;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  /** `none` for all that isn't an event. A receive task is `message`. */
  readonly event: EventDefinition;
  /** Boundary events and start events of event subprocesses. */
  readonly interrupting: boolean;
  /** Boundary events: the activity they are attached to. */
  readonly attachedTo?: Node;
  /** Activities: their boundary events, in document order. */
  readonly boundary: readonly Node[];
  /** Process, subprocess: contained event subprocesses, in document order. */
  readonly eventSubProcesses: readonly Node[];
  /** Process, subprocess, event subprocess: contained start events, in document order. */
  readonly startEvents: readonly Node[];
  readonly job?: JobDefinition;
  readonly userTask?: UserTaskDefinition;
  /** Job-based user task: its job carries the assignment as headers `io.camunda.zeebe:*`, computed at activation. */
  readonly jobUserTask?: UserTaskDefinition;
  readonly script?: ScriptDefinition;
  readonly decision?: CalledDecision;
  readonly calledElement?: CalledElement;
  /** `zeebe:properties`; the product reads `tier`, `actions`, `publicStatus`. */
  readonly properties: Readonly<Record<string, string>>;
}

export interface ProcessGraph {
  readonly bpmnProcessId: string;
  readonly name: string;
  readonly versionTag?: string;
  /** The process node; also `nodes[0]`'s element. */
  readonly process: Node;
  /** Index -> element or flow; holes (undefined) are elements of another kind. */
  readonly nodes: readonly (Node | undefined)[];
  readonly flows: readonly (Flow | undefined)[];
  /** Index -> BPMN id, of nodes and flows alike. Stored with the definition. */
  readonly dictionary: readonly string[];
  readonly nodeById: ReadonlyMap<string, Node>;
  /** The none start event, when the process has one. */
  readonly noneStart?: Node;
}

/** One reason why a resource is refused; every fault of a resource is reported at once. */
export interface ModelFault {
  readonly elementId: string;
  readonly reason: string;
}

export type CompileResult =
  | { readonly type: 'processes'; readonly processes: readonly ProcessGraph[] }
  | { readonly type: 'invalid'; readonly faults: readonly ModelFault[] };

export interface CompileOptions {
  /** Stored dictionary of an earlier compile, by BPMN process id: the graph then uses exactly these indexes. */
  readonly dictionaries?: ReadonlyMap<string, readonly string[]>;
}
