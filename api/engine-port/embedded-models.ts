/** Deployed models of the embedded engine: the XML as it was deployed, read with the engine's own parser. */
import { compileProcesses } from '../../engine/model/index.js';
import type { Database } from '../database.js';
import { row } from '../database.js';
import type { Model } from './port.js';

export function embeddedModels(db: Database): (definitionKey: string) => Promise<Model | undefined> {
  return async (definitionKey) => {
    const stored = await row<{ bpmn_process_id: string; version: number; resource_name: string; xml: Buffer }>(
      db,
      'SELECT bpmn_process_id, version, resource_name, xml FROM process_definition WHERE key = :definitionKey',
      { definitionKey },
    );
    if (stored === undefined) return undefined;
    const xml = stored.xml.toString('utf8');
    const compiled = await compileProcesses(xml);
    if (compiled.type === 'invalid') throw new Error(`Expected the deployed ${stored.resource_name} to compile again, but it has faults`);
    const graph = compiled.processes.find((process) => process.bpmnProcessId === stored.bpmn_process_id);
    if (graph === undefined) throw new Error(`Expected process ${stored.bpmn_process_id} in ${stored.resource_name}, but it isn't there`);
    return {
      definitionKey,
      processId: stored.bpmn_process_id,
      version: stored.version,
      name: graph.name,
      resourceName: stored.resource_name,
      xml,
      ...(graph.noneStart === undefined ? {} : { noneStart: graph.noneStart.id }),
      elements: [...graph.nodeById.values()].map((node) => {
        const form = node.userTask?.formId ?? node.jobUserTask?.formId;
        return {
          id: node.id,
          name: node.name,
          type: node.type,
          properties: node.properties,
          ...(form?.isStatic === true ? { formId: literal(form.source) } : {}),
        };
      }),
    };
  };
}

/** A static expression's source is the text itself, or a FEEL string. */
function literal(source: string): string {
  return source.replace(/^=?\s*"(.*)"$/, '$1');
}
