/** Owns reading of a process file as a test sees it: nodes, flows, drawing and Zeebe's extensions as plain values. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { BpmnModdle } from 'bpmn-moddle';

export const PROCESSES = join(import.meta.dirname, '../../processes');
export const CASE_TYPES = ['resident-matter', 'service-request', 'information-request'] as const;

const moddle = new BpmnModdle({ zeebe: createRequire(import.meta.url)('zeebe-bpmn-moddle/resources/zeebe.json') });

/** A moddle element; every access is checked where it is made. */
export type Item = { readonly [name: string]: unknown; readonly $type: string };

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && '$type' in value;

export const itemsOf = (item: Item | undefined, name: string): readonly Item[] => {
  const value = item?.[name];
  return Array.isArray(value) ? value.filter(isItem) : [];
};
export const itemOf = (item: Item | undefined, name: string): Item | undefined => {
  const value = item?.[name];
  return isItem(value) ? value : undefined;
};
export const textOf = (item: Item | undefined, name: string): string => {
  const value = item?.[name];
  return typeof value === 'string' ? value : '';
};
export const numberOf = (item: Item | undefined, name: string): number => {
  const value = item?.[name];
  if (typeof value !== 'number') throw new Error(`Expected a number in ${name}, but got ${String(value)}`);
  return value;
};

export type ProcessFile = {
  readonly name: string;
  readonly xml: string;
  readonly warnings: readonly string[];
  readonly definitions: Item;
  readonly process: Item;
  readonly nodes: readonly Item[];
  readonly flows: readonly Item[];
  readonly plane: readonly Item[];
};

export const idOf = (item: Item | undefined): string => textOf(item, 'id');

/** The Zeebe extension of that type on an element, `zeebe:IoMapping`. */
export const extension = (node: Item, type: string): Item | undefined =>
  itemsOf(itemOf(node, 'extensionElements'), 'values').find((value) => value.$type === type);

export const property = (node: Item, name: string): string | undefined => {
  const found = itemsOf(extension(node, 'zeebe:Properties'), 'properties').find((one) => textOf(one, 'name') === name);
  return found === undefined ? undefined : textOf(found, 'value');
};

export const mappings = (node: Item, direction: 'inputParameters' | 'outputParameters'): readonly Item[] =>
  itemsOf(extension(node, 'zeebe:IoMapping'), direction);

export const conditionOf = (flow: Item): string => textOf(itemOf(flow, 'conditionExpression'), 'body');

/** Files of one ending below `processes/`, as paths relative to it. */
export function filesOf(ending: string): readonly string[] {
  return CASE_TYPES.flatMap((folder) =>
    readdirSync(join(PROCESSES, folder))
      .filter((file) => file.endsWith(ending))
      .map((file) => `${folder}/${file}`),
  );
}

export const textOfFile = (file: string): string => readFileSync(join(PROCESSES, file), 'utf8');

/** Also what lies in subprocesses. */
const elementsIn = (scope: Item): readonly Item[] => itemsOf(scope, 'flowElements').flatMap((item) => [item, ...elementsIn(item)]);

async function read(name: string): Promise<ProcessFile> {
  const xml = textOfFile(name);
  const { rootElement, warnings } = await moddle.fromXML(xml);
  if (!isItem(rootElement)) throw new Error(`Expected definitions in ${name}, but found none`);
  const processes = itemsOf(rootElement, 'rootElements').filter((item) => item.$type === 'bpmn:Process');
  const [process] = processes;
  if (process === undefined || processes.length > 1) throw new Error(`Expected one process in ${name}, but found ${processes.length}`);
  const elements = elementsIn(process);
  const plane = itemsOf(itemOf(itemsOf(rootElement, 'diagrams')[0], 'plane'), 'planeElement');
  return {
    name,
    xml,
    warnings: warnings.map(({ message }) => message),
    definitions: rootElement,
    process,
    nodes: elements.filter((item) => item.$type !== 'bpmn:SequenceFlow'),
    flows: elements.filter((item) => item.$type === 'bpmn:SequenceFlow'),
    plane,
  };
}

export const processFiles: readonly ProcessFile[] = await Promise.all(filesOf('.bpmn').map(read));
