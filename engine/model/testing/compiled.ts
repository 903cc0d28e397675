/** Owns what tests of compiled graphs share: compiling one process, finding its nodes, and matching expressions. */
import { compileProcesses, type Node, type ProcessGraph } from '../index.js';
import { endEvent, extensionElements, path, processXml, startEvent, tag } from './process-xml.js';

export async function graphOf(xml: string, dictionary?: readonly string[]): Promise<ProcessGraph> {
  const result = await compileProcesses(xml, dictionary === undefined ? {} : { dictionaries: new Map([['p', dictionary]]) });
  if (result.type === 'invalid') throw new Error(JSON.stringify(result.faults));
  const [graph] = result.processes;
  if (graph === undefined) throw new Error('Expected a process, but there is none');
  return graph;
}

export function nodeOf(graph: ProcessGraph, id: string): Node {
  const node = graph.nodeById.get(id);
  if (node === undefined) throw new Error(`Expected a node '${id}', but there is none`);
  return node;
}

/** The node with this id, standing between start and end. */
export async function between(element: string, roots: readonly string[] = []): Promise<Node> {
  return nodeOf(await graphOf(processXml('p', [startEvent('s'), path('s', 'x', 'e'), element, endEvent('e')], roots)), 'x');
}

export const extended = (name: string, ...contents: readonly string[]): string => tag(name, { id: 'x' }, [extensionElements(...contents)]);
export const source = (text: string): object => expect.objectContaining({ source: text, isStatic: true });
export const feel = (text: string, ...names: readonly string[]): object => expect.objectContaining({ source: text, names });
