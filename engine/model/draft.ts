/** Owns the form of a graph while it is built: nodes and flows that can still be written, beside the elements they come from. */
import type { BpmnDocument } from './document.js';
import type { Faults } from './faults.js';
import type { Flow, Node } from './graph.js';
import type { ModdleElement } from './moddle-element.js';

/** The same members, writable; lists growable. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

export interface NodeDraft {
  readonly node: Writable<Node>;
  readonly element: ModdleElement;
  /** Already refused as a whole: rules leave it alone, so that one mistake makes one fault. */
  refused: boolean;
}

export interface FlowDraft {
  readonly flow: Writable<Flow>;
  readonly element: ModdleElement;
}

/** One executable process on its way to a graph. */
export interface ProcessDraft {
  readonly document: BpmnDocument;
  readonly faults: Faults;
  readonly process: NodeDraft;
  /** In document order, the process first; each subprocess before what it contains. */
  readonly nodes: NodeDraft[];
  /** By BPMN id, in document order. */
  readonly flows: Map<string, FlowDraft>;
  /** BPMN ids of nodes and flows in document order. */
  readonly ids: string[];
  readonly byId: Map<string, NodeDraft>;
  readonly byElement: Map<ModdleElement, NodeDraft>;
}
