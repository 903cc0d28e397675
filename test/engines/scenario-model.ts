/** How the recorded scenarios are written down: a model from `process-xml` and the actions on it. */
import type { Action, Scenario, ScenarioResource } from '../../engine/core/testing/scenario.js';
import {
  body,
  endEvent,
  extensionElements,
  path,
  processXml,
  serviceTask,
  startEvent,
  tag,
} from '../../engine/model/testing/process-xml.js';

export function scenario(
  name: string,
  models: string | readonly string[],
  actions: readonly Action[],
  others: readonly ScenarioResource[] = [],
): Scenario {
  const all = typeof models === 'string' ? [models] : models;
  const resources = all.map((content, index) => ({ name: `model-${index}.bpmn`, content: connected(content) }));
  return { name, resources: [...resources, ...others], actions };
}

/** The same, where this engine knowingly does otherwise. */
export function deviation(why: string, { name, ...rest }: Scenario): Scenario {
  return { name, deviates: why, ...rest };
}

/** Camunda's checks read `incoming` and `outgoing`, which the flows alone already say. */
export function connected(xml: string): string {
  const ends = new Map<string, { incoming: string[]; outgoing: string[] }>();
  const of = (id: string) => {
    const known = ends.get(id) ?? { incoming: [], outgoing: [] };
    ends.set(id, known);
    return known;
  };
  for (const [, id = '', source = '', target = ''] of xml.matchAll(/<sequenceFlow id="([^"]+)" sourceRef="([^"]+)" targetRef="([^"]+)"/g)) {
    of(source).outgoing.push(id);
    of(target).incoming.push(id);
  }
  return xml.replace(
    /(<(?!sequenceFlow)\w+ id="([^"]+)"[^>]*>)(<extensionElements>[\s\S]*?<\/extensionElements>)?/g,
    (whole, _open: string, id: string) => {
      const flows = ends.get(id);
      if (!flows) return whole;
      return `${whole}${flows.incoming.map((flow) => body('incoming', flow)).join('')}${flows.outgoing.map((flow) => body('outgoing', flow)).join('')}`;
    },
  );
}

/** s → a → e with a job of type `a`. */
export function oneTask(contents: readonly string[] = [], roots: readonly string[] = [], beside: readonly string[] = []): string {
  return processXml('p', [startEvent('s'), ...contents, endEvent('e'), ...beside], roots);
}

/** A task of any kind with extension elements. */
export function task(kind: string, id: string, extensions: readonly string[], attributes: Record<string, string | boolean> = {}): string {
  return tag(kind, { id, ...attributes }, [extensionElements(...extensions)]);
}

export function callActivity(id: string, processId: string, flags: Record<string, boolean> = {}, ...extensions: readonly string[]): string {
  return task('callActivity', id, [tag('zeebe:calledElement', { processId, ...flags }), ...extensions]);
}

export function child(id: string, elements: readonly string[] = [], roots: readonly string[] = []): string {
  return processXml(
    id,
    elements.length > 0 ? elements : [startEvent('cs'), serviceTask('work'), endEvent('ce'), path('cs', 'work', 'ce')],
    roots,
  );
}

export const fork = (id: string): string => tag('parallelGateway', { id });
export const terminateEnd = (id: string): string => tag('endEvent', { id }, [tag('terminateEventDefinition')]);
