/** The import surface of the model: BPMN XML in, frozen executable graphs or every reason against it out. */
export { compileProcesses } from './compile.js';
export type {
  CalledDecision,
  CalledElement,
  CompileOptions,
  CompileResult,
  EventDefinition,
  Flow,
  JobDefinition,
  Mapping,
  MessageDefinition,
  ModelFault,
  Node,
  NodeType,
  ProcessGraph,
  ScriptDefinition,
  TimerDefinition,
  UserTaskDefinition,
} from './graph.js';
