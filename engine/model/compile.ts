/** Owns the steps from BPMN XML to executable graphs; each step is a module of its own and reports its faults to one list. */
import { longIdFault, shortened } from '../dmn/index.js';
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

/** Beyond what a person can draw; keeps compiling far below the time of a lease. */
const MAX_ELEMENTS = 5_000;

/** Nodes that are compiled before others get their turn: some milliseconds. */
const SLICE_NODES = 50;

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
  const drafts: ProcessDraft[] = [];
  for (const element of executable) drafts.push(await draftProcess(document, element, faults));
  if (faults.list.length > 0) return { type: 'invalid', faults: faults.list };
  return { type: 'processes', processes: drafts.map((draft) => frozenGraph(draft, options.dictionaries?.get(draft.process.node.id))) };
}

function isExecutable(element: ModdleElement): boolean {
  return element.$type === 'bpmn:Process' && flag(element, 'isExecutable', false);
}

async function draftProcess(document: BpmnDocument, element: ModdleElement, faults: Faults): Promise<ProcessDraft> {
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
  if (!checkIds(draft)) return draft;
  for (const [index, found] of draft.nodes.entries()) {
    if (index % SLICE_NODES === 0) await others();
    readNode(draft, found);
  }
  await others();
  readConditions(draft);
  checkRules(draft);
  checkDuplicates(draft);
  return draft;
}

/** False: there are so many elements that nothing more is worth finding out. */
function checkIds({ faults, ids, process }: ProcessDraft): boolean {
  for (const id of ids) {
    const long = longIdFault(id);
    if (long !== undefined) faults.add(shortened(id), long);
  }
  if (ids.length <= MAX_ELEMENTS) return true;
  faults.add(
    shortened(process.node.id),
    `Expected a process of at most ${MAX_ELEMENTS} elements (flow nodes and sequence flows), but it has ${ids.length}.`,
  );
  return false;
}

/** Lets others on this thread have their turn: a deployment may be large, a lease and a neighbour's answer can't wait. */
function others(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
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
