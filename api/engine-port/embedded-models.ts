/** Deployed models of the embedded engine in the port's words: what the desk needs of each element. */
import type { Engine } from '../../engine/index.js';
import type { Model } from './port.js';

export async function embeddedModel(engine: Pick<Engine, 'processModel'>, definitionKey: string): Promise<Model | undefined> {
  const model = await engine.processModel(BigInt(definitionKey));
  if (model === undefined) return undefined;
  const { bpmnProcessId, version, resourceName, xml, graph } = model;
  return {
    definitionKey,
    processId: bpmnProcessId,
    version,
    name: graph.name,
    resourceName,
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
        ...(node.decision?.decisionId.isStatic === true ? { decisionId: literal(node.decision.decisionId.source) } : {}),
      };
    }),
  };
}

function literal(source: string): string {
  return source.replace(/^=?\s*"(.*)"$/, '$1');
}
