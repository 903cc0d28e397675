/** Owns the steps from BPMN XML to executable graphs; each step is a module of its own and reports its faults to one list. */
import { type BpmnDocument, readDocument } from './document.js';
import type { NodeDraft, ProcessDraft } from './draft.js';
import { checkDuplicates } from './duplicates.js';
import { readEvent } from './events.js';
import { ExpressionReader } from './expressions.js';
import { checkExtensions, readProperties } from './extensions.js';
import { Faults } from './faults.js';
import { frozenGraph } from './freeze.js';
import type { CompileOptions, CompileResult } from './graph.js';
import { child, children, flag, type ModdleElement, text } from './moddle-element.js';
import { newNode, outlineProcess } from './outline.js';
import { checkRules } from './rules.js';
import { readWork } from './work.js';

/**
 * Compiles all executable processes of a BPMN 2.0 document. What isn't executable is ignored. Everything else either becomes
 * part of a graph or is refused: the result then lists every fault by element id and nothing of the document is usable.
 * Never rejects on account of the document.
 */
export async function compileProcesses(xml: string, options: CompileOptions = {}): Promise<CompileResult> {
  const faults = new Faults();
  const document = await readDocument(xml, faults);
  if (document === undefined) return { type: 'invalid', faults: faults.list };
  const executable = children(document.definitions, 'rootElements').filter(isExecutable);
  if (executable.length === 0) faults.add('', 'Expected at least one executable process, but the document has none.');
  const drafts = executable.map((element) => draftProcess(document, element, faults));
  if (faults.list.length > 0) return { type: 'invalid', faults: faults.list };
  return { type: 'processes', processes: drafts.map((draft) => frozenGraph(draft, options.dictionaries?.get(draft.process.node.id))) };
}

function isExecutable(element: ModdleElement): boolean {
  return element.$type === 'bpmn:Process' && flag(element, 'isExecutable', false);
}

function draftProcess(document: BpmnDocument, element: ModdleElement, faults: Faults): ProcessDraft {
  const id = text(element, 'id');
  if (id === undefined) faults.add('', 'Expected every process to have an id, but an executable one has none.');
  const process = newNode(element, 'process', id ?? '', undefined);
  const draft: ProcessDraft = {
    document,
    faults,
    process,
    nodes: [process],
    flows: new Map(),
    ids: [],
    byId: new Map([[process.node.id, process]]),
    byElement: new Map([[element, process]]),
  };
  outlineProcess(draft);
  for (const found of draft.nodes) readNode(draft, found);
  readConditions(draft);
  checkRules(draft);
  checkDuplicates(draft);
  return draft;
}

function readNode(draft: ProcessDraft, found: NodeDraft): void {
  const { node, element } = found;
  node.properties = readProperties(element);
  const defaultFlow = child(element, 'default');
  const flow = defaultFlow === undefined ? undefined : draft.flows.get(text(defaultFlow, 'id') ?? '')?.flow;
  if (flow?.source === node) node.defaultFlow = flow;
  if (found.refused) return;
  readEvent(draft, found);
  if (found.refused) return;
  checkExtensions(draft, found, node.event.type);
  readWork(draft, found);
}

function readConditions(draft: ProcessDraft): void {
  for (const { flow, element } of draft.flows.values()) {
    const expression = child(element, 'conditionExpression');
    if (expression === undefined) continue;
    const condition = new ExpressionReader(draft.faults, flow.id).requiredFeel('the condition', text(expression, 'body'));
    if (condition !== undefined) flow.condition = condition;
  }
}
